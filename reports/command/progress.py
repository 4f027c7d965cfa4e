"""How far a run is, on stderr: a bar with the time left on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

import click

from reports.command.trouble import Interrupted

OnProgress = Callable[[int], None]
SECONDS_BETWEEN_LINES = 10.0
SECONDS_OF_COMPILING = 20.0
COMPILING = "compiling the model, once per version: under a minute, up to three on a busy machine"


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
def shown(title: str, days: int, quiet: bool, left: str = "nothing was written") -> Iterator[OnProgress]:
    """Give what is to be told of each day that has passed.

    Raises Interrupted, with what was reached and what is ``left`` of it, where the user interrupts.
    """
    announce_compiling()
    with teller(title, quiet) as tell, interruptible() as heed:
        count = Days(days, tell, heed)
        try:
            yield count
        except KeyboardInterrupt:
            reached = f"interrupted after {count.passed:,} of {days:,} simulated days; {left}"
            raise Interrupted(reached) from None


def announce_compiling() -> None:
    """Compile the model where this version has never been, and tell the user why it takes its time.

    Raises Interrupted where the user interrupts.
    """
    from experiments.lab import compiled

    if compiled.is_compiled():
        return
    click.echo(COMPILING, err=True)
    with passing("compiling the model"), interruptible() as heed:
        try:
            compiled.compile_model(heed)
        except KeyboardInterrupt:
            raise Interrupted("interrupted while the model was compiled; nothing was written") from None


@contextmanager
def passing(title: str) -> Iterator[None]:
    """Show the time that passes: counted on a terminal, in a line now and then elsewhere."""
    if sys.stderr.isatty():
        with steps() as begin:
            begin(title)
            yield
        return
    over, began = Event(), time.monotonic()

    def tell() -> None:
        while not over.wait(SECONDS_OF_COMPILING):
            click.echo(f"{title}: {time.monotonic() - began:.0f} s", err=True)

    thread = Thread(target=tell, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@contextmanager
def steps() -> Iterator[Callable[[str], None]]:
    """Give what is to be told of each step that begins: beside the time on a terminal, in a line now and then elsewhere."""
    if not sys.stderr.isatty():
        yield now_and_then()
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    with Progress(SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=Console(stderr=True),
                  transient=True) as progress:
        task = progress.add_task("", total=None)
        yield lambda step: progress.update(task, description=step)


def now_and_then() -> Callable[[str], None]:
    """Return what prints a step, unless another has just been printed."""
    last = time.monotonic()

    def tell(step: str) -> None:
        nonlocal last
        if time.monotonic() - last >= SECONDS_BETWEEN_LINES:
            last = time.monotonic()
            click.echo(f"{step} ...", err=True)

    return tell


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
    slowly = 600.0  # seconds over which the speed is estimated: a replication may take a minute
    with Progress(*columns, console=Console(stderr=True), transient=True, speed_estimate_period=slowly) as progress:
        task = progress.add_task(title, total=None)
        yield lambda passed, total: progress.update(task, completed=passed, total=total)


def lines(title: str) -> Callable[[int, int], None]:
    """Return what prints a line now and then, with the time left by the pace since it was first called."""
    last = time.monotonic()
    first: tuple[int, float] | None = None

    def tell(passed: int, total: int) -> None:
        nonlocal first, last
        now = time.monotonic()
        first = first or (passed, now)
        if now - last >= SECONDS_BETWEEN_LINES:
            last = now
            click.echo(f"{title}: {passed / total:.0%}{left(passed - first[0], now - first[1], total - passed)}", err=True)

    return tell


def left(done: int, seconds: float, missing: int) -> str:
    """Return the time left in words, where anything has been done and anything is missing.

    >>> left(10, 60.0, 50), left(1, 9.0, 2), left(1, 3600.0, 5), left(0, 1.0, 7)
    (', about 5 min left', ', about 18 s left', ', about 5 h left', '')
    """
    if not done or not missing:
        return ""
    expected = seconds / done * missing
    for unit, size in {"h": 3600.0, "min": 60.0}.items():
        if expected >= 2.0 * size:
            return f", about {expected / size:.0f} {unit} left"
    return f", about {expected:.0f} s left"
