"""The laboratory: replications are asked for, run by workers, written down as they finish, and never run twice.

>>> from experiments.lab import Lab, task
>>> from scenarios import load
>>> small = load("baitiao_consumer", {"persons": 300, "days": 30})
>>> with Lab() as lab:
...     first, again = lab.run([task(small, 1), task(small, 1)])
>>> first == again, first.error
(True, '')
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from types import TracebackType

from experiments.lab.compiled import compile_model, is_compiled
from experiments.lab.registry import Registry, Unusable
from experiments.lab.sending import part, received
from experiments.lab.task import Key, Outcome, Task, fingerprint, lost, perform, task
from experiments.workers import Lost, Workers, workers

__all__ = ["Lab", "OnReplication", "Outcome", "Registry", "Task", "Unusable", "fingerprint", "task"]

OnReplication = Callable[[Outcome], None]
"""Is told of each replication that has been run, as it finishes."""


class Lab:
    """A registry and the workers who fill it.

    Workers are opened when the first replication is to be run and closed with the laboratory.
    """

    def __init__(self, registry: Registry | None = None, by: Workers | None = None,
                 on_replication: OnReplication | None = None) -> None:
        """Make a laboratory; without a registry nothing is kept, without workers this process does the work."""
        self.registry, self.workers = registry or Registry(), by or workers(1)
        self.on_replication = on_replication
        self.known = {key: outcome for key, outcome in self.registry.outcomes().items() if not outcome.lost}
        self.failed: dict[Key, Task] = {}

    def __enter__(self) -> Lab:
        """Return the laboratory."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Send the workers home, at once after an interruption."""
        self.workers.__exit__(kind, error, trace)

    def run(self, tasks: Sequence[Task]) -> list[Outcome]:
        """Return the outcome of each task, in their order; those that are known already are not run again.

        A task that its workers could not finish has failed like any other, but is tried anew when the study goes on.
        Raises Unfit where the workers can do nothing.
        """
        missing = {each.key: each for each in tasks if each.key not in self.known}
        if missing and not is_compiled():
            compile_model()
        for done, found in self.workers.each(partial(received, perform), list(missing.values()), part):
            self.note(lost(done, found.why) if isinstance(found, Lost) else found)
        self.failed |= {each.key: each for each in tasks if self.known[each.key].error}
        return [self.known[each.key] for each in tasks]

    def note(self, outcome: Outcome) -> None:
        """Write down an outcome, then tell of it."""
        self.registry.record(outcome)
        self.known[outcome.key] = outcome
        if self.on_replication is not None:
            self.on_replication(outcome)
