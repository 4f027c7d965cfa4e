"""Vintage curves: the share of accounts ever 30 and ever 90 days late by month on book, by channel."""

from __future__ import annotations

from functools import partial

import numpy as np

from experiments.interval import Interval, interval, linearised, ratio
from experiments.replication import Replications
from reports.curves import MONTH, oldest_shown
from reports.document.blocks import Picture
from reports.figures.losses import none_late, some_late
from reports.figures.numbers import across, estimates, percent, series
from reports.figures.runs import ENGLISH, Numbers, One, brief, circumstances, one
from reports.figures.schemes import drawn
from reports.figures.style import minus, styled
from reports.messages import direction, kept
from reports.words import Words
from sim.result import Result

LATE = ("ever_30", "ever_90")
ORGANIC = "organic"
LEAST_EXPECTED = 5.0
"""Accounts that go bad in a group, below which an interval of their share means little."""


def vintages(found: One, *, words: Words = ENGLISH) -> Picture:
    """Return the figure of vintage curves by channel, of the accounts that were watched up to the last month shown."""
    arm = one(found)
    ages, heads = oldest_shown(arm.scenario.days), {"ever_30": words.say("Ever 30 days late, % of accounts opened"),
                                                    "ever_90": words.say("Ever 90 days late, % of accounts opened")}
    curves = {late: {channel: curve(arm, channel, late) for channel in channels_of(arm)} for late in LATE}
    months, x_label = list(range(ages + 1)), words.say("Months since the account was opened")
    shown = {late: [series(called(words, channel), months, each, "share") for channel, each in mine.items()]
             for late, mine in curves.items()}
    boxes = [(heads[late], dict(enumerate(each))) for late, each in shown.items()]
    columns = [(words.say(", ").join((called(words, channel), "30+" if late == "ever_30" else "90+")), each, "share")
               for late, mine in curves.items() for channel, each in mine.items()]
    return Picture(
        "vintages", title(words, arm),
        words.say("{scheme}, by channel; accounts watched for {months} months or more", scheme=brief(words, arm.scenario),
                  months=ages),
        words.say("Lines of the share of accounts ever late by month on book and channel. Ever 90 days late at the end: {ends}.",
                  ends=estimates(words, {called(words, which): each[-1] for which, each in curves["ever_90"].items()}, "share")),
        styled(partial(drawn, boxes, len(shown["ever_90"]), [lambda value: minus(f"{value:.1f}")] * 2, x_label)),
        across(words, words.say("Accounts ever 30 and 90 days late"), x_label, list(map(str, months)), columns),
        circumstances(words, found), "line", shown["ever_90"], x_label, heads["ever_90"])


def called(words: Words, channel: str) -> str:
    """Return what a channel is called."""
    return {"organic": words.say("Came by themselves"), "referred": words.say("Referred"), "team": words.say("Team"),
            "ring": words.say("Rings")}.get(channel, channel)


def channels_of(arm: Replications) -> list[str]:
    """Return the channels that brought accounts early enough to be watched, the organic one first."""
    there = {str(channel) for run in arm.runs for channel in np.unique(run.tables["vintages"]["channel"][watched(run)])}
    return [ORGANIC, *sorted(there - {ORGANIC})]


def watched(run: Result) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return which rows of the vintages are of accounts that were watched up to the last month shown."""
    days = run.scenario.days
    return np.asarray(run.tables["vintages"]["cohort"] + oldest_shown(days) < days // MONTH)


def sums(run: Result, channel: str, column: str) -> Numbers:
    """Return a sum by month on book of the watched accounts of a channel."""
    table, many = run.tables["vintages"], oldest_shown(run.scenario.days) + 1
    mine = watched(run) & (table["channel"] == channel)
    return np.bincount(table["mob"][mine], weights=table[column][mine], minlength=many)[:many].astype(np.float64)


def curve(arm: Replications, channel: str, late: str) -> list[Interval]:
    """Return the share of a channel's accounts that have ever been late by each month on book."""
    parts, wholes = (np.stack([sums(run, channel, column) for run in arm.runs]) for column in (late, "accounts"))
    return [ratio(parts[:, at], wholes[:, at]) for at in range(parts.shape[1])]


def title(words: Words, arm: Replications) -> str:
    """Say whether referred accounts go bad more often, or else how many go bad at all."""
    end = {channel: tuple(np.array([sums(run, channel, column)[-1] for run in arm.runs]) for column in ("ever_90", "accounts"))
           for channel in channels_of(arm)}
    months = oldest_shown(arm.scenario.days)
    if not any(bad.any() for bad, _ in end.values()):
        return none_late(words, months)
    if "referred" not in end or not all(accounts.any() for _, accounts in (end[ORGANIC], end["referred"])):
        bad, accounts = (np.sum(each, axis=0) for each in zip(*end.values(), strict=True))
        return some_late(words, ratio(bad, accounts).mean, months)
    if too_few(end["referred"], end[ORGANIC]):
        return words.say("Too few go bad to compare referred accounts")
    mine, others = (linearised(*end[channel]) for channel in ("referred", ORGANIC))
    much, usual = (percent(words, float(each.mean()), 1) for each in (mine, others))
    undecided = words.say("Whether referred accounts go bad more often is undecided")
    more = words.say("Referred accounts go bad more often: {much} against {usual}", much=much, usual=usual)
    less = words.say("Referred accounts go bad less often: {much} against {usual}", much=much, usual=usual)
    return kept({1: more, -1: less}.get(direction(interval(mine - others)), undecided), undecided)


def too_few(*groups: tuple[Numbers, ...]) -> bool:
    """Tell whether a group is so small that hardly an account of it would go bad at the rate of all: then none says nothing.

    >>> too_few((np.array([0.0]), np.array([40.0])), (np.array([10.0]), np.array([960.0])))
    True
    """
    rate = sum(float(bad.sum()) for bad, _ in groups) / sum(float(accounts.sum()) for _, accounts in groups)
    return min(float(accounts.sum()) for _, accounts in groups) * rate < LEAST_EXPECTED
