"""What a file of accounts tells of its customers, for a terminal and for programs."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from experiments.customers.binning import Bin
from experiments.customers.judging import Judged
from experiments.customers.portrait import Portrait, Portraits
from experiments.customers.portraits_file import about
from experiments.customers.scorecard import Line, Scorecard
from experiments.customers.segments import STABLE, Tried
from experiments.customers.targets import Targets
from experiments.customers.traits import Trait
from experiments.exchange import SCHEMA_VERSION, finite
from experiments.interval import Interval
from reports.numbers import estimate
from reports.tables import hanging

CARDS = {"application": "Scorecard of applicants", "behaviour": "Scorecard of behaviour"}


def customers_text(found: Portraits) -> str:
    """Return what a file of accounts tells, for a terminal."""
    lines = [found.quality.text, "", *of_segments(found), "", *of_scorecards(found), "", "Left out"]
    for each in (*found.left_out, *found.scorecards.left_out):
        lines += hanging("  ", f"{each.what}: {each.text}")
    return "\n".join(lines)


def of_segments(found: Portraits) -> Iterator[str]:
    """Yield the segments with their figures, and how their number was chosen."""
    halves = "; by the first half of each account's months, creditworthiness by the second" if found.halved else ""
    features = ", ".join(each.replace("_", " ") for each in found.features)
    yield from hanging("", f"Segments by {features}{halves}" if features else "One segment: no feature tells anybody apart")
    for each in found.portraits:
        yield from hanging("  ", f"{each.name}: {estimate(each.share, 'share', '')} of accounts{default_of(each)}")
        yield from hanging("    ", about(each, found.currency))
        for trait in each.traits:
            yield f"    {trait.path:<32} {estimate(trait.value, unit_of(trait), found.currency)}, {trait.told}"
    yield ""
    yield from hanging("", chosen(found))
    for one in found.tried:
        yield f"  {one.segments}  BIC {one.bic:,.0f}{agreement(one)}"
    yield from (f"  {name}: {many:,} missing values were taken to be the median" for name, many in found.filled.items())


def unit_of(trait: Trait) -> str:
    """Return the unit in which a trait is told: purchases a month are a number, no rate in percent."""
    return "number" if trait.unit == "per month" else trait.unit


def default_of(each: Portrait) -> str:
    """Return which share of a portrait defaulted, where it is known."""
    return "" if each.default is None else f", default {estimate(each.default, 'share', '')}"


def chosen(found: Portraits) -> str:
    """Say why there are so many segments."""
    if not found.tried:
        return "One segment: there is nothing to part accounts by."
    least = min(found.tried, key=lambda one: one.bic)
    stable = [one for one in found.tried if one.is_stable]
    best = min(stable, key=lambda one: one.bic)
    joined = f" {found.joined} of them, too small to be told, were joined to the one nearest." if found.joined else ""
    if best.segments == least.segments:
        edge = ", the most that were tried" if best.segments == len(found.tried) > 1 else ""
        return f"{best.segments} by BIC{edge}{', and resamples find the same' * (best.segments > 1)}.{joined}"
    if best.segments == 1:
        return f"One: of any larger number, resamples find other segments (adjusted Rand index below {STABLE:g})."
    return f"{best.segments}: the smallest BIC among those found again in resamples (adjusted Rand index from {STABLE:g}).{joined}"


def agreement(one: Tried) -> str:
    """Return how well resamples agree on a number of segments, where it was asked."""
    if one.segments == 1 or math.isnan(one.stability):
        return ""
    return f", resamples agree {one.stability:.2f} ({one.least:.2f} at least){'' if one.is_stable else ': not stable'}"


def of_scorecards(found: Portraits) -> Iterator[str]:
    """Yield how the scorecards fare, and their lines."""
    cards = (("application", found.scorecards.application), ("behaviour", found.scorecards.behaviour))
    for name, card in cards:
        if card is not None:
            judged = card.judged
            held = f"{judged.accounts:,} held out, of which {judged.defaults:,} defaulted"
            yield f"{CARDS[name]}, fitted to {card.fitted_to:,} accounts, judged on {held}"
            yield f"  AUC {ranged(judged.auc)}, KS {ranged(judged.ks)}, defaults over those predicted {ranged(judged.expected)}"
            yield from hanging("  ", f"calibration: {calibrated(judged)}")
            for line in card.lines:
                yield from hanging("  ", f"{line.feature.name} (information {line.feature.information:.2f}): {points_of(line)}")
    if not any(card for _, card in cards):
        yield "No scorecard"


def noise_text(found: Targets) -> str:
    """Say by how much figures differ between halves of the accounts: no fit need be closer."""
    halves = ", ".join(f"{quantity} {100.0 * apart:.2f}" for quantity, apart, _ in found.noise())
    held = ", ".join(f"{quantity} {100.0 * apart:.2f}" for quantity, _, apart in found.noise())
    return "\n".join(["Mean differences, in percentage points; a fit that is closer means nothing:",
                      *hanging("  ", f"between two halves of the accounts: {halves}"),
                      *hanging("  ", f"between the accounts held out and the others: {held}")])


def ranged(value: Interval) -> str:
    """Return a figure of a scorecard with its interval."""
    return f"{value.mean:.3f} ({value.low:.3f} to {value.high:.3f})"


def calibrated(judged: Judged) -> str:
    """Say in how many parts of the accounts the predicted share lies in the interval of the observed one."""
    within = sum(each.observed.low <= each.predicted <= each.observed.high for each in judged.groups
                 if each.observed.low is not None and each.observed.high is not None)
    parts = ", ".join(f"{100 * each.predicted:.1f} / {100 * each.observed.mean:.1f}" for each in judged.groups)
    return f"predicted in the interval of the observed in {within} of {len(judged.groups)} parts (% predicted / observed: {parts})"


def points_of(line: Line) -> str:
    """Return the points of each bin of a line that has any accounts."""
    named = zip(map(bin_name, line.feature.bins), line.points, line.feature.bins, strict=True)
    return ", ".join(f"{name}: {points}" for name, points, each in named if each.accounts)


def bin_name(each: Bin) -> str:
    """Return which values a bin has.

    >>> bin_name(Bin(0.5, math.inf, (), 10, 1, 0.0)), bin_name(Bin(-math.inf, 45_000.0, (), 10, 1, 0.0))
    ('from 0.5', 'below 45,000')
    """
    if each.is_missing:
        return "missing"
    if each.words:
        return " or ".join(each.words)
    low, high = f"{each.low:,.10g}", f"{each.high:,.10g}"
    if math.isinf(each.low):
        return "all" if math.isinf(each.high) else f"below {high}"
    return f"from {low}" if math.isinf(each.high) else f"{low} to {high}"


def customers_object(found: Portraits) -> dict[str, Any]:
    """Return what a file of accounts tells as a plain object."""
    quality = found.quality
    return {
        "schema_version": SCHEMA_VERSION, "file": quality.file, "accounts": quality.accounts,
        "account_months": quality.account_months, "currency": found.currency, "default": found.default_means,
        "quality": [*quality.lines()], "features": [*found.features], "joined": found.joined,
        "tried": [{"segments": one.segments, "bic": finite(one.bic), "stability": finite(one.stability)} for one in found.tried],
        "portraits": [portrait_object(each, found.currency) for each in found.portraits],
        "scorecards": {name: card and scorecard_object(card) for name, card in (
            ("application", found.scorecards.application), ("behaviour", found.scorecards.behaviour))},
        "left_out": [{"what": each.what, "why": each.text} for each in (*found.left_out, *found.scorecards.left_out)],
    }


def portrait_object(each: Portrait, currency: str) -> dict[str, Any]:
    """Return a portrait as a plain object."""
    return {"name": each.name, "about": about(each, currency), "accounts": each.accounts, "share": bounds(each.share),
            "default": each.default and bounds(each.default),
            "traits": {trait.path: {**bounds(trait.value), "unit": trait.unit, "how": trait.how, "grade": trait.grade}
                       for trait in each.traits}}


def bounds(value: Interval) -> dict[str, Any]:
    """Return a figure with its interval and the number of accounts."""
    return {"value": finite(value.mean), "low": finite(value.low), "high": finite(value.high), "accounts": value.replications}


def scorecard_object(card: Scorecard) -> dict[str, Any]:
    """Return a scorecard as a plain object."""
    judged = card.judged
    return {"fitted_to": card.fitted_to, "held_out": judged.accounts, "auc": bounds(judged.auc), "ks": bounds(judged.ks),
            "defaults_over_predicted": bounds(judged.expected),
            "calibration": [{"predicted": each.predicted, **bounds(each.observed)} for each in judged.groups],
            "lines": [{"feature": line.feature.name, "information": line.feature.information, "coefficient": line.coefficient,
                       "bins": [*bins_of(line)]} for line in card.lines]}


def bins_of(line: Line) -> Iterator[dict[str, Any]]:
    """Yield the bins of a line that have any accounts."""
    for each, points in zip(line.feature.bins, line.points, strict=True):
        if each.accounts:
            yield {"values": bin_name(each), "accounts": each.accounts, "defaults": each.defaults, "points": points}
