"""What the observed figures say of the parameters, and what they leave open."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from experiments.calibration.observed import Array

EVEN = 1.0 / math.sqrt(12.0)
"""Standard deviation of a place that nothing is known of."""
KNOWN, PARTLY = 0.5, 0.9
"""How wide a posterior may be of its prior's width for the parameter to be known, and partly known."""
TIED = 0.1
"""A combination of parameters has at most this part of the variance that it would have if they were independent."""
WIDE = 0.25
"""A combination is worth telling where one of its parameters alone is at least so wide."""
PART = 0.3
"""A parameter is part of a combination if it moves it by so much of what the one that moves it most does."""
NEARLY = 1.3
"""Powers that differ by less than this factor are called the same."""
WORDS = {(True, True): ("product", "and"), (True, False): ("ratio", "to"), (False, True): ("sum", "and"),
         (False, False): ("difference", "and")}
"""What a combination is called, by whether it is a product and whether all count the same way."""


class Known(NamedTuple):
    """A parameter: how wide its posterior is of its prior's width (1: nothing was learned), and a verdict in a word.

    The verdict is ``known``, ``partly known`` or ``not known``.
    """

    name: str
    left: float
    verdict: str


class Combination(NamedTuple):
    """Parameters that the data do not tell apart: they know the combination better than each of them; told in words.

    ``powers`` are by how much each counts, the first 1: exponents where it is a product, factors where it is a sum. ``correlation``
    is that of the first with the others in the posterior.
    """

    names: tuple[str, ...]
    powers: tuple[float, ...]
    correlation: float
    text: str


def known(names: Sequence[str], draws: Array) -> list[Known]:
    """Return what is known of each parameter; ``draws`` are in the unit cube.

    >>> known(["reward"], np.array([[0.49], [0.5], [0.51]]))[0].verdict
    'known'
    """
    widths = draws.std(axis=0) / EVEN
    return [Known(name, float(left), verdict(float(left))) for name, left in zip(names, widths, strict=True)]


def verdict(left: float) -> str:
    """Return in a word what is known of a parameter whose posterior is so wide of its prior."""
    return "known" if left <= KNOWN else "partly known" if left <= PARTLY else "not known"


def combinations(names: Sequence[str], draws: Array, values: Array) -> list[Combination]:
    """Return the combinations of parameters that cannot be told apart, the one that is known best first.

    ``draws`` are in the unit cube; ``values`` are the same in the units of the parameters, and tell products from sums.
    Combinations are the small eigenvalues of the correlations (Belsley, Kuh & Welsch, Regression Diagnostics, 1980).
    """
    moving = values.std(axis=0) > 0.0
    wide, kept = (draws.std(axis=0) / EVEN)[moving], [name for name, moves in zip(names, moving, strict=True) if moves]
    if len(kept) < 2:
        return []
    told = values[:, moving]
    sums = [*ties(kept, told, wide, product=False)]
    products = [*ties(kept, np.log(told), wide, product=True)] if told.min() > 0.0 else []
    found = products if products and (not sums or products[0][0] <= sums[0][0]) else sums
    return [each for _, each in found]


def ties(names: Sequence[str], values: Array, wide: Array, product: bool) -> Iterator[tuple[float, Combination]]:
    """Yield combinations with their eigenvalues: sums of values, or products where they are logarithms."""
    spread, together = values.std(axis=0), np.asarray(np.corrcoef(values.T))
    sizes, ways = np.linalg.eigh(together)
    for size, way in zip(sizes, ways.T, strict=True):
        part = [*map(int, np.flatnonzero(np.abs(way) >= PART * np.abs(way).max()))]
        if size <= TIED and len(part) > 1 and wide[part].max() >= WIDE:
            powers, mine = way[part] / spread[part], tuple(names[each] for each in part)
            powers = powers / powers[0]
            yield float(size), Combination(mine, tuple(powers.tolist()), correlation(together[np.ix_(part, part)]),
                                           tied(mine, powers, product))


def correlation(together: Array) -> float:
    """Return how the first goes together with the others: the correlation of two, the multiple one of several.

    >>> round(correlation(np.array([[1.0, -0.9], [-0.9, 1.0]])), 3)
    -0.9
    """
    if len(together) == 2:
        return float(together[0, 1])
    return float(np.sqrt(max(1.0 - 1.0 / np.linalg.pinv(together)[0, 0], 0.0)))


def tied(names: Sequence[str], powers: Array, product: bool) -> str:
    """Say which combination is known.

    >>> tied(["A", "B"], np.array([1.0, 1.1]), product=True), tied(["A", "B"], np.array([1.0, -1.1]), product=True)
    ('only the product of A and B is known', 'only the ratio of A to B is known')
    >>> tied(["A", "B", "C"], np.array([1.0, 0.5, -2.0]), product=True)
    'only A x B^0.5 x C^-2 is known'
    >>> tied(["A", "B", "C"], np.array([1.0, 0.5, -2.0]), product=False)
    'only A + 0.5 B - 2 C is known'
    """
    sizes = np.abs(powers)
    if sizes.max() <= NEARLY * sizes.min() and (len(names) == 2 or powers.min() > 0.0):
        one, join = WORDS[product, bool(powers.min() > 0.0)]
        return f"only the {one} of {', '.join(names[:-1])} {join} {names[-1]} is known"
    if product:
        parts = (name if power == 1.0 else f"{name}^{power:.2g}" for name, power in zip(names, powers, strict=True))
        return f"only {' x '.join(parts)} is known"
    rest = (f"{'-' if power < 0.0 else '+'} {abs(power):.2g} {name}" for name, power in zip(names[1:], powers[1:], strict=True))
    return f"only {names[0]} {' '.join(rest)} is known"
