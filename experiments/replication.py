"""One scenario under several seeds: in this process or by workers, anew or from a shelf."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from experiments.interval import Interval, interval
from experiments.seeds import seeds
from experiments.workers import Lost, Workers, workers
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


class Run(NamedTuple):
    """A run that is asked for; one that is ``whole`` keeps its large tables."""

    scenario: Scenario
    seed: int
    driver: str
    journal: bool
    whole: bool


class Shelf(Protocol):
    """Where results are kept as they come, so that a study that was cut short need not run them again."""

    def get(self, run: Run) -> Result | None:
        """Return the result of a run, None where it is not kept."""

    def put(self, run: Run, result: Result) -> None:
        """Keep the result of a run."""


class Nowhere:
    """A shelf that keeps nothing."""

    def get(self, run: Run) -> None:
        """Return None."""

    def put(self, run: Run, result: Result) -> None:
        """Keep nothing."""


def replicate(scenario: Scenario, seed: int = 1, replications: int = 1, *, driver: str = "engine",
              journal: bool = False, on_progress: OnProgress | None = None) -> Replications:
    """Run a scenario under so many seeds, the first of which is ``seed``, one after the other.

    A day is a dozen short kernels, and threads that take turns at calling them were slower (20,000 persons) or a third faster
    at twice the memory (200,000 persons); what gains by several cores are processes.
    Raises ValueError as ``seeds`` and ``simulate`` do.
    """
    return Replications(results(asked(scenario, seed, replications, driver, journal), on_progress=on_progress))


def asked(scenario: Scenario, seed: int, replications: int, driver: str, journal: bool) -> list[Run]:
    """Return the runs of a scenario under so many seeds, the first of them whole.

    Raises ValueError as ``seeds`` does.
    """
    numbered = enumerate(seeds(seed, replications))
    return [Run(scenario, one, driver, journal and number == 0, whole=number == 0) for number, one in numbered]


def results(runs: Sequence[Run], by: Workers | None = None, shelf: Shelf | None = None,
            on_progress: OnProgress | None = None) -> tuple[Result, ...]:
    """Return the result of each run; those on the shelf are not run again.

    Raises ValueError as ``simulate`` does, and RuntimeError where a run goes wrong with its worker.
    """
    shelf = shelf or Nowhere()
    found = [shelf.get(run) for run in runs]
    missing = [number for number, result in enumerate(found) if result is None]
    for place, result in each_of([runs[number] for number in missing], by, on_progress):
        found[missing[place]] = result
        shelf.put(runs[missing[place]], result)
    return tuple(result for result in found if result is not None)


def each_of(runs: Sequence[Run], by: Workers | None, on_progress: OnProgress | None) -> Iterator[tuple[int, Result]]:
    """Yield the place and the result of each run as it is finished; progress is told by the day, or by the run of a worker.

    Raises RuntimeError where a run goes wrong with its worker.
    """
    if by is None:
        yield from ((place, performed(run, on_progress)) for place, run in enumerate(runs))
        return
    for (place, run), result in by.each(apart, list(enumerate(runs))):
        if isinstance(result, Lost):
            raise RuntimeError(f"{run.scenario.name} under seed {run.seed}: {result}")
        if on_progress is not None:
            on_progress(run.scenario.days)
        yield place, result


def apart(numbered: tuple[int, Run]) -> Result:
    """Return the result of a numbered run, in a worker."""
    return performed(numbered[1])


def performed(run: Run, on_progress: OnProgress | None = None) -> Result:
    """Return the result of a run."""
    result = simulate(run.scenario, run.seed, driver=run.driver, journal=run.journal, each_day=day_by_day(on_progress))
    return result if run.whole else lightened(result)


@contextmanager
def at_work(who: int | str | Executor) -> Iterator[Workers | None]:
    """Give the workers meant, None for this process alone; they are sent home in the end.

    Raises UnknownWorkers as ``workers`` does.
    """
    if str(who) == "1":
        yield None
        return
    by = workers(who)
    try:
        yield by
    except BaseException:
        by.close(at_once=True)
        raise
    by.close()


def day_by_day(on_progress: OnProgress | None) -> Callable[[int], None] | None:
    """Return what a run tells of each day, where progress is to be told."""
    return None if on_progress is None else lambda _: on_progress(1)


def lightened(result: Result) -> Result:
    """Return a result without its large tables."""
    return replace(result, tables={name: table for name, table in result.tables.items() if name not in LARGE})
