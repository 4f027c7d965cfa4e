"""One scenario under several seeds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from experiments.interval import Interval, interval
from experiments.seeds import seeds
from sim.result import Result
from sim.scenario import Scenario
from sim.simulation import simulate

OnProgress: TypeAlias = Callable[[int], None]
"""Is told of each day that has passed, over all replications."""

LARGE = ("accounts", "declined", "payouts", "ledger", "trees", "journal")
"""Tables that grow with the population; of several replications the first one keeps them."""


@dataclass(frozen=True)
class Replications:
    """The runs of one scenario, one a seed. The first run has all its tables, the others lack the large ones."""

    runs: tuple[Result, ...]

    @property
    def scenario(self) -> Scenario:
        """Return what was run."""
        return self.runs[0].scenario

    @property
    def seeds(self) -> tuple[int, ...]:
        """Return the seed of each run."""
        return tuple(run.seed for run in self.runs)

    @property
    def seconds(self) -> float:
        """Return the wall time of all days of all runs."""
        return sum(run.seconds for run in self.runs)

    @property
    def person_days_per_second(self) -> float:
        """Return persons times days over their wall time."""
        return self.scenario.persons * self.scenario.days * len(self.runs) / self.seconds

    @cached_property
    def summary(self) -> Mapping[str, Interval]:
        """Each measure's mean with its interval."""
        return {name: interval(self.values(name)) for name in self.runs[0].measures}

    def values(self, measure: str) -> NDArray[np.float64]:
        """Return one measure of every run, in the order of the seeds."""
        return np.array([run.measures[measure].value for run in self.runs], dtype=np.float64)


def replicate(scenario: Scenario, seed: int = 1, replications: int = 1, *, driver: str = "engine",
              journal: bool = False, on_progress: OnProgress | None = None) -> Replications:
    """Run a scenario under so many seeds, the first of which is ``seed``.

    Replications run one after the other: a day is a dozen short kernels, and threads that take turns at calling them
    were slower (20,000 persons) or a third faster at twice the memory (200,000 persons).
    Raises ValueError as ``seeds`` and ``simulate`` do.
    """
    def run(number: int, one: int) -> Result:
        result = simulate(scenario, one, driver=driver, journal=journal and number == 0, each_day=day_by_day(on_progress))
        return result if number == 0 else lightened(result)

    return Replications(tuple(run(number, one) for number, one in enumerate(seeds(seed, replications))))


def day_by_day(on_progress: OnProgress | None) -> Callable[[int], None] | None:
    """Return what a run tells of each day, where progress is to be told."""
    return None if on_progress is None else lambda _: on_progress(1)


def lightened(result: Result) -> Result:
    """Return a result without its large tables."""
    return replace(result, tables={name: table for name, table in result.tables.items() if name not in LARGE})
