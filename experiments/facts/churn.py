"""Churn as a study of customers measures it: who left over the time at risk, against others of the same tenure.

A customer has left on the day on which she decides to: she buys no more. Her account is closed when nothing is owed, up to
two years later where she still pays instalments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.claims.claim import HELD, SEED, Setting
from experiments.interval import Interval, ratio
from experiments.seeds import seeds
from scenarios import load
from sim.simulation import start
from sim.tables import ACCOUNTS

TENURE, YEAR = 90, 360
"""Days of tenure within which customers are compared; days of a year."""
LOOKS = 10
"""Days from one look at the accounts to the next."""

Days = NDArray[np.float64]
Flags = NDArray[np.bool_]


class History(NamedTuple):
    """The accounts of a run that have bought: days of what happened to each, infinite where it has not."""

    person: NDArray[np.int64]
    activated: Days
    ended: Days
    left: Days
    brought: Days
    referrer_left: Days
    referred: Flags


class AtRisk(NamedTuple):
    """From when until when customers are watched, on their own clock, and who of them left then."""

    begin: Days
    end: Days
    left: Flags


@lru_cache(maxsize=HELD)
def histories(setting: Setting) -> tuple[History, ...]:
    """Return the histories of a setting under the seeds that all settings share."""
    return tuple(history(setting, seed) for seed in seeds(SEED, setting.replications))


def history(setting: Setting, seed: int) -> History:
    """Return the accounts of one run, looked at every few days."""
    scenario = load(setting.name, (*setting.changes, f"persons={setting.persons}", f"days={setting.days}"))
    run = start(scenario, seed)
    left, brought = (np.full(scenario.persons, np.inf) for _ in range(2))

    def look(passed: int) -> None:
        if passed % LOOKS == 0 or passed == scenario.days:
            table = run.life.tables.accounts[: run.life.world.count[ACCOUNTS]]
            for days, happened in ((left, table["leaving"] > 0), (brought, table["friends"] > 0)):
                news = np.flatnonzero(happened)
                days[news] = np.minimum(days[news], passed)

    run.run(look)
    table = run.life.tables.accounts[: run.life.world.count[ACCOUNTS]]
    many, referred = len(table), table["referrer"] >= 0
    ended = np.where(table["ended"] < 0, np.inf, table["ended"].astype(np.float64))
    gone = np.minimum(left[:many], ended)
    used = table["activated"] >= 0
    columns = (table["person"].astype(np.int64), table["activated"].astype(np.float64), np.minimum(ended, scenario.days),
               left[:many], brought[:many], np.where(referred, gone[table["referrer"]], np.inf), referred)
    return History(*(column[used] for column in columns))


def at_risk(of: History, which: Flags, first: Days | float = 0.0, last: Days | float = np.inf) -> AtRisk:
    """Return some customers, watched from a day to another one at most, until they leave or their account ends."""
    begin = np.maximum(of.activated, first)
    end = np.minimum(np.minimum(of.left, of.ended), last)
    inside = which & (end > begin)
    left = (of.left <= of.ended) & (of.left <= last)
    return AtRisk((begin - of.activated)[inside], (end - of.activated)[inside], left[inside])


def by_tenure(watched: AtRisk, periods: int) -> tuple[Days, Days]:
    """Return the days at risk and how many left, by period of tenure."""
    edges = np.arange(periods) * float(TENURE)
    days = [float((np.minimum(watched.end, edge + TENURE) - np.maximum(watched.begin, edge)).clip(0.0).sum()) for edge in edges]
    period = np.minimum(watched.end[watched.left] // TENURE, periods - 1).astype(np.int64)
    return np.array(days), np.bincount(period, minlength=periods).astype(np.float64)


def standardised(some: AtRisk, others: AtRisk) -> tuple[float, float]:
    """Return how many of some customers left, and how many would have at the others' rate at each tenure.

    Indirect standardisation: the ratio is 1 where the two differ in nothing but their tenure.

    >>> both = AtRisk(np.zeros(4), np.array([60.0, 60.0, 150.0, 150.0]), np.array([True, False, True, False]))
    >>> standardised(both, both)
    (2.0, 2.0)
    """
    periods = int(max(some.end.max(initial=0.0), others.end.max(initial=0.0)) // TENURE) + 1
    days, gone = by_tenure(others, periods)
    rate = np.divide(gone, days, out=np.zeros(periods), where=days > 0.0)
    mine, left = by_tenure(some, periods)
    return float(left[days > 0.0].sum()), float((mine * rate).sum())


def churn_ratio(setting: Setting, compare: Callable[[History], tuple[AtRisk, AtRisk]]) -> Interval:
    """Return the churn of some customers over that of others of the same tenure."""
    counts = [standardised(*compare(each)) for each in histories(setting)]
    return ratio([observed for observed, _ in counts], [expected for _, expected in counts])


def churn_in_a_year(found: Iterable[AtRisk]) -> Interval:
    """Return the share of customers who leave within a year, from how many leave over the time at risk."""
    each = list(found)
    rate = ratio([float(here.left.sum()) for here in each], [float((here.end - here.begin).sum()) / YEAR for here in each])
    return rate._replace(mean=share(rate.mean), low=share(rate.low or 0.0), high=share(rate.high or np.inf))


def share(rate: float) -> float:
    """Return the share of those who leave within a year at a yearly rate."""
    return float(-np.expm1(-rate))
