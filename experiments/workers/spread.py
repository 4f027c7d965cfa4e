"""Spreading tasks over an executor, such that a worker that dies takes at most its own task with it.

A pool whose worker dies is broken, and every task in flight with it; which of them was to blame is not known. So the pool
is made anew and the suspects run one at a time: who breaks it again, alone and ``TRIES`` times in all, is given up.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from concurrent.futures.process import ProcessPoolExecutor
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")
R = TypeVar("R")
TRIES = 3
AHEAD = 2
"""Tasks in flight for each worker: one that runs and one that waits at hand."""


class Lost(NamedTuple):
    """What becomes of a task that its workers could not finish."""

    why: str

    def __str__(self) -> str:
        """Return why."""
        return self.why


class Job(Generic[T]):
    """A task and how many workers have died with it."""

    def __init__(self, task: T) -> None:
        """Begin with no deaths."""
        self.task, self.deaths = task, 0


class Workers:
    """Workers that come when they are needed first, and again when they are broken."""

    def __init__(self, open_: Callable[[], Executor], width: int, *, lent: bool = False) -> None:
        """Say how workers are had and how many work at once; an executor that is ``lent`` is neither closed nor made anew."""
        self.open, self.width, self.lent = open_, width, lent
        self.executor: Executor | None = None

    def each(self, function: Callable[[T], R], tasks: Sequence[T]) -> Iterator[tuple[T, R | Lost]]:
        """Yield each task with what the function makes of it, as they finish, in any order."""
        waiting, suspects = deque(Job(each) for each in tasks), deque[Job[T]]()
        running: dict[Future[R], Job[T]] = {}
        while waiting or suspects or running:
            self.submit(function, waiting, suspects, running)
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                job = running.pop(future)
                try:
                    yield job.task, future.result()
                except BrokenExecutor as error:
                    broken = [job, *running.values()]
                    running.clear()
                    yield from self.recover(broken, suspects, error)
                    break
                except Exception as error:  # told with the task, whatever it is
                    yield job.task, Lost(f"{type(error).__name__}: {error}")

    def submit(self, function: Callable[[T], R], waiting: deque[Job[T]], suspects: deque[Job[T]],
               running: dict[Future[R], Job[T]]) -> None:
        """Keep the workers busy: with one suspect alone, or else with as many tasks as they can have at hand."""
        source, most = (suspects, 1) if suspects else (waiting, AHEAD * self.width)
        while source and len(running) < most:
            try:
                running[self.opened().submit(function, source[0].task)] = source[0]
            except BrokenExecutor:
                if running:
                    return
                if self.lent:
                    raise
                self.close(at_once=True)
            else:
                source.popleft()

    def recover(self, broken: list[Job[T]], suspects: deque[Job[T]], error: BrokenExecutor) -> Iterator[tuple[T, Lost]]:
        """Make the workers anew, and yield the tasks that are given up; the others are to be run one at a time."""
        if self.lent:
            raise error
        self.close(at_once=True)
        for job in broken:
            job.deaths += 1
            if job.deaths < TRIES:
                suspects.append(job)
            else:
                yield job.task, Lost(f"its worker died {TRIES} times: {error}")

    def opened(self) -> Executor:
        """Return the executor."""
        if self.executor is None:
            self.executor = self.open()
        return self.executor

    def close(self, *, at_once: bool = False) -> None:
        """Send the workers home; ``at_once`` without finishing what they are at."""
        executor, self.executor = self.executor, None
        if executor is None or self.lent:
            return
        if at_once and isinstance(executor, ProcessPoolExecutor):
            for process in list((executor._processes or {}).values()):  # noqa: SLF001 - terminate_workers comes with 3.14
                process.terminate()
        executor.shutdown(wait=not at_once, cancel_futures=True)
