"""Figures of drawn accounts with their intervals of 95 %, in closed form; ``replications`` is the number of accounts."""

from __future__ import annotations

import math

import numpy as np

from experiments.customers.features import Values
from experiments.interval import Interval

NORMAL = 1.959964


def wilson(hits: float, of: float) -> Interval:
    """Return a share with its interval (Wilson 1927).

    >>> [round(each, 3) for each in wilson(5, 10)[:3]]
    [0.5, 0.237, 0.763]
    """
    if of <= 0:
        return Interval(math.nan, None, None, 0)
    share, z = hits / of, NORMAL
    middle, half = share + z * z / (2 * of), z * math.sqrt(share * (1.0 - share) / of + z * z / (4 * of * of))
    return Interval(share, max(0.0, (middle - half) / (1.0 + z * z / of)), min(1.0, (middle + half) / (1.0 + z * z / of)), int(of))


def median(values: Values) -> Interval:
    """Return a median with its interval by order statistics, all to three digits: an order statistic is one account's value.

    >>> median(np.arange(1.0, 102.0))[:3]
    (51.0, 41.0, 61.0)
    """
    ranked, many = np.sort(values), len(values)
    reach = 0.5 * NORMAL * math.sqrt(many)
    low, high = (int(np.clip(round(0.5 * (many - 1) + side * reach), 0, many - 1)) for side in (-1, 1))
    return Interval(rounded(float(np.median(ranked))), rounded(float(ranked[low])), rounded(float(ranked[high])), many)


def rounded(value: float) -> float:
    """Return a number to three digits.

    >>> rounded(41_987.3), rounded(math.nan)
    (42000.0, nan)
    """
    return float(f"{value:.3g}")


def spread(values: Values) -> Interval:
    """Return a standard deviation with its interval, whatever the kurtosis."""
    many, sd = len(values), float(values.std(ddof=1))
    if sd == 0.0:
        return Interval(0.0, 0.0, 0.0, many)
    kurtosis = float((((values - values.mean()) / values.std()) ** 4).mean())
    error = sd * math.sqrt(max(kurtosis - 1.0, 0.0) / (4.0 * many))
    return Interval(sd, max(0.0, sd - NORMAL * error), sd + NORMAL * error, many)


def ratio(parts: Values, wholes: Values) -> Interval:
    """Return the ratio of two sums over accounts with its interval by linearisation (Cochran 1977, section 6.3).

    >>> ratio(np.array([1.0, 1.0]), np.array([2.0, 2.0]))[:3]
    (0.5, 0.5, 0.5)
    """
    among = wholes > 0.0
    many, whole = int(among.sum()), float(wholes[among].sum())
    if not many:
        return Interval(math.nan, None, None, 0)
    value = float(parts[among].sum()) / whole
    error = math.sqrt(many / max(many - 1, 1) * float(((parts[among] - value * wholes[among]) ** 2).sum())) / whole
    return Interval(value, value - NORMAL * error, value + NORMAL * error, many)


def scaled(value: Interval, factor: float) -> Interval:
    """Return a figure times a factor.

    >>> scaled(Interval(2.0, 1.0, None, 5), 0.5)
    Interval(mean=1.0, low=0.5, high=None, replications=5)
    """
    low, high = (None if end is None else end * factor for end in (value.low, value.high))
    return Interval(value.mean * factor, low, high, value.replications)
