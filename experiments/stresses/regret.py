"""What schemes are worth over futures, and what is forgone by having chosen one (Savage 1951); intervals over seeds.

Payoffs are arrays of schemes x futures x seeds, of which more is better; the same seeds stand behind every scheme and future.
Means over seeds are schemes x futures.

A best scheme or a worst future that is chosen by the runs it is then read from looks better, or worse, than it is. So a
statistic chooses by some means and reads others.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.interval import Interval, interval

Payoffs = NDArray[np.float64]
Statistic = Callable[[Payoffs, Payoffs], Payoffs]
"""Chooses futures and schemes by the first means, and returns what the second come to there."""
TAIL = 0.1
"""The share of the futures that the conditional value at risk looks at: the worst tenth."""


class Choice(NamedTuple):
    """The scheme of the least maximal regret, and what the others' maximal regret exceeds it by (its own: 0)."""

    scheme: int
    excess: tuple[Interval, ...]

    @property
    def decided(self) -> bool:
        """Whether every other scheme's maximal regret is surely larger."""
        return all(each.decided for number, each in enumerate(self.excess) if number != self.scheme)


def regrets(chosen: Payoffs, read: Payoffs) -> Payoffs:
    """Return by how much each scheme falls short, in each future, of the scheme that is best there.

    >>> means = np.array([[10.0, 0.0], [4.0, 3.0]])
    >>> regrets(means, means).tolist()
    [[0.0, 3.0], [6.0, 0.0]]
    """
    return np.asarray(np.take_along_axis(read, chosen.argmax(axis=0)[None], axis=0) - read)


def cvar(chosen: Payoffs, read: Payoffs, tail: float = TAIL) -> Payoffs:
    """Return each scheme's mean over the worst share of the futures (Rockafellar & Uryasev 2000); a part of one counts in part.

    >>> means = np.array([[1.0, 2.0, 3.0, 4.0]])
    >>> cvar(means, means, 0.375).round(3).tolist()
    [1.333]
    """
    weights = np.clip(tail * read.shape[1] - np.arange(read.shape[1]), 0.0, 1.0)
    return np.asarray(np.take_along_axis(read, chosen.argsort(axis=1), axis=1) @ weights / weights.sum())


def worst(chosen: Payoffs, read: Payoffs) -> Payoffs:
    """Return what each scheme comes to in its worst future."""
    return at(read, chosen.argmin(axis=1))


def expected_regret(chosen: Payoffs, read: Payoffs) -> Payoffs:
    """Return each scheme's mean regret."""
    return np.asarray(regrets(chosen, read).mean(axis=1))


def maximal_regret(chosen: Payoffs, read: Payoffs) -> Payoffs:
    """Return each scheme's regret in the future in which it is largest."""
    return at(regrets(chosen, read), regrets(chosen, chosen).argmax(axis=1))


def at(values: Payoffs, futures: NDArray[np.intp]) -> Payoffs:
    """Return the value of each scheme in a future of its own."""
    return np.asarray(np.take_along_axis(values, futures[:, None], axis=1)[:, 0])


STATISTICS: Mapping[str, Statistic] = {
    "mean": lambda _, read: np.asarray(read.mean(axis=1)),
    "worst": worst,
    "cvar": cvar,
    "expected_regret": expected_regret,
    "maximal_regret": maximal_regret,
}
"""What each scheme is summed up in, over all futures."""


def estimated(payoffs: Payoffs, statistic: Statistic) -> tuple[Interval, ...]:
    """Return a statistic of each scheme with its interval over seeds.

    The value is cross-fitted: each seed is read where all others choose. The interval reaches from the lowest to the highest
    end of two. One is a t-interval of values that are cross-fitted with no two seeds choosing for each other, so that they do
    not vary together; as it may choose wrongly, it finds too little regret. The other chooses and reads by all seeds, which
    finds too much, with a jackknife (Efron & Tibshirani 1993, chapter 11). Where nothing is chosen both are the t-interval.

    >>> [[round(number, 3) for number in each] for each in estimated(np.array([[[1.0, 2.0, 3.0]]]), STATISTICS["mean"])]
    [[2.0, -0.484, 4.484, 3]]
    """
    seeds = payoffs.shape[2]
    if seeds < 2:
        return tuple(Interval(float(value), None, None, seeds) for value in statistic(payoffs[..., 0], payoffs[..., 0]))
    values = cross_fitted(payoffs, statistic, seeds - 1).mean(axis=0)
    apart = map(interval, cross_fitted(payoffs, statistic, max((seeds - 1) // 2, 1)).T)
    return tuple(reaching(float(value), *both) for value, *both in zip(values, apart, jackknife(payoffs, statistic), strict=True))


def cross_fitted(payoffs: Payoffs, statistic: Statistic, choosing: int) -> Payoffs:
    """Return a statistic by seed and scheme, each seed read where so many that follow it, in a ring, choose.

    Of n seeds at most (n - 1) / 2 may choose if no two are to choose for each other.
    """
    seeds = payoffs.shape[2]
    ring = np.arange(seeds)
    return np.array([statistic(payoffs[..., (ring[1 : choosing + 1] + seed) % seeds].mean(axis=2), payoffs[..., seed])
                     for seed in ring])


def jackknife(payoffs: Payoffs, statistic: Statistic) -> list[Interval]:
    """Return a statistic that chooses and reads by all seeds, with its jackknife interval."""
    seeds = payoffs.shape[2]
    means = [payoffs.mean(axis=2), *(np.delete(payoffs, seed, axis=2).mean(axis=2) for seed in range(seeds))]
    found, *without = (statistic(each, each) for each in means)
    spreads = map(interval, (seeds * found - (seeds - 1) * np.array(without)).T)
    return [around(float(value), spread) for value, spread in zip(found, spreads, strict=True)]


def around(value: float, spread: Interval) -> Interval:
    """Return an interval as wide as another one, around a value."""
    half = (spread.high - spread.low) / 2.0 if spread.low is not None and spread.high is not None else math.nan
    return Interval(value, value - half, value + half, spread.replications)


def reaching(value: float, one: Interval, other: Interval) -> Interval:
    """Return a value with an interval that reaches over two others."""
    low, high = (find(end for end in ends if end is not None)
                 for find, ends in ((min, (one.low, other.low)), (max, (one.high, other.high))))
    return Interval(min(max(value, low), high), low, high, one.replications)


def least_regret(payoffs: Payoffs) -> Choice:
    """Return the scheme whose maximal regret is least, and by how much that of the others exceeds it."""
    best = int(np.argmin([each.mean for each in estimated(payoffs, maximal_regret)]))
    return Choice(best, estimated(payoffs, lambda *means: maximal_regret(*means) - maximal_regret(*means)[best]))


def not_below_zero(each: Interval) -> Interval:
    """Return an interval of what cannot be below zero."""
    low, high = (None if end is None else max(end, 0.0) for end in (each.low, each.high))
    return Interval(max(each.mean, 0.0), low, high, each.replications)
