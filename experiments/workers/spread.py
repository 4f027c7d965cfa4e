"""Spreading tasks over an executor, such that a worker that dies takes at most its own task with it.

A pool whose worker dies is broken, and every task in flight with it; which of them was to blame is not known. So the pool
is made anew and the suspects run one at a time: who breaks it again, alone and ``TRIES`` times in all, is given up. Of a
cluster, those tasks are suspects that were at the worker that died.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from types import TracebackType
from typing import Any, Generic, NamedTuple, TypeVar

T = TypeVar("T")
R = TypeVar("R")
TRIES = 3


class Lost(NamedTuple):
    """What becomes of a task that its workers could not finish. It says nothing of the task: another try may do."""

    why: str


class Died(RuntimeError):
    """Workers of a cluster died with a task, which counts as so many ``times``; the others are there all the same."""

    def __init__(self, why: str, times: int) -> None:
        """Say why."""
        super().__init__(why)
        self.times = times


class Unfit(RuntimeError):
    """Workers that can do none of the work."""


class Wanting:
    """What a worker answers that needs the whole of a task, of which it was sent a part."""


class Job(Generic[T]):
    """A task, how many workers have died with it, and whether a worker has asked for the whole of it."""

    def __init__(self, task: T) -> None:
        """Begin with no deaths and the part."""
        self.task, self.deaths, self.whole = task, 0, False


def all_of(task: T) -> T:
    """Return a task as it is."""
    return task


class Workers:
    """Workers that come when they are needed first, and again when they are broken."""

    def __init__(self, open_: Callable[[], Executor], at_hand: int, *, lent: bool = False) -> None:
        """Say how workers are had and how many tasks they have at hand, those at work included.

        An executor that is ``lent`` is neither closed nor made anew.
        """
        self.open, self.at_hand, self.lent = open_, at_hand, lent
        self.executor: Executor | None = None
        self.greeting: Future[Any] = Future()
        self.false_starts = 0

    def __enter__(self) -> Workers:
        """Return the workers."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Send the workers home, at once after an interruption."""
        self.close(at_once=error is not None)

    def each(self, function: Callable[[T], R | Wanting], tasks: Sequence[T],
             part: Callable[[T], T] = all_of) -> Iterator[tuple[T, R | Lost]]:
        """Yield each task with what the function makes of it, as they finish, in any order.

        Workers are sent a ``part`` of each task, and all of it where they answer ``Wanting``.
        Raises Unfit where the workers can do nothing, BrokenExecutor where a lent executor breaks.
        """
        return Round(self, function, tasks, part).results()

    def submit(self, function: Callable[[T], R], task: T) -> Future[R]:
        """Return the future of a task. Raises BrokenExecutor where the workers must be made anew first."""
        if self.executor is None:
            self.executor = self.open()
            self.greeting = self.executor.submit(present)
        return self.executor.submit(function, task)

    @property
    def begun(self) -> bool:
        """True once a worker has done anything at all."""
        return self.greeting.done() and not self.greeting.cancelled() and self.greeting.exception() is None

    def renew(self, error: BrokenExecutor) -> None:
        """Send broken workers home; others come for the next task.

        Raises Unfit where they ended as soon as they started, time and again.
        """
        if self.lent:
            raise error
        self.false_starts = 0 if self.begun else self.false_starts + 1
        self.close(at_once=True)
        if self.false_starts == TRIES:
            raise Unfit("the workers end as soon as they start; a script of your own must ask for them below "
                        'if __name__ == "__main__":, as each of them reads it') from error

    def close(self, *, at_once: bool = False) -> None:
        """Send the workers home; ``at_once`` without finishing what they are at."""
        executor, self.executor = self.executor, None
        if executor is not None and not self.lent:
            executor.shutdown(wait=not at_once, cancel_futures=True)


def present() -> bool:
    """Answer the first call of all."""
    return True


class Round(Generic[T, R]):
    """One spreading: the tasks that wait, those that are suspected of having killed a worker, those in flight."""

    def __init__(self, workers: Workers, function: Callable[[T], R | Wanting], tasks: Sequence[T],
                 part: Callable[[T], T]) -> None:
        """Begin with all tasks waiting."""
        self.workers, self.function, self.part = workers, function, part
        self.waiting, self.suspects = deque(map(Job, tasks)), deque[Job[T]]()
        self.running: dict[Future[R | Wanting], Job[T]] = {}

    def results(self) -> Iterator[tuple[T, R | Lost]]:
        """Yield each task with its result; what is in flight when nobody asks for more is cancelled."""
        try:
            while self.waiting or self.suspects or self.running:
                self.submit()
                for future in wait(self.running, return_when=FIRST_COMPLETED).done:
                    job = self.running.pop(future)
                    result = self.result(job, future)
                    if result is not None:
                        yield job.task, result
        finally:
            for future in self.running:
                future.cancel()

    def submit(self) -> None:
        """Keep the workers busy: with one suspect alone, or else with as many tasks as they have at hand."""
        source, most = (self.suspects, 1) if self.suspects else (self.waiting, self.workers.at_hand)
        while source and len(self.running) < most:
            job = source[0]
            try:
                future = self.workers.submit(self.function, job.task if job.whole else self.part(job.task))
            except BrokenExecutor as error:
                if self.running:
                    return  # they are told of it next
                self.workers.renew(error)
            else:
                self.running[future] = source.popleft()

    def result(self, job: Job[T], future: Future[R | Wanting]) -> R | Lost | None:
        """Return what became of a task; None where it is to be tried again."""
        try:
            found = future.result()
        except (BrokenExecutor, Died) as error:
            return self.suspected(job, error)
        except CancelledError:
            raise Unfit("the workers have gone away") from None
        except Unfit:
            raise
        except Exception as error:  # told with the task, whatever it is
            return Lost(f"{type(error).__name__}: {error}")
        if not isinstance(found, Wanting):
            return found
        job.whole = True
        self.waiting.appendleft(job)
        return None

    def suspected(self, job: Job[T], error: BrokenExecutor | Died) -> Lost | None:
        """Give up a task with which workers have died too often; any other is to be run again, alone."""
        if not self.workers.begun and not self.workers.lent:
            self.waiting.appendleft(job)
            return None
        job.deaths += error.times if isinstance(error, Died) else 1
        if job.deaths >= TRIES:
            return Lost(f"its worker died {TRIES} times: {error}")
        self.suspects.append(job)
        return None
