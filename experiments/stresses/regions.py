"""Where a scheme goes wrong: the box of futures in which it does worse than the scheme of today."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from experiments.stresses.factors import Factor
from experiments.stresses.prim import FEWEST, SURE, Found, Marks, Points, prim
from experiments.stresses.regret import Payoffs

CHANCE = 0.05
"""Of all futures that are said to be decided, the share that is so by chance, at most on average."""


@dataclass(frozen=True)
class Limit:
    """One limit of a region: of a range its ends, None for one that is open; of a list the values that lie in it."""

    factor: Factor
    low: float | None
    high: float | None
    values: tuple[str, ...]
    p: float


@dataclass(frozen=True)
class Region:
    """The futures in which a scheme does worse than that of today, and a box in which the rarer kind is dense, if one was found."""

    worse: Marks
    surely: NDArray[np.float64]
    """By future: -1 where the scheme does surely worse, 1 where surely better, 0 where that is not decided."""
    inside: Marks
    """The futures that lie in the box."""
    found: Found | None = None
    limits: tuple[Limit, ...] = ()

    @property
    def of_worse(self) -> bool:
        """Whether the box is one of futures in which the scheme does worse: where most are such, it is one of the others."""
        return bool(2 * self.worse.sum() <= len(self.worse))

    @property
    def rarer(self) -> Marks:
        """The futures of the kind that the box is of."""
        return self.worse if self.of_worse else ~self.worse

    @property
    def surely_rarer(self) -> Marks:
        """Those of them that are decided."""
        return np.asarray(self.surely == (-1.0 if self.of_worse else 1.0))

    @property
    def sure(self) -> bool:
        """Whether a box was found, and one that shuffled futures rarely yield."""
        return bool(self.limits) and self.found is not None and self.found.chance <= SURE


def region(factors: Sequence[Factor], futures: Payoffs, advantages: Payoffs, seed: int) -> Region:
    """Return the region of the rarer kind of futures; none is sought of fewer than a handful.

    ``advantages`` are by future and seed.
    """
    worse = advantages.mean(axis=1) < 0.0
    bare = Region(worse, signs(advantages), np.zeros(len(worse), dtype=bool))
    if min(worse.sum(), (~worse).sum()) < FEWEST:
        return bare
    points = coordinates(factors, futures)
    found = prim(points, bare.rarer, seed)
    return replace(bare, inside=found.box.holds(points), found=found, limits=tuple(limits(factors, found)))


def signs(advantages: Payoffs) -> NDArray[np.float64]:
    """Return the sign of the mean in each row where it is decided by a t-test over its values, 0 where not.

    Of the rows that are decided one in twenty is so by chance, at most on average (Benjamini & Hochberg 1995).

    >>> signs(np.array([[3.0, 3.1, 2.9], [-5.0, -5.2, -5.1], [1.0, -2.0, 0.5]])).tolist()
    [1.0, -1.0, 0.0]
    """
    from scipy.special import stdtr
    from scipy.stats import false_discovery_control

    seeds = advantages.shape[1]
    if seeds < 2 or not len(advantages):
        return np.zeros(len(advantages))
    means, errors = advantages.mean(axis=1), advantages.std(axis=1, ddof=1) / math.sqrt(seeds)
    sizes = np.divide(np.abs(means), errors, out=np.where(means == 0.0, 0.0, np.inf), where=errors > 0.0)
    chances = false_discovery_control(2.0 * stdtr(seeds - 1, -sizes))
    return np.asarray(np.where(chances <= CHANCE, np.sign(means), 0.0))


def coordinates(factors: Sequence[Factor], futures: Payoffs) -> Points:
    """Return futures as points: the place in a range; of a list, the number of the value, in the order in which it is written."""
    columns = [places if factor.ranged else [factor.number(place) for place in places]
               for factor, places in zip(factors, futures.T, strict=True)]
    return np.array(columns, dtype=np.float64).T


def limits(factors: Sequence[Factor], found: Found) -> Iterator[Limit]:
    """Yield the limits of a box, the surest first."""
    for column, p in sorted(found.p_values.items(), key=lambda each: each[1]):
        factor, low, high = factors[column], found.box.low[column], found.box.high[column]
        if factor.ranged:
            yield Limit(factor, end(factor, low), end(factor, high), (), p)
        else:
            yield Limit(factor, None, None, tuple(name for number, name in enumerate(factor.names) if low <= number <= high), p)


def end(factor: Factor, place: float) -> float | None:
    """Return the value of a factor at the end of a box, None where the box has no end."""
    return factor.number(float(place)) if np.isfinite(place) else None
