"""What figures say, in at most ten words (a number and its % are one), taken from the ends of the curves they show."""

from __future__ import annotations

import math
from collections.abc import Mapping

from reports.curves import Curve
from reports.numbers import rounded_money

MOST_WORDS = 10


def named(scenario: str) -> str:
    """Return a scenario's name as words.

    >>> named("cash_for_invites")
    'Cash for invites'
    """
    words = scenario.replace("_", " ")
    return words[:1].upper() + words[1:]


def growth(curves: Mapping[str, Curve]) -> str:
    """Say which scheme brings most customers, and by how much."""
    best = furthest(curves)
    if best is None:
        return "No scheme surely brings more customers"
    ratio = over_baseline(curves, best)
    much = f"{ratio:.1f} times the baseline's" if ratio >= 2.0 else f"{ratio - 1.0:.0%} more".replace("%", " %")
    return kept(f"{named(best)} brings {much} customers", "One scheme clearly brings most customers")


def losses(curves: Mapping[str, Curve]) -> str:
    """Say under which scheme the largest share of accounts goes bad, with that of the baseline; curves in percent."""
    worst = furthest(curves)
    if worst is None:
        return "Under no scheme do surely more accounts go bad"
    baseline, *_ = curves.values()
    ends = float(curves[worst].mean[-1]), float(baseline.mean[-1])
    digits = next((each for each in (1, 2) if len({f"{end:.{each}f}" for end in ends}) == 2), 3)
    much, usual = (f"{end:.{digits}f} %" for end in ends)
    return kept(f"{named(worst)}: {much} instead of {usual} go bad", "Under one scheme clearly more accounts go bad")


def profit(curves: Mapping[str, Curve], currency: str) -> str:
    """Say which scheme adds most to profit, or else which one takes most from it."""
    best, worst = furthest(curves), furthest(curves, -1.0)
    if best is not None:
        return kept(f"{named(best)} adds {gap(curves, best, currency)} of profit", "One scheme clearly earns most")
    if worst is not None:
        message = f"{named(worst)} costs {gap(curves, worst, currency)} of profit"
        return kept(message, "No scheme earns more, one clearly less")
    return "No scheme is surely more profitable, or less"


def furthest(curves: Mapping[str, Curve], sign: float = 1.0) -> str | None:
    """Return the scenario whose curve ends furthest above (or below) the first one's beyond doubt, or None."""
    baseline, *_ = curves.values()
    ends = {name: curve.less(baseline) for name, curve in curves.items() if curve is not baseline}
    beyond = {name: sign * end.mean for name, end in ends.items() if end.decided and sign * end.mean > 0.0}
    return max(beyond, key=beyond.__getitem__) if beyond else None


def over_baseline(curves: Mapping[str, Curve], name: str) -> float:
    """Return how many times the first curve's end another one comes to."""
    baseline, *_ = curves.values()
    return float(curves[name].mean[-1] / baseline.mean[-1]) if baseline.mean[-1] else math.inf


def gap(curves: Mapping[str, Curve], name: str, currency: str) -> str:
    """Return by how much money a curve ends above or below the first one."""
    baseline, *_ = curves.values()
    return rounded_money(abs(curves[name].less(baseline).mean), currency)


def kept(message: str, otherwise: str) -> str:
    """Return a message if it is short enough and makes sense, or else the other one."""
    words = message.replace(" %", "%").split()
    return message if len(words) <= MOST_WORDS and not {"inf", "nan"} & set(words) else otherwise
