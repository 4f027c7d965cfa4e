"""Searches whose truth is planted: a laboratory that answers by a formula instead of a run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from experiments.lab import Lab, Outcome, Task
from sim.scenario import Scenario

Formula = Callable[[Scenario, np.random.Generator, np.random.Generator], Mapping[str, float]]
"""Makes measures of a scenario, the luck of this design under a seed, and the luck that all designs share under it."""


class Formulas(Lab):
    """Answers each replication by a formula; keeps the seeds it was asked for. What fails is an outcome, as of any laboratory."""

    def __init__(self, formula: Formula) -> None:
        """Make a laboratory without workers."""
        super().__init__()
        self.formula, self.seeds = formula, list[int]()

    def run(self, tasks: Sequence[Task]) -> list[Outcome]:
        """Return the outcome of each task."""
        self.seeds += [task.seed for task in tasks]
        return [self.answer(task) for task in tasks]

    def answer(self, task: Task) -> Outcome:
        """Return the outcome of a task."""
        own, common = np.random.default_rng([int(task.design, 16), task.seed]), np.random.default_rng(task.seed)
        try:
            return Outcome(task.design, task.seed, self.formula(task.scenario, own, common), "", 0.0)
        except ArithmeticError as error:
            return Outcome(task.design, task.seed, {}, "", 0.0, repr(error))
