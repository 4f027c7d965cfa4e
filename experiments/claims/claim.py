"""A claim: one thing the model must show, as an effect with its interval; and the paired runs behind an effect."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.interval import Interval, interval
from experiments.interval import ratio as ratio_of_means
from experiments.seeds import seeds
from scenarios import load
from sim import simulate
from sim.result import Result

SEED = 20_260
HELD = 4
"""Settings whose runs are kept in memory."""


class Claim(NamedTuple):
    """One thing the model must show; it holds where the whole interval lies between ``low`` and ``high``."""

    id: str
    text: str
    effect: Interval
    low: float
    high: float
    unit: str

    @property
    def holds(self) -> bool:
        """Whether the evidence carries the claim."""
        bounds = self.effect.low, self.effect.high
        return bounds[0] is not None and bounds[1] is not None and self.low < bounds[0] and bounds[1] < self.high


class Table(NamedTuple):
    """A table for a page of the documentation, in Markdown, which stands there between the marks of its name."""

    name: str
    lines: tuple[str, ...]


class Check(NamedTuple):
    """What finds claims: their ids, and about how many seconds of a processor it takes."""

    ids: str
    find: Callable[[], Iterator[Claim | Table]]
    seconds: float


class Setting(NamedTuple):
    """A scenario with some settings changed, at a size at which its effects clear the noise."""

    name: str
    changes: tuple[str, ...] = ()
    persons: int = 40_000
    days: int = 720
    replications: int = 8


@lru_cache(maxsize=HELD)
def runs(setting: Setting) -> tuple[Result, ...]:
    """Return the runs of a setting under the seeds that all settings share."""
    changes = (*setting.changes, f"persons={setting.persons}", f"days={setting.days}")
    scenario = load(setting.name, changes)
    return tuple(lean(simulate(scenario, seed)) for seed in seeds(SEED, setting.replications))


def lean(result: Result) -> Result:
    """Return a result without the tables that neither claims nor facts read."""
    names = ("profit_and_loss", "accounts", "days", "payouts", "portraits", "vintages", "roll_rates")
    kept = {name: result.tables[name] for name in names if name in result.tables}
    return Result(result.scenario, result.seed, result.driver, result.seconds, result.setup_seconds, result.result_hash,
                  result.measures, kept)


def each(setting: Setting, figure: Callable[[Result], float] | str) -> NDArray[np.float64]:
    """Return a figure (or a measure by name) of each run."""
    read = (lambda run: run.measures[figure].value) if isinstance(figure, str) else figure
    return np.array([read(run) for run in runs(setting)])


def more(after: Setting, before: Setting, figure: Callable[[Result], float] | str) -> Interval:
    """Return by how much a figure rises from one setting to the other, paired by seed."""
    return interval(each(after, figure) - each(before, figure))


def ratio(after: Setting, before: Setting, figure: Callable[[Result], float] | str) -> Interval:
    """Return the mean of a figure over the mean of what it was, paired by seed."""
    return ratio_of_means(each(after, figure), each(before, figure))


def by_month(daily: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return sums over months of 30 days."""
    return np.asarray(np.add.reduceat(daily, np.arange(0, len(daily), 30)))
