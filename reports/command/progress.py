"""How far a run is, on stderr: a bar with the time left on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from reports.command.trouble import Interrupted

OnProgress = Callable[[int], None]
SECONDS_BETWEEN_LINES = 10.0
COMPILING = "compiling the model, once per version: about 20 s"


class Days:
    """Counts the days that have passed, and tells of them."""

    def __init__(self, total: int, tell: Callable[[int, int], None], heed: Callable[[], None]) -> None:
        """Begin before the first day."""
        self.passed, self.total, self.tell, self.heed = 0, total, tell, heed

    def __call__(self, days: int) -> None:
        """Note that some more days have passed, and heed an interruption."""
        self.heed()
        self.passed += days
        self.tell(self.passed, self.total)


@contextmanager
def interruptible() -> Iterator[Callable[[], None]]:
    """Give what raises KeyboardInterrupt where the user has interrupted and the compiler has swallowed it."""
    interrupted = False

    def interrupt(*_: object) -> None:
        nonlocal interrupted
        interrupted = True
        raise KeyboardInterrupt

    def heed() -> None:
        if interrupted:
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield heed
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def shown(title: str, days: int, quiet: bool) -> Iterator[OnProgress]:
    """Give what is to be told of each day that has passed.

    Raises Interrupted, with what was reached, where the user interrupts.
    """
    announce_compiling()
    with teller(title, quiet) as tell, interruptible() as heed:
        count = Days(days, tell, heed)
        try:
            yield count
        except KeyboardInterrupt:
            reached = f"interrupted after {count.passed:,} of {days:,} simulated days; nothing was written"
            raise Interrupted(reached) from None


def announce_compiling() -> None:
    """Tell the user why the first run of a version takes its time."""
    from experiments.lab.compiled import is_compiled

    if not is_compiled():
        click.echo(COMPILING, err=True)


@contextmanager
def teller(title: str, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """Give the function that shows how many of how many days have passed."""
    if quiet:
        yield lambda *_: None
    elif sys.stderr.isatty():
        with bar(title) as tell:
            yield tell
    else:
        yield lines(title)


@contextmanager
def bar(title: str) -> Iterator[Callable[[int, int], None]]:
    """Give a progress bar that goes away when all is done."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn(compact=True))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(title, total=None)
        yield lambda passed, total: progress.update(task, completed=passed, total=total)


def lines(title: str) -> Callable[[int, int], None]:
    """Return what prints a line now and then."""
    last = time.monotonic()

    def tell(passed: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last >= SECONDS_BETWEEN_LINES:
            last = time.monotonic()
            click.echo(f"{title}: {passed / total:.0%}", err=True)

    return tell
