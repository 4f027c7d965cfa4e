"""How well a probability of default tells who defaults, on accounts that it was not fitted to."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.customers.estimates import NORMAL, scaled, wilson
from experiments.customers.features import Values
from experiments.interval import Interval

GROUPS = 10
OUTSIDE = 0.025
"""The chance that a band does not hold a distribution: half of 5 %."""
FEWEST_EACH = 30
"""Accounts of a group of the calibration curve."""


class Group(NamedTuple):
    """Accounts of like probability: the mean of what was predicted, and the share that defaulted."""

    predicted: float
    observed: Interval


@dataclass(frozen=True)
class Judged:
    """A scorecard on held-out accounts; ``expected`` is the number of defaults over the number predicted."""

    accounts: int
    defaults: int
    auc: Interval
    ks: Interval
    expected: Interval
    groups: tuple[Group, ...]


def judged(pd: Values, bad: NDArray[np.bool_]) -> Judged:
    """Return how well probabilities tell who defaults; there are some who do and some who don't."""
    share = wilson(float(bad.sum()), len(bad))
    mean = float(pd.mean())
    expected = scaled(share, 1.0 / mean)
    return Judged(len(bad), int(bad.sum()), auc(pd, bad), kolmogorov_smirnov(pd, bad), expected, tuple(groups(pd, bad)))


def auc(score: Values, bad: NDArray[np.bool_]) -> Interval:
    """Return the area under the ROC curve with its interval (DeLong, DeLong & Clarke-Pearson 1988, by midranks: Sun & Xu 2014).

    The interval is one of the log odds of the area, which keeps to 0 and 1 and covers better where there are few.

    >>> [round(each, 3) for each in auc(np.array([0.1, 0.2, 0.3, 0.4]), np.array([False, True, False, True]))[:1]]
    [0.75]
    """
    from scipy.stats import rankdata

    ones, zeros = int(bad.sum()), int((~bad).sum())
    ranks = rankdata(score)
    above = (ranks[bad] - rankdata(score[bad])) / zeros
    below = 1.0 - (ranks[~bad] - rankdata(score[~bad])) / ones
    value = float(above.mean())
    error = math.sqrt(sum(float(each.var(ddof=1)) / len(each) for each in (above, below) if len(each) > 1))
    if not 0.0 < value < 1.0:
        return Interval(value, 0.0, 1.0, ones + zeros)
    middle, half = math.log(value / (1.0 - value)), NORMAL * error / (value * (1.0 - value))
    low, high = (1.0 / (1.0 + math.exp(-middle - side * half)) for side in (-1, 1))
    return Interval(value, low, high, ones + zeros)


def kolmogorov_smirnov(score: Values, bad: NDArray[np.bool_]) -> Interval:
    """Return the largest distance between the distributions of bad and good.

    It is a maximum, hence too large on average, and more so the fewer there are. Its interval holds for all distributions: those of
    bad and good each lie within a band of 97.5 % (Massart, Annals of Probability 18, 1990), and the distance within both widths.
    """
    order = np.argsort(score, kind="stable")
    hits = bad[order]
    ends = np.append(score[order][1:] != score[order][:-1], True)
    of_bad, of_good = np.cumsum(hits) / hits.sum(), np.cumsum(~hits) / (~hits).sum()
    distance = np.where(ends, of_good - of_bad, -1.0)
    value = float(distance.max())
    width = sum(math.sqrt(math.log(2.0 / OUTSIDE) / (2.0 * int(many))) for many in (hits.sum(), (~hits).sum()))
    return Interval(value, max(0.0, value - width), min(1.0, value + width), len(score))


def groups(pd: Values, bad: NDArray[np.bool_]) -> Iterator[Group]:
    """Yield the tenths of accounts from the safest to the riskiest; fewer parts where there are few accounts."""
    many = max(1, min(GROUPS, len(pd) // FEWEST_EACH))
    for part in np.array_split(np.argsort(pd, kind="stable"), many):
        yield Group(float(pd[part].mean()), wilson(float(bad[part].sum()), len(part)))
