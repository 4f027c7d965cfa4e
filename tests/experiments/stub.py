"""A laboratory's worker who knows what comes of every replication, so that studies can be held against what is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from typing import Any

from experiments.lab import Outcome, Task

Law = Callable[[Task], Mapping[str, float]]


class Stub(Executor):
    """Answers each replication by a law; what the law raises is the replication's error, an interruption is the caller's."""

    def __init__(self, law: Law) -> None:
        self.law, self.asked = law, list[Task]()

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        tasks = [each for each in args if isinstance(each, Task)]
        future.set_result(self.outcome(tasks[0]) if tasks else function(*args, **kwargs))
        return future

    def outcome(self, task: Task) -> Outcome:
        self.asked.append(task)
        try:
            measures = dict(self.law(task))
            return Outcome(task.design, task.seed, measures, repr(measures), 0.0)
        except ArithmeticError as error:
            return Outcome(task.design, task.seed, {}, "", 0.0, str(error))
