"""Segments of customers: a mixture of Gaussians, with as many components as BIC asks for and resamples find again.

The number is that of the smallest BIC (Schwarz 1978) among the stable ones. A number is stable where mixtures of disjoint halves
of the accounts give other accounts the same segments: an adjusted Rand index (Hubert & Arabie 1985) of ``STABLE`` or more on
average (the idea: Ben-Hur, Elisseeff & Guyon 2002).
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.customers.coordinates import Coordinates

MOST = 8
FEWEST_EACH = 100
"""Accounts a segment that a mixture is tried with."""
SAMPLE, HALF = 20_000, 5_000
"""Accounts that mixtures are fitted to, to choose one and to see whether it is stable."""
RESAMPLES = 5
STABLE = 0.8
SMALLEST = 0.02
"""A segment of fewer accounts is joined to the one nearest to it."""
NARROWEST = 0.1
"""Variance, of 1, that is added to that of each component: none is a single value."""
CHUNK = 500_000
SEED = 20_170_601

Labels = NDArray[np.int64]
Tell = Callable[[str], None]


class Tried(NamedTuple):
    """A number of segments: its BIC, and the adjusted Rand index over resamples: mean, least; NaN where nobody asked."""

    segments: int
    bic: float
    stability: float = np.nan
    least: float = np.nan

    @property
    def is_stable(self) -> bool:
        """Tell whether resamples find the same segments."""
        return self.segments == 1 or self.stability >= STABLE


@dataclass(frozen=True)
class Segments:
    """The segment of each account, the largest first; the numbers that were tried; how many small ones were joined to others."""

    label: Labels
    tried: tuple[Tried, ...]
    chosen: int
    joined: int

    @property
    def counts(self) -> NDArray[np.int64]:
        """The number of accounts of each segment."""
        return np.bincount(self.label)

    def __len__(self) -> int:
        """Return the number of segments."""
        return int(self.label.max()) + 1


def segments(points: Coordinates, order: NDArray[np.int64], least: int, tell: Tell = lambda _: None) -> Segments:
    """Return the segments of accounts; those with fewer than ``least`` are joined to others.

    ``order`` is one of the accounts that does not hang on how the file is sorted, so that the same accounts give the same segments.
    """
    luck = np.random.default_rng(SEED)
    sample = points.rows[order[luck.permutation(len(order))[:SAMPLE]]]
    most = min(MOST, max(1, len(order) // FEWEST_EACH)) if points.names else 1
    tried, chosen = numbers_tried(sample, most, tell)
    label = np.zeros(len(order), dtype=np.int64)
    if chosen > 1:
        tell("every account to its segment")
        label = assigned(fitted(sample, chosen, 3), points.rows)
    label, joined = without_small(label, points.rows, max(least, round(SMALLEST * len(label))))
    return Segments(largest_first(label), tried, chosen, joined)


def numbers_tried(sample: NDArray[np.float64], most: int, tell: Tell) -> tuple[tuple[Tried, ...], int]:
    """Return every number of segments with its BIC, and the best stable one; the stability of worse ones is not asked for."""
    tried: list[Tried] = []
    for many in range(1, most + 1) if sample.shape[1] else ():
        tell(f"a mixture of {many}")
        tried.append(Tried(many, float(fitted(sample, many, 3).bic(sample))))
    for many in [one.segments for one in sorted(tried, key=lambda one: one.bic)]:
        if many > 1:
            tell(f"whether resamples find the same {many} segments")
            found = [*agreements(sample, many)]
            tried[many - 1] = tried[many - 1]._replace(stability=float(np.mean(found)), least=min(found))
        if tried[many - 1].is_stable:
            return tuple(tried), many
    return tuple(tried), 1


def fitted(rows: NDArray[np.float64], many: int, starts: int, seed: int = 0) -> Any:
    """Return the mixture of so many Gaussians that fits rows best, of several starts.

    On one thread: with all of them, matrices as small as these took 20 times the processor.
    """
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.mixture import GaussianMixture
    from threadpoolctl import threadpool_limits

    mixture = GaussianMixture(many, reg_covar=NARROWEST, n_init=starts, max_iter=200, random_state=SEED + seed)
    with warnings.catch_warnings(), threadpool_limits(1):
        warnings.simplefilter("ignore", ConvergenceWarning)
        return mixture.fit(rows)


def agreements(sample: NDArray[np.float64], many: int) -> Iterator[float]:
    """Yield how well mixtures of two disjoint halves agree on the segments of common accounts: 1 wholly, 0 as by chance."""
    from sklearn.metrics import adjusted_rand_score

    for number in range(RESAMPLES):
        turn = np.random.default_rng(SEED + number).permutation(len(sample))
        size = min(HALF, len(sample) // 2)
        one, other = (fitted(sample[part], many, 2, number) for part in (turn[:size], turn[size : 2 * size]))
        common = sample[turn[: 2 * size]]
        yield float(adjusted_rand_score(one.predict(common), other.predict(common)))


def assigned(mixture: Any, rows: NDArray[np.float64]) -> Labels:
    """Return the likeliest component of each row."""
    parts = [mixture.predict(rows[first : first + CHUNK]) for first in range(0, len(rows), CHUNK)]
    return np.concatenate(parts).astype(np.int64)


def without_small(label: Labels, rows: NDArray[np.float64], least: int) -> tuple[Labels, int]:
    """Return labels where each segment has at least so many rows, and how many segments were joined to the nearest one."""
    joined = 0
    while True:
        names, counts = np.unique(label, return_counts=True)
        if len(names) == 1 or counts.min() >= least:
            return label, joined
        small = names[counts.argmin()]
        centre = {name: rows[label == name].mean(axis=0) for name in names}
        others = [name for name in names if name != small]
        nearest = min(others, key=lambda name: float(((centre[name] - centre[small]) ** 2).sum()))
        label, joined = np.where(label == small, nearest, label), joined + 1


def largest_first(label: Labels) -> Labels:
    """Return labels numbered from 0 by size.

    >>> largest_first(np.array([5, 3, 3])).tolist()
    [1, 0, 0]
    """
    names, where, counts = np.unique(label, return_inverse=True, return_counts=True)
    place = np.empty(len(names), dtype=np.int64)
    place[np.argsort(-counts, kind="stable")] = np.arange(len(names))
    return place[where]
