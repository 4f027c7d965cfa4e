"""Where a scheme goes wrong: the box of futures in which it does worse than the scheme of today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from experiments.stresses.factors import Factor
from experiments.stresses.prim import FEWEST, SURE, Found, Marks, Points, prim
from experiments.stresses.regret import Payoffs


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
    found: Found | None
    limits: tuple[Limit, ...]

    @property
    def of_worse(self) -> bool:
        """Whether the box is one of futures in which the scheme does worse: where most are such, it is one of the others."""
        return bool(2 * self.worse.sum() <= len(self.worse))

    @property
    def sure(self) -> bool:
        """Whether a box was found, and one that shuffled futures rarely yield."""
        return bool(self.limits) and self.found is not None and self.found.chance <= SURE


def region(factors: Sequence[Factor], futures: Payoffs, worse: Marks, seed: int) -> Region:
    """Return the region of the rarer kind of futures; none is sought of fewer than a handful."""
    bare = Region(worse, None, ())
    if min(worse.sum(), (~worse).sum()) < FEWEST:
        return bare
    found = prim(coordinates(factors, futures), worse if bare.of_worse else ~worse, seed)
    return Region(worse, found, tuple(limits(factors, found)))


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
