"""A tornado: how far each uncertain thing moves the advantage of a scheme, all others being anywhere.

Of the futures of a stress study, those in which it stands in the lowest third of its range are held against those in which it
stands in the highest; of a list, its first value against its last. The intervals are Welch's, over futures (Biometrika 34, 1947),
and hold for all things uncertain at once (Bonferroni).
"""

from __future__ import annotations

import math
from functools import partial
from typing import NamedTuple

import numpy as np
from matplotlib.figure import Figure
from scipy.special import stdtrit

from experiments.interval import CONFIDENCE, Interval
from experiments.study.folder import Found, Kept
from reports.document.blocks import Picture, Series, Table
from reports.figures.bars import name_rows
from reports.figures.numbers import estimates
from reports.figures.runs import ENGLISH, Numbers
from reports.figures.stresses import Record, by_future, column, factors, ranged, scheme_name, source
from reports.figures.style import COLOURS, INK, ROW, number_axis, sheet, styled
from reports.folders import kept
from reports.messages import inside
from reports.messages import kept as said
from reports.words import Words

MOST_ROWS = 10
"""The things that surely move it, and those that move it most, are drawn; all stand in the table."""
THIRD = 1.0 / 3.0


class Swing(NamedTuple):
    """The advantage at the low and at the high end of what is uncertain, and the difference."""

    low: float
    high: float
    difference: Interval


def tornado(found: Found | Kept, scheme: str = "", *, words: Words = ENGLISH) -> Picture:
    """Return the figure of what moves the advantage of a scheme over today's; the first one held against it unless named."""
    study = kept(found)
    record = study.record
    name = scheme or record["schemes"][1]
    swings, mean = swings_of(study, name), float(np.mean(list(advantage(study, name).values())))
    drawn_ones = chosen(swings)
    unit, currency = record["unit"], record["currency"]
    rows = [[words.name(factor), words.figure(each.low, unit, currency), words.figure(each.high, unit, currency),
             words.difference(each.difference, unit, currency)] for factor, each in swings.items()]
    heads = [words.say("Uncertain"), words.say("Low third"), words.say("High third"), words.say("Difference")]
    return Picture(
        "tornado", title(words, drawn_ones),
        words.say("{scheme}: {measure} above {baseline}, where each stands low and where it stands high; mean of {many} futures",
                  scheme=scheme_name(words, name), measure=inside(words.measure(record["measure"])),
                  baseline=scheme_name(words, record["schemes"][0]), many=len(advantage(study, name))),
        words.say("Tornado of what moves the advantage. Differences: {values}.", values=estimates(
            words, {words.name(factor): each.difference for factor, each in drawn_ones.items()}, unit, currency)),
        styled(partial(drawn, words, record, drawn_ones, mean)),
        Table(words.say("Advantage by what is uncertain"), heads, rows, [False, True, True, True],
              words.say("The intervals hold for all of them at once.")), source(words, record), "bar",
        [Series(heads[at + 1], [words.name(factor) for factor in drawn_ones],
                [each.high if at else each.low for each in drawn_ones.values()]) for at in (0, 1)], heads[0],
        words.measure(record["measure"]))


def advantage(study: Kept, scheme: str) -> dict[int, float]:
    """Return by how much a scheme does better than that of today in each future, but the one as written."""
    by_scheme, sign = by_future(study, "mean"), 1.0 if study.record["better"] == "more" else -1.0
    today = by_scheme[study.record["schemes"][0]]
    return {future: sign * (value - today[future]) for future, value in by_scheme[scheme].items() if future}


def swings_of(study: Kept, scheme: str) -> dict[str, Swing]:
    """Return the swing of each thing uncertain, the largest first."""
    gained = advantage(study, scheme)
    values = np.array(list(gained.values()))
    uncertain, found = factors(study.record), {}
    for name, factor in uncertain.items():
        places = np.array([column(study, factor)[future] for future in gained])
        edges = (THIRD, 1.0 - THIRD) if ranged(factor) else (0.0, float(len(factor["values"]) - 1))
        low, high = values[places <= edges[0]], values[places >= edges[1]]
        found[name] = Swing(average(low), average(high), welch(low, high, 1.0 - (1.0 - CONFIDENCE) / len(uncertain)))
    return dict(sorted(found.items(), key=lambda each: -abs(np.nan_to_num(each[1].difference.mean))))


def chosen(swings: dict[str, Swing]) -> dict[str, Swing]:
    """Return what is drawn, the largest swing first: nothing that surely moves the advantage is left out for what may not."""
    first = sorted(swings, key=lambda name: not swings[name].difference.decided)[:MOST_ROWS]
    return {name: each for name, each in swings.items() if name in first}


def average(values: Numbers) -> float:
    """Return a mean, not a number where there are no values."""
    return float(values.mean()) if len(values) else math.nan


def welch(low: Numbers, high: Numbers, confidence: float = CONFIDENCE) -> Interval:
    """Return by how much the mean of one sample exceeds that of another, with Welch's interval.

    >>> [round(number, 2) for number in welch(np.array([1.0, 2.0, 3.0]), np.array([11.0, 12.0, 13.0]))[:3]]
    [10.0, 7.73, 12.27]
    """
    if min(len(low), len(high)) < 2:
        return Interval(average(high) - average(low), None, None, len(low) + len(high))
    parts = [float(each.var(ddof=1)) / len(each) for each in (low, high)]
    mean, error = float(high.mean() - low.mean()), math.sqrt(sum(parts))
    if not error:
        return Interval(mean, mean, mean, len(low) + len(high))
    freedom = sum(parts) ** 2 / sum(part**2 / (len(each) - 1) for part, each in zip(parts, (low, high), strict=True))
    half = error * float(stdtrit(freedom, 0.5 + confidence / 2.0))
    return Interval(mean, mean - half, mean + half, len(low) + len(high))


def title(words: Words, swings: dict[str, Swing]) -> str:
    """Say what surely moves the advantage, and most."""
    sure = [name for name, each in swings.items() if each.difference.decided]
    if not sure:
        return words.say("Nothing uncertain surely moves the advantage")
    up = swings[sure[0]].difference.mean > 0.0
    name = words.name(sure[0])
    messages = words.say("More {factor}, more advantage", factor=name), words.say("More {factor}, less advantage", factor=name)
    return said(messages[not up], words.say("One thing surely moves the advantage"))


def drawn(words: Words, record: Record, swings: dict[str, Swing], mean: float) -> Figure:
    """Draw a bar a factor, from the advantage at its low end to that at its high end, around the mean of all futures."""
    most = max((abs(end) for each in swings.values() for end in each[:2] if math.isfinite(end)), default=0.0)
    size, unit, _ = words.large(most, record["currency"]) if record["unit"] == "money" else (1.0, words.name(record["unit"]), 0)
    figure, [axes] = sheet(ROW * len(swings) + 1.0)
    for row, each in enumerate(swings.values()):
        for end, colour in ((each.low, COLOURS[1]), (each.high, COLOURS[0])):
            if math.isfinite(end):
                axes.barh(row, (end - mean) / size, left=mean / size, height=0.6, color=colour)
        sure = words.say("sure") if each.difference.decided else words.say("not decided")
        axes.text(1.01, row, sure, va="center", fontsize=8.5, color=INK if each.difference.decided else "#767676",
                  transform=axes.get_yaxis_transform())
    name_rows(axes, [words.name(name) for name in swings])
    axes.axvline(mean / size, color=INK, linewidth=0.8)
    axes.grid(visible=True, axis="x")
    number_axis(axes.xaxis)
    axes.set_xlabel(words.say("Advantage in {measure}, {unit}", measure=inside(words.measure(record["measure"])), unit=unit))
    keys = ((0.0, words.say("■ low third of its range"), COLOURS[1]), (0.36, words.say("■ high third"), COLOURS[0]))
    for place, text, colour in keys:
        axes.text(place, 1.01, text, color=colour, va="bottom", fontsize=9.5, transform=axes.transAxes)
    return figure

