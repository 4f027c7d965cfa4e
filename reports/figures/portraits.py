"""Measures by portrait: a column a measure, a row a portrait, each with its interval."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import partial

import numpy as np
from matplotlib.figure import Figure

from experiments.interval import Interval, interval
from reports.document.blocks import Picture
from reports.figures.bars import draw_dots
from reports.figures.numbers import across, estimates, plus_minus, series
from reports.figures.runs import ENGLISH, Numbers, One, brief, circumstances, one
from reports.figures.style import COLOURS, ROW, number_axis, sheet, styled
from reports.messages import direction, kept
from reports.portraits import TABLE, by_portrait
from reports.words import Words

SHOWN: Mapping[str, str] = {"activated": "count", "referring_share": "share", "profit_each": "money", "rewards": "money",
                            "dpd30_share": "share"}
DECIDING = "profit_each"


class NoPortraits(ValueError):
    """A run of which nothing is known by portrait."""


def portraits(found: One, *, words: Words = ENGLISH) -> Picture:
    """Return the figure of measures by portrait.

    Raises NoPortraits for a scenario without portraits.
    """
    arm, currency = one(found), one(found).scenario.currency
    figures = by_portrait(arm)
    if not figures:
        raise NoPortraits(f"{arm.scenario.name} has no portraits: its people are all of one kind")
    names = {portrait: words.name(portrait) for portrait in figures}
    heads = {"activated": words.say("Activated"), "referring_share": words.say("Refer others"),
             "profit_each": words.say("Profit each"), "rewards": words.say("Rewards"), "dpd30_share": words.say("30+ days late")}
    columns = [(heads[name], [mine[name] for mine in figures.values()], unit) for name, unit in SHOWN.items()]
    deciding = {names[portrait]: mine[DECIDING] for portrait, mine in figures.items()}
    return Picture(
        "portraits", title(words, {names[portrait]: by_seed(found, row) for row, portrait in enumerate(figures)}),
        words.say("{scheme}: each portrait's customers, who of them refer, profit of each, rewards and balances past due",
                  scheme=brief(words, arm.scenario)),
        words.say("Dots of measures by portrait. Profit each: {values}.", values=estimates(words, deciding, "money", currency)),
        styled(partial(drawn, words, list(names.values()), columns, currency)),
        across(words, words.say("Measures by portrait"), words.say("Portrait"), list(names.values()), columns, currency),
        circumstances(words, found), "bar",
        [series(heads[DECIDING], list(names.values()), list(deciding.values()))], words.say("Portrait"), words.name(currency))


def by_seed(found: One, row: int) -> Numbers:
    """Return the profit of an account of a portrait, of each replication."""
    return np.array([run.tables[TABLE][DECIDING][row] for run in one(found).runs if TABLE in run.tables], dtype=np.float64)


def title(words: Words, profits: Mapping[str, Numbers]) -> str:
    """Say on which portrait surely most is lost, or else on which most is earned; each held against the mean of the others."""
    means = {name: each.mean for name, values in profits.items() if math.isfinite((each := interval(values)).mean)}
    if len(means) > 1:
        worst, best = min(means, key=means.__getitem__), max(means, key=means.__getitem__)
        if means[worst] < 0.0 and direction(against_others(profits, worst)) < 0:
            return kept(words.say("Most is lost on: {portrait}", portrait=worst), words.say("One portrait clearly loses most"))
        if means[best] > 0.0 and direction(against_others(profits, best)) > 0:
            return kept(words.say("Most is earned on: {portrait}", portrait=best), words.say("One portrait clearly earns most"))
    return words.say("No portrait surely earns most, or loses most")


def against_others(profits: Mapping[str, Numbers], name: str) -> Interval:
    """Return by how much the profit of one portrait lies above the mean of the others, seed by seed."""
    return interval(profits[name] - np.mean([each for other, each in profits.items() if other != name], axis=0))


def drawn(words: Words, names: list[str], columns: list[tuple[str, list[Interval], str]], currency: str) -> Figure:
    """Draw a column a measure."""
    figure, axes = sheet(1.35 * ROW * len(names) + 0.75, columns=len(columns))
    for number, (each, (head, found, unit)) in enumerate(zip(axes, columns, strict=True)):
        told = [plus_minus(words, value, "money" if unit == "money" else "count") if unit != "share" else percent_of(value)
                for value in found]
        in_unit = {"money": words.name(currency), "share": "%"}.get(unit, "")
        label = words.say("{name}, {unit}", name=head, unit=in_unit) if in_unit else head
        draw_dots(each, series("", names, found, unit), told, label, [COLOURS[0]] * len(names))
        each.set_title(label, fontsize=9)
        if each.get_xticks().size:
            number_axis(each.xaxis, 2)
        each.tick_params(axis="x", labelsize=8.5)
        if number:
            each.set_yticks([])
    return figure


def percent_of(value: Interval) -> str:
    """Return a share in percent with half the width of its interval, without the sign.

    >>> percent_of(Interval(0.123, 0.1, 0.146, 5))
    '12.3 ±2.3'
    """
    if not math.isfinite(value.mean):
        return "n/a"
    half = "" if value.low is None or value.high is None else f" ±{50.0 * (value.high - value.low):.1f}"
    return f"{100.0 * value.mean:.1f}{half}"
