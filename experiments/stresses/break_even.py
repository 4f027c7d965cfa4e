"""Up to where a scheme pays: the value of one uncertain setting at which its paired advantage is nil.

A setting is known by its place: 0 at the low end of its range, 1 at the high end.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from experiments.interval import CONFIDENCE, interval, quantile

Column = NDArray[np.float64]
K = TypeVar("K", bound=Hashable)
LOOKS, STEPS = 3, 5
"""Places looked at first (both ends, and today's), and how often the stretch in which the advantage changes sign is halved."""
RESAMPLES = 4_000
LOST = 0.1
"""The largest share of the seeds that may be left out because a run failed."""


class Verdict(StrEnum):
    """What is known of a break-even value."""

    BREAKS_EVEN = "breaks even"
    PAYS = "pays throughout"
    NEVER = "never pays"
    OPEN = "not decided"


class BreakEven(NamedTuple):
    """Where a scheme breaks even: its place and the ends of its interval, None for an end that lies beyond the range."""

    verdict: Verdict
    place: float = math.nan
    low: float | None = None
    high: float | None = None
    pays_below: bool = True

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

    def found(self, seed: int) -> BreakEven:
        """Return what was found; ``seed`` is that of the bootstrap."""
        stretch, place = self.crossing
        if not np.isfinite(self.means).all():
            return BreakEven(Verdict.OPEN)
        if math.isnan(place):
            return BreakEven(throughout(self.by_seed))
        pays_below = bool(self.means[stretch] > 0.0)
        low, high = bounds(self.places, self.by_seed, place, pays_below, seed)
        verdict = Verdict.OPEN if low is None and high is None else Verdict.BREAKS_EVEN
        return BreakEven(verdict, place, low, high, pays_below)


def throughout(by_seed: Column) -> Verdict:
    """Return what an advantage that never changes sign comes to: surely one sign at every place, or nothing decided."""
    looks = [interval(values) for values in by_seed]
    if not all(each.decided for each in looks):
        return Verdict.OPEN
    return Verdict.PAYS if looks[0].mean > 0.0 else Verdict.NEVER


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


def bounds(places: Column, by_seed: Column, place: float, pays_below: bool, seed: int) -> tuple[float | None, float | None]:
    """Return the interval of a break-even place: an expanded percentile bootstrap over seeds (Hesterberg 2015).

    The plain percentiles are too narrow for few seeds; expanded, they agree with Student's t for a mean. A resample in which
    the advantage never changes sign has its break-even beyond the range: an end that lies there is None.
    """
    many = by_seed.shape[1]
    if many < 2:
        return None, None
    drawn = np.random.default_rng(seed).integers(many, size=(RESAMPLES, many))
    means = by_seed[:, drawn].mean(axis=2).T
    found = crossings(places, means)
    roots = found[np.arange(RESAMPLES), nearest(found, place)]
    beyond = np.where((means[:, 0] > 0.0) == pays_below, math.inf, -math.inf)
    tail = expanded(many)
    low, high = np.quantile(np.where(np.isnan(roots), beyond, roots), (tail, 1.0 - tail), method="inverted_cdf")
    return within(float(low)), within(float(high))


def within(place: float) -> float | None:
    """Return a place, None for one beyond the range."""
    return place if math.isfinite(place) else None


def expanded(many: int) -> float:
    """Return the level of the bootstrap's percentiles at which a mean of so many values has Student's interval.

    >>> round(expanded(8), 4), round(expanded(10_000), 4)
    (0.0057, 0.025)
    """
    from scipy.special import ndtr

    return float(ndtr(-math.sqrt(many / (many - 1)) * quantile(many - 1))) if many > 1 else (1.0 - CONFIDENCE) / 2.0


def bisect(searches: Mapping[K, Search], look: Callable[[Sequence[tuple[K, float]]], Sequence[Column]]) -> None:
    """Run searches side by side: ``look`` returns the advantage under each seed, for several searches and places at once."""
    while asked := [(name, place) for name, search in searches.items() for place in search.asks()]:
        for (name, place), advantage in zip(asked, look(asked), strict=True):
            searches[name].advantages[place] = advantage
