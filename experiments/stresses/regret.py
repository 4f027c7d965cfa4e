"""What schemes are worth over futures, and what is forgone by having chosen one (Savage 1951); intervals over seeds.

Payoffs are arrays of schemes x futures x seeds, of which more is better; the same seeds stand behind every scheme and future.
Means over seeds are schemes x futures.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.interval import Interval, interval

Payoffs = NDArray[np.float64]
Statistic = Callable[[Payoffs], Payoffs]
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


def regrets(means: Payoffs) -> Payoffs:
    """Return by how much each scheme falls short, in each future, of the scheme that is best there.

    >>> regrets(np.array([[10.0, 0.0], [4.0, 3.0]])).tolist()
    [[0.0, 3.0], [6.0, 0.0]]
    """
    return np.asarray(means.max(axis=0) - means)


def cvar(means: Payoffs, tail: float = TAIL) -> Payoffs:
    """Return each scheme's mean over the worst share of the futures (Rockafellar & Uryasev 2000); a part of one counts in part.

    >>> cvar(np.array([[1.0, 2.0, 3.0, 4.0]]), 0.375).round(3).tolist()
    [1.333]
    """
    weights = np.clip(tail * means.shape[1] - np.arange(means.shape[1]), 0.0, 1.0)
    return np.asarray(np.sort(means, axis=1) @ weights / weights.sum())


def maximal_regret(means: Payoffs) -> Payoffs:
    """Return each scheme's largest regret."""
    return np.asarray(regrets(means).max(axis=1))


STATISTICS: Mapping[str, Statistic] = {
    "mean": lambda means: np.asarray(means.mean(axis=1)),
    "worst": lambda means: np.asarray(means.min(axis=1)),
    "cvar": cvar,
    "expected_regret": lambda means: np.asarray(regrets(means).mean(axis=1)),
    "maximal_regret": maximal_regret,
}
"""What each scheme is summed up in, over all futures."""


def estimated(payoffs: Payoffs, statistic: Statistic) -> tuple[Interval, ...]:
    """Return a statistic of each scheme, with a jackknife interval over seeds (Efron & Tibshirani 1993, chapter 11).

    Of a mean that is the t-interval. Of a worst case it holds where the same future stays the worst from seed to seed.

    >>> [[round(number, 3) for number in each] for each in estimated(np.array([[[1.0, 2.0, 3.0]]]), STATISTICS["mean"])]
    [[2.0, -0.484, 4.484, 3]]
    """
    seeds = payoffs.shape[2]
    found = statistic(payoffs.mean(axis=2))
    if seeds < 2:
        return tuple(Interval(float(value), None, None, seeds) for value in found)
    without = np.array([statistic(np.delete(payoffs, seed, axis=2).mean(axis=2)) for seed in range(seeds)])
    pseudo = seeds * found - (seeds - 1) * without
    return tuple(around(float(value), interval(values)) for value, values in zip(found, pseudo.T, strict=True))


def around(value: float, spread: Interval) -> Interval:
    """Return an interval as wide as another one, around a value."""
    half = (spread.high - spread.low) / 2.0 if spread.low is not None and spread.high is not None else math.nan
    return Interval(value, value - half, value + half, spread.replications)


def least_regret(payoffs: Payoffs) -> Choice:
    """Return the scheme whose maximal regret is least, and by how much that of the others exceeds it."""
    best = int(np.argmin(maximal_regret(payoffs.mean(axis=2))))
    return Choice(best, estimated(payoffs, lambda means: maximal_regret(means) - maximal_regret(means)[best]))
