"""What replications say together: a mean with its confidence interval, of 95 % unless another is asked for."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

CONFIDENCE = 0.95


class Interval(NamedTuple):
    """A mean, the bounds of its confidence interval, and the number of replications in which the figure is defined.

    The bounds are None where fewer than two replications define it; the mean is not a number where none does.
    """

    mean: float
    low: float | None
    high: float | None
    replications: int

    @property
    def decided(self) -> bool:
        """Whether the interval excludes zero."""
        return self.low is not None and self.high is not None and (self.low > 0.0 or self.high < 0.0)


def interval(values: Iterable[float], confidence: float = CONFIDENCE) -> Interval:
    """Return mean and t-interval of independent values; those that are not finite count as undefined.

    >>> [round(number, 3) for number in interval([1.0, 2.0, 3.0])]
    [2.0, -0.484, 4.484, 3]
    >>> interval([5.0])
    Interval(mean=5.0, low=None, high=None, replications=1)
    """
    given = np.fromiter(values, dtype=np.float64)
    defined = given[np.isfinite(given)]
    n = len(defined)
    if n < 2:
        return Interval(float(defined[0]) if n else math.nan, None, None, n)
    mean, half = float(defined.mean()), quantile(n - 1, confidence) * float(defined.std(ddof=1)) / math.sqrt(n)
    return Interval(mean, mean - half, mean + half, n)


def skewed_interval(values: Iterable[float], confidence: float = CONFIDENCE) -> Interval:
    """Return mean and interval of independent values that may be skewed: at each end the wider of Student's and Hall's.

    Student's errs too often on the side of the longer tail; Hall's corrects it by the skewness found (Hall, On the removal of
    skewness by transformation, J. R. Stat. Soc. B 54, 1992), and is by itself too narrow where tails are long on both sides.

    >>> [round(number, 2) for number in skewed_interval([1.0, 2.0, 3.0])[:3]]
    [2.0, -0.48, 4.48]
    >>> [round(number, 2) for number in skewed_interval([0.0, 0.1, 0.2, 0.4, 2.0])[:3]]
    [0.54, -0.49, 3.19]
    """
    given = np.fromiter(values, dtype=np.float64)
    student, defined = interval(given, confidence), given[np.isfinite(given)]
    spread = float(defined.std(ddof=1)) if student.low is not None else 0.0
    if student.low is None or student.high is None or len(defined) < 3 or not spread:
        return student
    n = len(defined)
    far, error, lopsided = quantile(n - 1, confidence), spread / math.sqrt(n), skewness(defined)
    high, low = (student.mean - error * unskewed(side * far, lopsided, n) for side in (-1, 1))
    return student._replace(low=min(student.low, low), high=max(student.high, high))


def skewness(values: NDArray[np.float64]) -> float:
    """Return the skewness of values as a sample has it, 0 for less than three; they must not all be the same.

    >>> round(skewness(np.array([0.0, 0.0, 1.0])), 3)
    1.732
    """
    n = len(values)
    if n < 3:
        return 0.0
    return n / ((n - 1) * (n - 2)) * float((((values - values.mean()) / values.std(ddof=1)) ** 3).sum())


def skewed(student: float, skewness: float, n: int) -> float:
    """Return Hall's statistic, which is nearer to Student's distribution than his own where values are skewed.

    >>> round(skewed(unskewed(2.0, 1.0, 50), 1.0, 50), 3)
    2.0
    """
    root = math.sqrt(n)
    return student + skewness * student**2 / (3.0 * root) + skewness**2 * student**3 / (27.0 * n) + skewness / (6.0 * root)


def unskewed(quantile: float, skewness: float, n: int) -> float:
    """Return the quantile of the t statistic of skewed values, from that of Student's: the inverse of Hall's transformation.

    >>> round(unskewed(2.0, 1e-6, 50), 3), round(unskewed(2.0, 1.0, 50), 3), round(unskewed(-2.0, 1.0, 50), 3)
    (2.0, 1.816, -2.255)
    """
    root = math.sqrt(n)
    if abs(skewness) < 1e-6:
        return quantile
    return 3.0 * root / skewness * (math.cbrt(1.0 + skewness * (quantile - skewness / (6.0 * root)) / root) - 1.0)


def ratio(parts: Iterable[float], wholes: Iterable[float]) -> Interval:
    """Return the ratio of two means over the same replications, with its t-interval by linearisation.

    The mean of ratios would be biased, and wild where a whole comes near zero (Cochran, Sampling Techniques, 3rd ed.
    1977, section 6.3). It is undefined where the wholes are zero, or below zero now and then and not surely above it.

    >>> [round(number, 3) for number in ratio([4.0, 5.0, 6.0], [10.0, 10.0, 10.0])[:3]]
    [0.5, 0.252, 0.748]
    >>> ratio([4.0, 5.0], [0.2, -0.1])
    Interval(mean=nan, low=None, high=None, replications=0)
    """
    top, bottom = (np.fromiter(values, dtype=np.float64) for values in (parts, wholes))
    whole = interval(bottom)
    if not whole.mean > 0.0 or bottom.min() < 0.0 and not whole.decided:
        return Interval(math.nan, None, None, 0)
    return interval(linearised(top, bottom))


def linearised(parts: NDArray[np.float64], wholes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a value a replication, whose mean is the ratio of two means and whose spread is that ratio's.

    Two such ratios over the same replications are compared by the differences of their values.

    >>> linearised(np.array([4.0, 6.0]), np.array([10.0, 10.0])).tolist()
    [0.4, 0.6]
    """
    mean = parts.mean() / wholes.mean()
    values: NDArray[np.float64] = mean + (parts - mean * wholes) / wholes.mean()
    return values


@cache
def quantile(freedom: int, confidence: float = CONFIDENCE) -> float:
    """Return the two-sided quantile of Student's t.

    >>> round(quantile(9), 3)
    2.262
    """
    from scipy.special import stdtrit  # scipy.stats takes six times as long to import

    return float(stdtrit(freedom, 0.5 + confidence / 2.0))
