"""Replications added in rounds until a difference is decided, under intervals that keep their promise at every look.

Whoever looks after each round and stops when a plain 95 % interval pleases him errs more often than once in twenty: each look
is another chance to be wrong. So the chance of error is spent over the looks (Lan and DeMets, Biometrika 70, 1983): by the look
at n of at most N replications, n/N of it (the linear spending function of Kim and DeMets, Biometrika 74, 1987). A look's
interval (Student's, widened for skewness) is taken at what is spent on it, divided by the number of differences that are to be
decided; by Bonferroni's inequality all of them at all looks are then right at once, however they depend on each other and
whatever stops the rounds (repeated confidence intervals: Jennison and Turnbull, J. R. Stat. Soc. B 51, 1989).

What happens in few pairs may not have happened yet in any, and no interval knows of it: a mean has no bound without one on the
largest difference there may be (Bahadur and Savage, Ann. Math. Statist. 27, 1956). So a look at pairs that are nearly all
alike tells no bounds.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from experiments.interval import CONFIDENCE, Interval, skewed_interval

GROWTH = 2
"""Each round has as many replications as all before it: few looks cost little confidence."""

LEAST = 5
"""So many pairs must differ from the rest where most are alike. Were none asked for, intervals of what happens in 5 % of pairs
would err in 35 % of comparisons; with five they do in less than 1 % (experiments.claims.rounds)."""


class Look(NamedTuple):
    """A look at so many replications; ``confidence`` is that of each interval taken at it."""

    replications: int
    confidence: float

    def at(self, values: Sequence[float]) -> Interval:
        """Return the interval of the values that there are at this look, without bounds where too few of them differ."""
        there = values[: self.replications]
        found = skewed_interval(there, self.confidence)
        return found._replace(low=None, high=None) if rare(there) else found


class Decision(StrEnum):
    """What an interval says of a difference, given the smallest one that matters."""

    MORE = "more"
    LESS = "less"
    ALIKE = "no difference that matters"
    OPEN = "not decided"


def looks(first: int, most: int, differences: int = 1) -> tuple[Look, ...]:
    """Return the looks at so many differences, from the first round's replications to the most there may be.

    >>> [(look.replications, round(1.0 - look.confidence, 5)) for look in looks(10, 60)]
    [(10, 0.00833), (20, 0.00833), (40, 0.01667), (60, 0.01667)]
    """
    sizes = [min(first, most)]
    while sizes[-1] < most:
        sizes.append(min(GROWTH * sizes[-1], most))
    error = (1.0 - CONFIDENCE) / differences
    return tuple(Look(size, 1.0 - error * (size - before) / most) for before, size in pairwise((0, *sizes)))


def agreed(found: Sequence[Interval]) -> Interval:
    """Return what the intervals of several looks have in common, which holds where all do; mean and number are the last's.

    Where they have nothing in common, its lower end lies above its upper one.

    >>> agreed([Interval(4.0, 1.0, 7.0, 10), Interval(2.0, -1.0, 5.0, 20)])
    Interval(mean=2.0, low=1.0, high=5.0, replications=20)
    """
    lows, highs = ([bound for bound in bounds if bound is not None]
                   for bounds in ((each.low for each in found), (each.high for each in found)))
    return found[-1]._replace(low=max(lows, default=None), high=min(highs, default=None))


def differing(values: Sequence[float]) -> int:
    """Return how many values are not the commonest; what is not finite counts as no value.

    >>> differing([0.0, 0.0, 7.0, 0.0]), differing([1.0, 2.0, 3.0]), differing([])
    (1, 2, 0)
    """
    times = Counter(filter(math.isfinite, values)).values()
    return sum(times) - max(times, default=0)


def rare(values: Sequence[float]) -> bool:
    """Tell whether more than half of the values are the same, and too few others for an interval.

    >>> rare([0.0] * 16 + [1.0] * 4), rare([0.0] * 16 + [1.0] * 5), rare([0.0, 0.0]), rare([0.0, 1.0])
    (True, False, True, False)
    """
    return differing(values) < min(LEAST, sum(map(math.isfinite, values)) / 2)


def decision(difference: Interval, matters: float) -> Decision:
    """Return what is decided: that a difference matters, that it does not (equivalence), or nothing.

    >>> [decision(Interval(1.0, low, high, 10), 2.0).value for low, high in ((2.5, 4.0), (-0.5, 1.9), (0.5, 2.5))]
    ['more', 'no difference that matters', 'not decided']
    """
    low, high = difference.low, difference.high
    if low is None or high is None:
        return Decision.OPEN
    if -matters <= low and high <= matters:
        return Decision.ALIKE
    if low > matters:
        return Decision.MORE
    return Decision.LESS if high < -matters else Decision.OPEN


def still_to_run(difference: Interval, matters: float) -> float:
    """Return about how many more replications would decide a difference if its mean and spread stayed as they are.

    An interval narrows with the root of their number. Infinite where the mean lies on the smallest difference that matters.

    >>> still_to_run(Interval(3.0, -1.0, 7.0, 10), 1.0)
    30
    """
    if difference.low is None or difference.high is None:
        return math.inf
    half = max(difference.high - difference.mean, difference.mean - difference.low)
    gap = abs(abs(difference.mean) - matters)
    return max(math.ceil(difference.replications * (half / gap) ** 2) - difference.replications, 0) if gap else math.inf
