"""A difference as it has been looked at, pair by pair: its interval, or why it tells nothing."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from experiments.interval import Interval, interval
from experiments.lab import Outcome
from experiments.rounds import LEAST, Decision, Look, agreed, decision, differing, rare, still_to_run

CONTRADICTION = "the looks contradict each other: ask again under another seed"
"""In at most one comparison of twenty, where the promise of the intervals fails."""


class Seen(NamedTuple):
    """The interval of a difference; ``why`` nothing can be decided by it, for about how many ``more`` replications, or for good.

    No case runs on for what is ``lasting``.
    """

    interval: Interval
    why: str = ""
    more: float = 0.0
    lasting: bool = False

    def decision(self, matters: float) -> Decision:
        """Return what is decided, given the smallest difference that matters."""
        return Decision.OPEN if self.why else decision(self.interval, matters)

    def still_to_run(self, matters: float) -> float:
        """Return about how many more replications would decide; at least as many where too few pairs differ."""
        return self.more if self.why else still_to_run(self.interval, matters)


def looked(baseline: Sequence[Outcome], other: Sequence[Outcome], measure: str, looks: Sequence[Look]) -> Seen:
    """Return the difference in a measure, other less baseline, as it has been looked at.

    Two schemes that ask the same of the model are the same; two that came to the same in all pairs may yet differ.
    """
    pairs = looks[-1].replications
    values = paired(baseline, other, measure)[:pairs]
    if why := undefined(baseline, other, measure, pairs):
        return Seen(looks[-1].at(values), why, math.inf, lasting=True)
    if baseline[0].design == other[0].design:
        return Seen(interval(values))
    found = agreed([look.at(values) for look in looks])
    if found.low is None or found.high is None:
        return too_rare(found, values) if rare(values) else Seen(found)
    contradiction = found.low > found.high
    return Seen(found._replace(low=None, high=None), CONTRADICTION, math.inf, lasting=True) if contradiction else Seen(found)


def paired(baseline: Sequence[Outcome], other: Sequence[Outcome], measure: str) -> list[float]:
    """Return the differences in a measure, seed by seed; not a number where either run has failed or has no such figure."""
    return [one.measures.get(measure, np.nan) - base.measures.get(measure, np.nan)
            for base, one in zip(baseline, other, strict=False)]


def undefined(baseline: Sequence[Outcome], other: Sequence[Outcome], measure: str, replications: int) -> str:
    """Return in how many pairs that were run a measure is undefined; nothing where it is in none.

    What is left of the pairs is no fair sample of them: that a scheme pays back at all is part of how soon it does.
    """
    ran = [pair for pair in zip(other[:replications], baseline, strict=False) if not any(each.error for each in pair)]
    without = [[not math.isfinite(each.measures.get(measure, math.nan)) for each in pair] for pair in ran]
    one, base = (sum(each[side] for each in without) for side in (0, 1))
    many = sum(map(any, without))
    return f"undefined in {many} of {len(ran)} pairs (scheme: {one}, baseline: {base})" if many else ""


def too_rare(found: Interval, values: Sequence[float]) -> Seen:
    """Return a difference of which too few pairs tell anything.

    >>> too_rare(Interval(0.0, None, None, 20), [0.0] * 20).why
    'no difference in any of 20 pairs: too rare to tell'
    >>> too_rare(Interval(1.0, None, None, 20), [0.0] * 18 + [10.0] * 2)[1:3]
    ('2 of 20 pairs differ from the rest: too rare to tell', 30)
    """
    many, pairs = differing(values), found.replications
    why = f"{many} of {pairs} pairs differ from the rest" if many or found.mean else f"no difference in any of {pairs} pairs"
    return Seen(found, f"{why}: too rare to tell", math.ceil(pairs * LEAST / many) - pairs if many else math.inf)


def worst(found: Mapping[str, Seen], sense: int) -> Seen:
    """Return the worst of several differences, whose interval holds whenever theirs do; ``sense`` is 1 where more is better.

    >>> worst({"calm": Seen(Interval(1.0, 0.0, 2.0, 10)), "shock": Seen(Interval(0.5, -1.0, 3.0, 20))}, 1).interval
    Interval(mean=0.5, low=-1.0, high=2.0, replications=10)
    >>> worst({"calm": Seen(Interval(1.0, 0.0, 2.0, 10)), "shock": Seen(Interval(math.nan, None, None, 0))}, 1).interval
    Interval(mean=nan, low=None, high=None, replications=0)
    """
    ends = np.array([each.interval[:3] for each in found.values()], dtype=np.float64)  # no bound: not a number
    mean, *bounds = (ends.min(axis=0) if sense > 0 else ends.max(axis=0)).tolist()
    low, high = (None if math.isnan(bound) else bound for bound in bounds)
    open_ = [(name, each) for name, each in found.items() if each.why]
    why = f"as under {', '.join(name for name, _ in open_)}" if open_ else ""
    pairs = min(each.interval.replications for each in found.values())
    return Seen(Interval(mean, low, high, pairs), why, max((each.more for _, each in open_), default=0.0))
