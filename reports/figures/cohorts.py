"""The K-factor by cohort: how many activated friends the accounts opened in a month have brought so far."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np

from experiments.interval import Interval, interval
from experiments.replication import Replications
from reports.document.blocks import Picture, Series
from reports.figures.numbers import across, estimates, series
from reports.figures.runs import ENGLISH, Some, arms, circumstances, shares
from reports.figures.schemes import against, called, drawn
from reports.figures.style import styled
from reports.messages import decided_most, direction, kept
from reports.words import Words


def cohorts(found: Some, *, words: Words = ENGLISH) -> Picture:
    """Return the figure of the friends that each month's accounts have brought so far, by scheme."""
    by_scheme = {name: brought(arm) for name, arm in arms(words, found).items()}
    months = list(range(1, 1 + max(map(len, by_scheme.values()))))
    shown = [series(called(words, name, by_scheme), months, each, least=0.0) for name, each in by_scheme.items()]
    y_label, x_label = words.say("Activated friends an activated account"), words.say("Month in which the account was opened")
    draw = partial(drawn, [(y_label, dict(enumerate(without_bands(shown))))], len(shown), [lambda _: ""],
                   x_label)
    table = across(words, y_label, x_label, list(map(str, months)), [(name, each, "count") for name, each in
                                                                    by_scheme.items()])
    return Picture(
        "cohorts", title(words, arms(words, found)),
        against(words, by_scheme, words.say("K-factor so far by month of opening: the older, the more time to bring friends")),
        words.say("Lines of the activated friends an account has brought so far, by month of opening. K-factor: {ends}.",
                  ends=estimates(words, {name: arm.summary["k_factor"] for name, arm in arms(words, found).items()}, "count")),
        styled(draw), table, circumstances(words, found), "line", shown, x_label, y_label)


def brought(arm: Replications) -> list[Interval]:
    """Return the friends an activated account of each month has brought."""
    tables = [run.tables["cohorts"] for run in arm.runs]
    return shares((each["friends"].astype(np.float64), each["activated"].astype(np.float64)) for each in tables)


def without_bands(shown: list[Series]) -> list[Series]:
    """Return series without bands where there are so many that they would hide one another."""
    return shown if len(shown) <= 2 else [Series(each.name, each.x, each.y) for each in shown]


def title(words: Words, by_scheme: Mapping[str, Replications]) -> str:
    """Say whether growth feeds itself under the one scheme, or under which one customers bring more friends, or else fewer."""
    baseline, *others = by_scheme
    k = {name: arm.values("k_factor") for name, arm in by_scheme.items()}
    if not any(np.nansum(each) for each in k.values()):
        return words.say("Nobody has brought a friend")
    if not others:
        return alone(words, by_scheme[baseline].summary["k_factor"], interval(k[baseline] - 1.0))
    more = {name: interval(k[name] - k[baseline]) for name in others}
    best, worst = decided_most(more), decided_most(more, -1.0)
    told_of = best or worst
    if told_of is None:
        return words.say("No sure difference in friends a customer brings")
    much, usual = (f"{by_scheme[name].summary['k_factor'].mean:.2f}" for name in (told_of, baseline))
    if much == usual:
        return words.say("Hardly any difference in friends a customer brings")
    return kept(words.say("{scheme}: {much} friends a customer, baseline {usual}", scheme=told_of, much=much, usual=usual),
                words.say("Under one scheme customers clearly bring more friends") if best
                else words.say("Under one scheme customers clearly bring fewer friends"))


def alone(words: Words, k: Interval, over_one: Interval) -> str:
    """Say whether a customer brings more than one friend, so that growth feeds itself."""
    number = f"{k.mean:.2f}"
    return {1: words.say("{number} friends a customer: growth feeds itself", number=number),
            -1: words.say("{number} friends a customer: growth does not feed itself", number=number)}.get(
                direction(over_one), words.say("Whether growth feeds itself is not decided"))
