"""Segments of customers: what each comes to, how its accounts are spread, and whether the scorecard's probabilities come true."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.customers.judging import Group, Judged
from experiments.customers.naming import MEANS
from experiments.customers.portrait import QUARTILES, Portraits
from experiments.interval import Interval
from reports.document.blocks import Picture, Series, Table
from reports.figures.bars import draw_dots, name_rows
from reports.figures.numbers import across, estimates, plus_minus, series
from reports.figures.portraits import percent_of
from reports.figures.runs import ENGLISH
from reports.figures.style import BASELINE, COLOURS, INK, PALE, ROW, number_axis, sheet, styled
from reports.words import Words

Columns = list[tuple[str, list[Interval], str]]
MOST_COLUMNS, ACROSS = 4, 4
UNKNOWN = Interval(math.nan, None, None, 0)


def segments(found: Portraits, names: Sequence[str], source: str, *, words: Words = ENGLISH) -> Picture:
    """Return the figure of segments: share of accounts, default and traits, each with its interval."""
    columns = columns_of(found, words)
    head, shares, _ = columns[0]
    return Picture(
        "segments", words.say("{share} of accounts: {segment}", share=words.figure(shares[0].mean, "share", ""), segment=names[0]),
        words.say("Segments of accounts, the largest first; lines are 95 % intervals"),
        words.say("Dots of figures by segment. Share of accounts: {values}.",
                  values=estimates(words, dict(zip(names, shares, strict=True)), "share")),
        styled(partial(drawn_segments, words, list(names), columns, found.currency)),
        across(words, words.say("Segments"), words.say("Segment"), list(names), columns, found.currency), source, "bar",
        [series(head, list(names), shares, "share")], words.say("Segment"), "%")


def columns_of(found: Portraits, words: Words) -> Columns:
    """Return the figures of segments: share, default where it is known, and traits that all of them have."""
    columns: Columns = [(words.say("Accounts"), [each.share for each in found.portraits], "share")]
    defaults = [each.default or UNKNOWN for each in found.portraits]
    if any(each.default for each in found.portraits):
        columns.append((words.say("Defaulted"), defaults, "share"))
    heads = {"population.theta_mean": words.say("Creditworthiness, SD"), "population.income_median": words.say("Median income"),
             "behaviour.basket.share": words.say("Purchase over income")}
    for path, head in heads.items():
        values = [next((trait for trait in each.traits if trait.path == path), None) for each in found.portraits]
        if all(values):
            columns.append((head, [each.value for each in values if each], values[0].unit if values[0] else ""))
    return columns[:MOST_COLUMNS]


def drawn_segments(words: Words, names: list[str], columns: Columns, currency: str) -> Figure:
    """Draw a column a figure."""
    figure, axes = sheet(1.35 * ROW * len(names) + 0.75, columns=len(columns))
    for number, (each, (head, found, unit)) in enumerate(zip(axes, columns, strict=True)):
        told = [percent_of(value) if unit == "share" else plus_minus(words, value, unit) for value in found]
        in_unit = {"money": words.name(currency), "share": "%"}.get(unit, "")
        label = words.say("{name}, {unit}", name=head, unit=in_unit) if in_unit else head
        draw_dots(each, series("", names, found, unit), told, label)
        each.set_title(label, fontsize=9)
        number_axis(each.xaxis, 2)
        each.tick_params(axis="x", labelsize=8.5)
        if number:
            each.set_yticks([])
    return figure


def spreads(found: Portraits, names: Sequence[str], source: str, *, words: Words = ENGLISH) -> Picture:
    """Return the figure of how accounts of a segment are spread: the middle 80 %, the middle half and the median."""
    features = [each.feature for each in found.portraits[0].spreads]
    heads = [headed_feature(words, feature, found.currency) for feature in features]
    rows = [[head, name, *(cell(words, value, feature, found.currency) for value in each.spreads[at].quantiles)]
            for at, (feature, head) in enumerate(zip(features, heads, strict=True))
            for name, each in zip(names, found.portraits, strict=True)]
    percents = [words.figure(share, "share", "") for share in QUARTILES]
    return Picture(
        "spreads", words.say("How the accounts of each segment are spread"),
        words.say("Dot: median; thick line: the middle half of accounts; thin line: all but a tenth at each end"),
        words.say("Ranges of {features} by segment.", features=words.say(", ").join(heads)),
        styled(partial(drawn_spreads, found, list(names), features, heads)),
        Table(words.say("Quantiles by segment"), [words.say("Feature"), words.say("Segment"), *percents], rows,
              [False, False, *(True for _ in percents)]), source)


def cell(words: Words, value: float, feature: str, currency: str) -> str:
    """Return a quantile of a feature."""
    return words.figure(value, unit_of(feature), currency)


def unit_of(feature: str) -> str:
    """Return the unit of a feature."""
    return MEANS.get(feature, ("", "number"))[1]


def headed_feature(words: Words, feature: str, currency: str) -> str:
    """Return the name of a feature with its unit."""
    name = words.name(feature)
    in_unit = {"money": words.name(currency), "share": "%"}.get(unit_of(feature), "")
    name = name[:1].upper() + name[1:]
    return words.say("{name}, {unit}", name=name, unit=in_unit) if in_unit else name


def drawn_spreads(found: Portraits, names: list[str], features: list[str], heads: list[str]) -> Figure:
    """Draw a panel a feature, and a row a segment."""
    down = math.ceil(len(features) / ACROSS)
    figure, axes = sheet(down * (0.8 * ROW * len(names) + 0.75), rows=down, columns=min(ACROSS, len(features)))
    for at, each in enumerate(axes):
        if at >= len(features):
            each.set_visible(False)
            continue
        size = 100.0 if unit_of(features[at]) == "share" else 1.0
        for row, one in enumerate(found.portraits):
            spread(each, row, [size * value for value in one.spreads[at].quantiles])
        name_rows(each, names)
        number_axis(each.xaxis, 3)
        each.xaxis.set_tick_params(labelsize=8.5)
        each.set_title(heads[at], fontsize=9)
        if at % ACROSS:
            each.set_yticks([])
    return figure


def spread(axes: Axes, row: int, quantiles: Sequence[float]) -> None:
    """Draw the quantiles of a segment."""
    low, first, middle, last, high = quantiles
    axes.axhline(row, color=PALE, linewidth=0.8, zorder=0)
    axes.plot([low, high], [row, row], color=COLOURS[0], linewidth=1.2, solid_capstyle="butt")
    axes.plot([first, last], [row, row], color=COLOURS[0], linewidth=4.5, solid_capstyle="butt")
    axes.plot([middle], [row], marker="o", color="white", markeredgecolor=INK, markersize=5.5, linestyle="none")


def calibration(cards: Sequence[tuple[str, Judged]], source: str, *, words: Words = ENGLISH) -> Picture:
    """Return the figure of a scorecard's probabilities against the shares that defaulted, on held-out accounts."""
    name, judged = cards[-1]
    rows = [[each, *(words.estimate(value, "share", "") for value in (Interval(one.predicted, None, None, 0), one.observed))]
            for each, of in cards for one in of.groups]
    x_label, y_label = words.say("Predicted, % of accounts"), words.say("Defaulted, % of accounts")
    return Picture(
        "calibration", calibrated(words, judged.groups),
        words.say("Held-out accounts in parts from the safest to the riskiest, with 95 % intervals; dashed: as predicted"),
        words.say("Points of predicted and observed shares of default. {scorecard}: AUC {auc}.", scorecard=name,
                  auc=number_of(words, judged.auc)),
        styled(partial(drawn_calibration, words, cards)),
        Table(words.say("Predicted and observed"), [words.say("Scorecard"), words.say("Predicted"), words.say("Observed")], rows,
              [False, True, True]), source, "scatter",
        [Series(each, *points(of)) for each, of in cards], x_label, y_label)


def points(judged: Judged) -> tuple[list[float], list[float]]:
    """Return what was predicted and what was observed, in percent."""
    return [100.0 * each.predicted for each in judged.groups], [100.0 * each.observed.mean for each in judged.groups]


def calibrated(words: Words, groups: Sequence[Group]) -> str:
    """Say in how many parts the predicted share lies in the interval of the observed one."""
    within = sum(map(is_within, groups))
    return words.say("{within} of {many} predictions lie in the interval of what came", within=within, many=len(groups))


def is_within(group: Group) -> bool:
    """Tell whether the predicted share lies in the interval of the observed one."""
    low, high = group.observed.low, group.observed.high
    return low is not None and high is not None and low <= group.predicted <= high


def number_of(words: Words, value: Interval) -> str:
    """Return a number with its interval, three decimals each."""
    return words.ranged(f"{value.mean:.3f}", f"{value.low:.3f}", f"{value.high:.3f}")


def drawn_calibration(words: Words, cards: Sequence[tuple[str, Judged]]) -> Figure:
    """Draw the points of each scorecard and the line on which all should lie."""
    figure, [axes] = sheet(3.9)
    most = 0.0
    for number, (name, judged) in enumerate(cards):
        x, y = points(judged)
        low, high = (100.0 * np.array(ends) for ends in zip(*(each.observed[1:3] for each in judged.groups), strict=True))
        axes.errorbar(x, y, (y - low, high - y), marker="os"[number], linestyle="none", color=COLOURS[number], label=name)
        most = max(most, *x, *high)
    axes.plot([0.0, most], [0.0, most], color=BASELINE, linestyle=(0, (4, 3)), linewidth=1.0, zorder=1)
    axes.set(xlim=(0.0, 1.03 * most), ylim=(0.0, 1.03 * most))
    axes.set_title(words.say("Defaulted, % of accounts"))
    axes.set_xlabel(words.say("Predicted, % of accounts"))
    axes.legend(frameon=False, loc="upper left")
    for axis in (axes.xaxis, axes.yaxis):
        number_axis(axis, 6)
    return figure
