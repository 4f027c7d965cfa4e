"""Curves over time with their intervals, out of the tables of replications."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.interval import Interval, interval, quantile
from experiments.replication import Replications
from sim.result import Result

MONTH = 30
Numbers = NDArray[np.float64]


class Curve(NamedTuple):
    """One row a replication, one column a point of time, from 0 on."""

    rows: Numbers

    @property
    def x(self) -> Numbers:
        """Return the points of time."""
        return np.arange(self.rows.shape[1], dtype=np.float64)

    @property
    def mean(self) -> Numbers:
        """Return the mean over replications."""
        return np.asarray(self.rows.mean(axis=0))

    @property
    def half(self) -> Numbers:
        """Return half the width of the 95 % interval of the mean; none for one replication."""
        number = len(self.rows)
        if number < 2:
            return np.zeros_like(self.mean)
        return np.asarray(quantile(number - 1) * self.rows.std(axis=0, ddof=1) / np.sqrt(number))

    def times(self, factor: float) -> Curve:
        """Return the curve in another unit."""
        return Curve(self.rows * factor)

    def less(self, other: Curve) -> Interval:
        """Return the paired difference of the ends of two curves."""
        return interval(self.rows[:, -1] - other.rows[:, -1])


def activated(found: Replications) -> Curve:
    """Return the accounts with a first purchase so far, by month of the run."""
    return Curve(np.stack([cumulated(month_by_month(run.tables["days"]["activated"])) for run in found.runs]))


def profit(found: Replications) -> Curve:
    """Return the profit so far, by month of the run, in currency units."""
    return Curve(np.stack([cumulated(run.tables["profit_and_loss"]["profit"]) for run in found.runs]))


def late_by_age(found: Replications) -> Curve:
    """Return the share of accounts that have ever been 90 days late, by month on book.

    Only cohorts that were watched up to the last month on book shown: all points are of the same accounts.
    """
    return Curve(np.stack([late_shares(run) for run in found.runs]))


def late_shares(run: Result) -> Numbers:
    """Return the share ever 90 days late in each month on book of one run."""
    table, ages = run.tables["vintages"], oldest_shown(run.scenario.days)
    watched = table["cohort"] + ages < run.scenario.days // MONTH
    accounts, late = (np.bincount(table["mob"][watched], weights=table[name][watched], minlength=ages + 1)[: ages + 1]
                      for name in ("accounts", "ever_90"))
    return np.divide(late, accounts, out=np.zeros(ages + 1), where=accounts > 0)


def oldest_shown(days: int) -> int:
    """Return the last month on book that is shown: half of the run, so that the other half brings the accounts."""
    return days // MONTH // 2


def month_by_month(values: NDArray[Any]) -> Numbers:
    """Return the sums of days by month."""
    return np.add.reduceat(values.astype(np.float64), np.arange(0, len(values), MONTH))


def cumulated(values: NDArray[Any]) -> Numbers:
    """Return what there is after each month, nothing before the first."""
    return np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
