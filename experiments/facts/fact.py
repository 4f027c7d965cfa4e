"""A fact: what has been observed, how large it was, and how the model is asked for the same."""

from __future__ import annotations

import math
from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from experiments.interval import Interval

UNDECIDED = "not decided"
TOLERANCE = 0.25
"""Of a size that was published without an error: how much of it the model may miss."""


class Kind(StrEnum):
    """What a fact that is met says of the model."""

    PREDICTED = "predicted"
    FITTED = "fitted"
    PROOF = "proof"


class Verdict(StrEnum):
    """What the model makes of a fact."""

    MET = "met"
    RIGHT_SIGN = "right sign"
    NOT_MET = "not met"
    NOT_MODELLED = "not modelled"
    OPEN = "open"


class Ruling(NamedTuple):
    """A verdict, and where the fact is not met, how not."""

    verdict: Verdict
    how: str = ""

    def __str__(self) -> str:
        """Return it in words."""
        return f"{self.verdict}: {self.how}" if self.how else str(self.verdict)


class Published(NamedTuple):
    """A published size, as the range that counts as the same.

    ``none`` is what the size would be if there were no effect; a level, which has no sign, has none. With ``within`` the whole
    interval of the model must lie in the range: that nothing was found is no more the case the less a simulation can tell.
    """

    low: float
    high: float
    none: float | None = None
    within: bool = False


def about(size: float, none: float | None = None, error: float | None = None) -> Published:
    """Return what was published as one number: give or take an ``error``, or a quarter of the effect.

    >>> about(0.49, error=0.12)
    Published(low=0.37, high=0.61, none=None, within=False)
    >>> about(0.5, none=1.0)
    Published(low=0.375, high=0.625, none=1.0, within=False)
    """
    most = TOLERANCE * abs(size - (none or 0.0)) if error is None else error
    return Published(size - most, size + most, none)


def above(none: float) -> Published:
    """Return what was published as a rise, without a size."""
    return Published(none, math.inf, none)


def below(none: float) -> Published:
    """Return what was published as a fall, without a size."""
    return Published(-math.inf, none, none)


def hardly(none: float, most: float) -> Published:
    """Return what was published as no effect: not found, or no larger than ``most``."""
    return Published(none - most, none + most, within=True)


class Fact(NamedTuple):
    """One fact. ``simulate`` returns its size in the model.

    The model has no such thing where there is none. Where nothing is ``published`` to hold it against, findings contradict each
    other, and no size of the model would be right or wrong.
    """

    id: str
    found: str
    size: str
    published: Published | None
    unit: str
    source: str
    fitted: bool
    """True where a default was set to it: the model repeats it, and predicts nothing."""

    why: str
    simulate: Callable[[], Interval] | None
    is_proof: bool = False
    """True of a theorem: the program repeats it, and predicts nothing."""

    @property
    def kind(self) -> Kind:
        """Tell what it says of the model that the fact is met."""
        return Kind.PROOF if self.is_proof else Kind.FITTED if self.fitted else Kind.PREDICTED


def ruling(published: Published | None, simulated: Interval | None) -> Ruling:
    """Return the verdict on a simulated size.

    Met: it lies in the published range, its 95 % interval is no wider than that (where the range has no end, or no effect was
    found: within it, which are two one-sided tests), and an effect has its sign for sure. Right sign: the sign is sure, the size
    is another, or not decided. Not met: the other sign, a level surely elsewhere, or not decided. Open: findings contradict each
    other.

    >>> str(ruling(about(2.0, none=1.0), Interval(1.4, 1.3, 1.5, 8)))
    'right sign'
    >>> str(ruling(about(2.0, none=1.0), Interval(1.2, 0.9, 1.5, 8)))
    'not met: not decided'
    >>> str(ruling(about(0.02), Interval(0.01, 0.009, 0.011, 8)))
    'not met: too low'
    """
    if simulated is None:
        return Ruling(Verdict.NOT_MODELLED)
    if published is None:
        return Ruling(Verdict.OPEN)
    if simulated.low is None or simulated.high is None:
        return Ruling(Verdict.NOT_MET, UNDECIDED)
    low, high = simulated.low, simulated.high
    same = published.low <= simulated.mean <= published.high and is_precise(published, low, high)
    if published.none is not None:
        return of_an_effect(published, low, high, same)
    if same:
        return Ruling(Verdict.MET)
    surely = "too low" if high < published.low else "too high" if low > published.high else UNDECIDED
    return Ruling(Verdict.NOT_MET, surely)


def is_precise(published: Published, low: float, high: float) -> bool:
    """Tell whether an interval is no wider than the published range, or, where it must, lies within it."""
    width = published.high - published.low
    if published.within or math.isinf(width):
        return published.low <= low and high <= published.high
    return high - low <= width


def of_an_effect(published: Published, low: float, high: float, same: bool) -> Ruling:
    """Return the verdict on an effect whose interval is given; ``same`` is whether its size is the published one."""
    none = published.none
    assert none is not None
    sure, opposite = (low > none, high < none) if published.low >= none else (high < none, low > none)
    if opposite:
        return Ruling(Verdict.NOT_MET, "the other sign")
    if not sure:
        return Ruling(Verdict.NOT_MET, UNDECIDED)
    return Ruling(Verdict.MET if same else Verdict.RIGHT_SIGN)
