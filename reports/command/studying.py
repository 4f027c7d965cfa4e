"""What every command that runs a study can be asked for, and how it is run: kept, resumable, with time left."""

from __future__ import annotations

import os
import shlex
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from reports.command.options import AS_JSON, options
from reports.command.progress import announce_compiling, teller
from reports.command.trouble import Interrupted, Invalid, Trouble

if TYPE_CHECKING:
    from experiments.lab import Lab, Outcome
    from experiments.study.door import Written

Command = TypeVar("Command", bound=Callable[..., Any])
FAILED = 5
"""The exit code where some replications have failed."""


class Incomplete(Trouble):
    """Some replications have failed; what the others came to stands."""

    exit_code = FAILED


@dataclass(frozen=True)
class Asked:
    """What was asked for on the command line."""

    study: str
    out: Path | None
    resume: bool
    workers: str
    as_json: bool

    def folder(self, name: str) -> Path:
        """Return the folder of the study."""
        return self.out or Path("runs") / name

    def again(self, command: str, name: str) -> str:
        """Return the command that goes on with the study."""
        parts = ["fission", command, self.study, "--out", str(self.folder(name)), "--workers", self.workers, "--resume"]
        return shlex.join(parts)


def study_options(command: Command) -> Command:
    """Give a command the options of ``Asked``."""
    return options(
        click.argument("study"),
        click.option("--out", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
                     help="Folder to write to; runs/NAME unless given."),
        click.option("--resume", is_flag=True, help="Go on where the study in that folder was cut short."),
        click.option("--workers", default=str(os.cpu_count() or 1), metavar="WHO",
                     help="Who runs the replications: a number of processes. One a core unless given."),
        AS_JSON,
    )(command)


@contextmanager
def laboratory(command: str, asked: Asked, study: Written[Any], digest: str, total: int) -> Iterator[Lab]:
    """Give the laboratory in which a study runs; ``total`` replications are to be run, some of which may be known.

    Raises Interrupted where the user interrupts, with what was reached and the command that goes on.
    """
    from experiments.lab import Lab
    from experiments.workers import UnknownWorkers, workers
    from reports import study_folder

    announce_compiling()
    folder = asked.folder(study.name)
    try:
        by = workers(asked.workers)
        registry = study_folder.opened(folder, study, digest, asked.resume)
    except (UnknownWorkers, study_folder.CannotResume) as error:
        raise Invalid(str(error)) from None
    with registry, teller(command, asked.as_json) as tell:
        lab = Lab(registry, by)
        done = len(lab.known)

        def on_replication(_: Outcome) -> None:
            nonlocal done
            done += 1
            tell(done, max(total, done))

        lab.on_replication = on_replication
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            with lab:
                yield lab
        except KeyboardInterrupt:
            reached = f"interrupted after {done:,} of {total:,} replications, which are kept. To go on:"
            raise Interrupted(f"{reached}\n  {asked.again(command, study.name)}") from None
        finally:
            signal.signal(signal.SIGINT, before)


def refuse_failures(failed: tuple[Outcome, ...], of: int) -> None:
    """Raise Incomplete where replications have failed."""
    if failed:
        last = failed[0].error.strip().splitlines()[-1]
        raise Incomplete(f"{len(failed):,} of {of:,} replications failed, the first with: {last}")
