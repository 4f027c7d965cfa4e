"""What some runs tell of a mean or of a single launch, whether they do at all, and how many more would."""

from __future__ import annotations

import math
from bisect import bisect_left

import numpy as np
from numpy.typing import NDArray

from experiments.interval import interval, skewed, skewness
from experiments.looking import too_rare
from experiments.rounds import rare
from experiments.search.standing import SURE

Values = NDArray[np.float64]
MOST = 1_000_000
"""Replications beyond which it is not looked."""


def too_few(difference: Values) -> bool:
    """Tell whether two differ in too few runs from how they mostly do; those that are alike in all count as the same."""
    return bool(difference.any()) and rare(levelled(difference))


def levelled(difference: Values) -> list[float]:
    """Return differences in parts of the largest, without errors of rounding, so that equal ones are equal."""
    return [float(each) for each in np.round(difference / np.abs(difference).max(), 9)]


def still_needed(values: Values, sure: float) -> float:
    """Return about how many more replications would tell whether a mean is above zero, or below, with so much probability.

    Mean, spread and skewness are taken to stay as they are: it is the least number with which ``holding`` would be so sure.
    """
    if len(values) < 2 or not values.mean():
        return math.inf
    if too_few(values):
        return too_rare(interval(values), levelled(values)).more
    side = math.copysign(1.0, values.mean())
    gap, lopsided = abs(float(values.mean())) / float(values.std(ddof=1)), side * skewness(values)
    numbers = range(len(values), MOST)
    needed = bisect_left(numbers, sure, key=lambda many: surely(gap, lopsided, many))
    return float(needed) if needed < len(numbers) else math.inf


def surely(gap: float, lopsided: float, many: int) -> float:
    """Return how sure it is that a mean of so many values is above zero, given by how many spreads it is, and their skewness."""
    from scipy.special import stdtr

    student = gap * math.sqrt(many)
    return float(stdtr(many - 1, min(student, skewed(student, lopsided, many))))


def breaking(room: Values) -> float:
    """Return in which share of the runs no room was left: how likely one launch is to break a cap, however its room is spread.

    >>> breaking(np.array([2.0, 0.0, -1.0, 3.0]))
    0.25
    """
    return float((room < 0.0).mean()) if len(room) > 1 and np.isfinite(room).all() else math.nan


def at_worst(share: float, runs: int) -> float:
    """Return the upper 95 % bound of a probability, given in which share of runs it came true (Clopper and Pearson).

    In none of n runs, it is about 3/n (Hanley and Lippman-Hand, JAMA 249, 1983).

    >>> round(at_worst(0.0, 8), 3), round(at_worst(0.0, 300), 3), round(at_worst(0.125, 8), 3), at_worst(1.0, 8)
    (0.312, 0.01, 0.471, 1.0)
    """
    from scipy.special import betaincinv

    times = round(share * runs)
    return float(betaincinv(times + 1, runs - times, SURE)) if times < runs else 1.0
