"""What every command that runs a study can be asked for, and how it is run: kept, resumable, with time left."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from reports.command.options import AS_JSON, DAYS, PERSONS, SET, laid_over, options
from reports.command.progress import announce_compiling, interruptible, teller
from reports.command.trouble import Interrupted, Invalid, Trouble

if TYPE_CHECKING:
    from experiments.lab import Outcome
    from experiments.study.conduct import How
    from experiments.study.door import Over

Found = TypeVar("Found")
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
    persons: int | None = None
    days: int | None = None
    settings: tuple[str, ...] = ()
    replications: int | None = None
    seed: int | None = None
    more: tuple[str, ...] = ()
    """What else of the command line goes with the study."""

    kept: bool = True

    @property
    def over(self) -> Over:
        """Return what is laid over the study."""
        from experiments.study.door import Over

        return Over(laid_over(self.persons, self.days, self.settings), self.replications, self.seed)

    def folder(self, name: str) -> Path:
        """Return the folder of the study."""
        return self.out or Path("runs") / name

    def again(self, command: str, name: str) -> str:
        """Return the command that goes on with the study."""
        over = [word for setting in self.over.settings for word in ("--set", setting)]
        for option, value in (("--replications", self.replications), ("--seed", self.seed)):
            over += [option, str(value)] if value is not None else []
        over += ["--json"] if self.as_json else []
        return shlex.join(["fission", command, self.study, *self.more, *over, "--out", str(self.folder(name)),
                           "--workers", self.workers, "--resume"])


WORKERS = click.option("--workers", default=str(os.cpu_count() or 1), metavar="WHO",
                       help="Who runs the replications: a number of processes, dask://HOST:PORT or ray://HOST:PORT. "
                            "One process a core unless given.")


ASKED = (
    PERSONS, DAYS, SET,
    click.option("--replications", "-r", type=int, metavar="N", help="Runs under different seeds, instead of the study's."),
    click.option("--seed", type=int, metavar="N", help="Seed of the first replication, instead of the study's."),
    click.option("--out", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
                 help="Folder to write to; runs/NAME unless given."),
    click.option("--resume", is_flag=True, help="Go on where the study in that folder was cut short."),
    WORKERS,
    AS_JSON,
)
"""The options of ``Asked``."""


def study_options(command: Command) -> Command:
    """Give a command a study, and the options of ``Asked``."""
    return options(click.argument("study"), *ASKED)(command)


@contextmanager
def beginning() -> Iterator[None]:
    """Tell, where the user interrupts before anything has run, that nothing has.

    Raises Interrupted.
    """
    try:
        yield
    except (KeyboardInterrupt, Interrupted):
        raise Interrupted("interrupted before any replication was run; the same command begins again") from None


def conducted(command: str, asked: Asked, name: str, run: Callable[[How], Found]) -> Found:
    """Return what a study comes to that is run as asked for; ``run`` is given how.

    Raises Invalid for a folder or workers that will not do; Interrupted where the user interrupts and Trouble where the workers
    can do nothing more, both with what was reached and the command that goes on.
    """
    from experiments.lab import Unusable
    from experiments.study.folder import CannotResume
    from experiments.workers import Unfit, UnknownWorkers

    with beginning():
        announce_compiling()
    reached = (0, 0)

    def going_on() -> str:
        done, total = reached
        far = f"after {done:,} of {total:,} replications" if done else "before any replication was finished"
        if not asked.kept:
            return f"{far}; nothing was kept: name a folder to keep them in (--out)"
        return f"{far}{', which are kept' if done else ''}. To go on:\n  {asked.again(command, name)}"

    with teller(command, asked.as_json) as tell, interruptible() as heed:
        def on_progress(done: int, total: int) -> None:
            nonlocal reached
            reached = done, total
            heed()
            tell(done, total)

        folder = asked.folder(name) if asked.kept else None
        if folder and asked.resume and not folder.exists():
            click.echo(f"nothing in {folder} to go on with: beginning anew", err=True)
        try:
            return run({"workers": asked.workers, "folder": folder, "resume": asked.resume, "on_progress": on_progress})
        except (UnknownWorkers, CannotResume, Unusable) as error:
            raise Invalid(str(error)) from None
        except Unfit as error:
            raise Trouble(f"{error}, {going_on()}") from None
        except KeyboardInterrupt:
            raise Interrupted(f"interrupted {going_on()}") from None


def refuse_failures(failed: Sequence[Outcome], of: int, folder: Path | None) -> None:
    """Raise Incomplete where replications have failed, with what the first came to and, if they are kept, how to repeat it."""
    from experiments.study.failures import reason, repeat

    if failed:
        told = f"{len(failed):,} of {of:,} replications failed"
        if folder is None:
            raise Incomplete(f"{told}. The first: {reason(failed[0])}")
        raise Incomplete(f"{told}; all are in failures.parquet. The first: {reason(failed[0])}\n  {repeat(folder, failed[0])}")
