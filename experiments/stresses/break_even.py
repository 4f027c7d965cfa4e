"""Up to where a scheme pays: the value of one uncertain setting at which its paired advantage is nil.

A setting is known by its place: 0 at the low end of its range, 1 at the high end.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby, pairwise
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from experiments.interval import interval

Column = NDArray[np.float64]
K = TypeVar("K", bound=Hashable)
LOOKS, STEPS = 3, 5
"""Places looked at first (both ends, and today's), and how often the stretch in which the advantage changes sign is halved."""
LOST = 0.1
"""The largest share of the seeds that may be left out because a run failed."""
HALVINGS, FINEST = 40, 1e-9
"""How closely the end of a decided part of the range is sought; parts that are shorter are none."""


class Verdict(StrEnum):
    """What is known of a break-even value."""

    BREAKS_EVEN = "breaks even"
    PAYS = "pays throughout"
    NEVER = "never pays"
    OPEN = "not decided"


class Part(NamedTuple):
    """A part of the range: whether the scheme pays there by the mean, and whether that is decided."""

    low: float
    high: float
    pays: bool
    sure: bool


class BreakEven(NamedTuple):
    """Where a scheme breaks even by the mean: its place and the ends of its interval, None for an end that lies beyond the range.

    It is known to break even where it surely pays on one side of the interval, and surely does not on the other.
    """

    verdict: Verdict
    place: float = math.nan
    low: float | None = None
    high: float | None = None
    pays_below: bool = True
    parts: tuple[Part, ...] = ()

    @property
    def places(self) -> tuple[float, float | None, float | None]:
        """The place and the ends of its interval."""
        return self.place, self.low, self.high


@dataclass
class Search:
    """Bisection for the place at which the mean advantage changes sign, nearest to ``today``."""

    today: float
    steps: int = STEPS
    advantages: dict[float, Column] = field(default_factory=dict)
    """The advantage under each seed, by place."""

    def asks(self) -> tuple[float, ...]:
        """Return the places that are to be looked at next; none where the search has ended."""
        if not self.advantages:
            return tuple(dict.fromkeys((0.0, self.today, 1.0)))
        stretch, place = self.crossing
        if math.isnan(place) or self.steps == 0:
            return ()
        self.steps -= 1
        return (float(self.places[stretch : stretch + 2].mean()),)

    @property
    def places(self) -> Column:
        """The places looked at, in order."""
        return np.array(sorted(self.advantages))

    @property
    def by_seed(self) -> Column:
        """The advantage at each place, under each seed that is whole at all of them; under all where too many are not."""
        found = np.array([self.advantages[place] for place in self.places])
        whole = np.isfinite(found).all(axis=0)
        return found[:, whole] if whole.mean() >= 1.0 - LOST else found

    @property
    def means(self) -> Column:
        """The mean advantage at each place."""
        return np.asarray(self.by_seed.mean(axis=1))

    @property
    def crossing(self) -> tuple[int, float]:
        """The stretch in which the mean advantage changes sign, and where; nan where it does not."""
        found = crossings(self.places, self.means[None])
        stretch = int(nearest(found, self.today)[0])
        return stretch, float(found[0, stretch])

    def found(self) -> BreakEven:
        """Return what was found."""
        if not np.isfinite(self.means).all():
            return BreakEven(Verdict.OPEN)
        decided, (stretch, place) = list(known(self.places, self.by_seed)), self.crossing
        parts = tuple(partition(self.places, self.means, decided))
        if math.isnan(place):
            return BreakEven(throughout(parts), parts=parts)
        before, after = ([each for each in decided if (each.low < place) == below] for below in (True, False))
        turns = bool(before and after) and before[-1].pays != after[0].pays
        return BreakEven(Verdict.BREAKS_EVEN if turns else Verdict.OPEN, place, before[-1].high if before else None,
                         after[0].low if after else None, bool(self.means[stretch] > 0.0), parts)


def throughout(parts: Sequence[Part]) -> Verdict:
    """Return what an advantage that never changes sign comes to: surely one sign everywhere, or nothing decided."""
    if not all(each.sure for each in parts):
        return Verdict.OPEN
    return Verdict.PAYS if parts[0].pays else Verdict.NEVER


def known(places: Column, by_seed: Column) -> Iterator[Part]:
    """Yield the parts of the range in which the t-interval of the advantage excludes zero.

    Between two of them lies the interval of a break-even place (Fieller 1954): the places at which an advantage of nil cannot be
    ruled out. Between the places that were looked at, the advantage under each seed runs along a straight line.
    """
    signs = [sign(values) for values in by_seed]
    for side, group in groupby(range(len(places)), signs.__getitem__):
        run = list(group)
        if side:
            yield Part(edge(places, by_seed, run[0], run[0] - 1), edge(places, by_seed, run[-1], run[-1] + 1), side > 0, True)


def sign(values: Column) -> int:
    """Return 1 where a mean is surely above zero, -1 where surely below, 0 where that is not decided."""
    found = interval(values)
    return (1 if found.mean > 0.0 else -1) if found.decided else 0


def edge(places: Column, by_seed: Column, sure: int, other: int) -> float:
    """Return how far from one place, where it is decided, to another the advantage keeps its sign."""
    if not 0 <= other < len(places):
        return float(places[sure])
    side, kept, lost = sign(by_seed[sure]), 0.0, 1.0
    for _ in range(HALVINGS):
        share = (kept + lost) / 2.0
        if sign(by_seed[sure] + share * (by_seed[other] - by_seed[sure])) == side:
            kept = share
        else:
            lost = share
    return float(places[sure] + kept * (places[other] - places[sure]))


def partition(places: Column, means: Column, decided: Sequence[Part]) -> Iterator[Part]:
    """Yield the whole range in parts: decided ones, and between them those in which the scheme pays, or does not, by the mean."""
    crossed = crossings(places, means[None])[0]
    ends = {0.0, 1.0, *crossed[np.isfinite(crossed)].tolist(), *(end for each in decided for end in each[:2])}
    for low, high in pairwise(sorted(ends)):
        middle = (low + high) / 2.0
        if high - low > FINEST:
            pays = bool(np.interp(middle, places, means) > 0.0)
            yield Part(low, high, pays, any(each.low < middle < each.high for each in decided))


def crossings(places: Column, means: Column) -> Column:
    """Return where straight lines between means cross zero: a column a stretch between two places, nan where the sign stays.

    >>> crossings(np.array([0.0, 0.5, 1.0]), np.array([[2.0, 1.0, -1.0]])).tolist()
    [[nan, 0.75]]
    """
    left, right = means[:, :-1], means[:, 1:]
    crossed = (left > 0.0) != (right > 0.0)
    steps = np.divide(left, left - right, out=np.full(left.shape, np.nan), where=crossed)
    return np.asarray(places[:-1] + steps * np.diff(places))


def nearest(found: Column, near: float) -> NDArray[np.intp]:
    """Return the number of the crossing nearest to a place, row by row; of a row without any, a stretch without one."""
    away = np.abs(found - near)
    return np.asarray(np.where(np.isnan(away), np.inf, away).argmin(axis=1))


def bisect(searches: Mapping[K, Search], look: Callable[[Sequence[tuple[K, float]]], Sequence[Column]]) -> None:
    """Run searches side by side: ``look`` returns the advantage under each seed, for several searches and places at once."""
    while asked := [(name, place) for name, search in searches.items() for place in search.asks()]:
        for (name, place), advantage in zip(asked, look(asked), strict=True):
            searches[name].advantages[place] = advantage
