"""What workers are asked to do in tests: functions that they find by name."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import NamedTuple

from experiments.lab import Outcome, Task
from experiments.lab.task import perform
from experiments.workers import Unfit, Wanting


class Deed(NamedTuple):
    """A number, whether all of it was sent, and a folder for notes."""

    number: int
    notes: Path
    whole: bool = True


def without_the_whole(deed: Deed) -> Deed:
    return deed._replace(whole=False)


def note(deed: Deed) -> int:
    """Note that a deed has been begun, and return how often it was."""
    path = deed.notes / str(deed.number)
    with path.open("a") as file:
        file.write(f"{os.getpid()}\n")
    return len(path.read_text().splitlines())


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def double(deed: Deed) -> int:
    note(deed)
    return 2 * deed.number


def third_dies_once(deed: Deed) -> int:
    if note(deed) == 1 and deed.number == 3:
        die()
    return 2 * deed.number


def third_always_dies(deed: Deed) -> int:
    note(deed)
    if deed.number == 3:
        time.sleep(0.05)
        die()
    return 2 * deed.number


def third_raises(deed: Deed) -> int:
    if deed.number == 3:
        raise MemoryError("all of it")
    return 2 * deed.number


def third_is_unfit(deed: Deed) -> int:
    if deed.number == 3:
        raise Unfit("of another version")
    return 2 * deed.number


def with_the_whole(deed: Deed) -> int | Wanting:
    note(deed)
    return 2 * deed.number if deed.whole else Wanting()


def slow(deed: Deed) -> int:
    note(deed)
    time.sleep(60)
    return 0


def circumstances(_: int) -> tuple[bool, str]:
    """Return whether Ctrl-C goes unheard, and on how many threads is computed."""
    return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, []), os.environ["OMP_NUM_THREADS"]


def no_more(_: Task) -> Outcome:
    raise Unfit("no more")


def dies_once(marker: Path, task: Task) -> Outcome:
    """Perform a replication; the one under seed 3 kills its worker the first time."""
    if task.seed == 3 and not marker.exists():
        marker.touch()
        die()
    return perform(task)


def seed_3_kills(task: Task) -> Outcome:
    if task.seed == 3:
        die()
    return Outcome(task.design, task.seed, {"seed": float(task.seed)}, "", 0.0)


def counted_ties(task: Task) -> Outcome:
    edges = task.scenario.network.edges
    return Outcome(task.design, task.seed, {"ties": float(edges.pairs.shape[1]) if edges else 0.0}, "", 0.0)
