"""Losses: the share of accounts that have ever been 90 days late, by month on book, of each scheme."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from reports import curves
from reports.document.blocks import Picture, Series
from reports.figures.numbers import percent
from reports.figures.runs import ENGLISH, Some, arms, circumstances
from reports.figures.schemes import Curves, against, at_the_end, differences, drawn, furthest, series_of, table
from reports.figures.style import minus, styled
from reports.messages import kept
from reports.words import Words

LEAST = 0.001
"""A smaller difference of two shares is no message, sure or not: fewer accounts opened alone may make it."""


def losses(found: Some, *, words: Words = ENGLISH) -> Picture:
    """Return the figure of accounts ever 90 days late by month on book, by scheme."""
    late = {name: curves.late_by_age(arm) for name, arm in arms(words, found).items()}
    shown, y_label = series_of(words, late, "share"), words.say("% of accounts opened")
    x_label, ages = words.say("Months since the account was opened"), len(shown[0].x) - 1
    draw = partial(drawn, [(y_label, dict(enumerate(banded(late, shown))))], len(shown), [lambda value: minus(f"{value:.2f}")],
                   x_label)
    what = words.say("Ever 90 days late; accounts watched for {months} months or more", months=ages)
    return Picture(
        "losses", title(words, late), against(words, late, what),
        words.say("Lines of the share of accounts ever 90 days late by month on book. At the end: {ends}.",
                  ends=at_the_end(words, late, "share")),
        styled(draw), table(words, what, x_label, late, "share"), circumstances(words, found), "line", shown,
        x_label, y_label)


def banded(late: Curves, shown: list[Series]) -> list[Series]:
    """Return the series without the bands of those that the message does not look at, which would hide one another."""
    scheme = told_of(late) if len(late) > 1 else None
    looked_at = (next(iter(late)), scheme) if scheme else tuple(late)
    return [each if name in looked_at else replace(each, low=(), high=()) for name, each in zip(late, shown, strict=True)]


def title(words: Words, late: Curves) -> str:
    """Say under which scheme surely more, or else fewer, accounts go bad than under the baseline; of one alone, how many do."""
    baseline, *_ = late.values()
    months = len(baseline.x) - 1
    if not any(curve.mean[-1] for curve in late.values()):
        return none_late(words, months)
    if len(late) == 1:
        return some_late(words, float(baseline.mean[-1]), months)
    scheme = told_of(late)
    if scheme is None:
        return words.say("Hardly any difference in accounts that go bad") if any(
            each.decided for each in differences(late).values()) else words.say("No sure difference in accounts that go bad")
    ends = float(late[scheme].mean[-1]), float(baseline.mean[-1])
    much, usual = (percent(words, end, 1) for end in ends)
    told = words.say("{scheme}: {much} instead of {usual} go bad", scheme=scheme, much=much, usual=usual)
    return kept(told, words.say("Under one scheme clearly more accounts go bad") if ends[0] > ends[1]
                else words.say("Under one scheme clearly fewer accounts go bad"))


def told_of(late: Curves) -> str | None:
    """Return the scheme under which surely, and by more than hardly anything, most accounts go bad, or else fewest."""
    less = differences(late)
    return next((name for name in (furthest(late), furthest(late, -1.0)) if name and abs(less[name].mean) >= LEAST), None)


def none_late(words: Words, months: int) -> str:
    """Say that no account was late, of those watched so long, and within that time."""
    return words.count("Within {number} month no account watched was 90 days late",
                       "Within {number} months no account watched was 90 days late", months)


def some_late(words: Words, share: float, months: int) -> str:
    """Say how many accounts were late, of those watched so long, and within that time."""
    return words.count("{share} of accounts go bad within {number} month", "{share} of accounts go bad within {number} months",
                       months, share=words.figure(share, "share", ""))
