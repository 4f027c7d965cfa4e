"""Which levers matter: bars of Sobol indices, or sizes of effects against their spread, a panel a measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from experiments.interval import Interval
from experiments.study.folder import Found, Kept
from reports.document.blocks import Picture, Series, Table
from reports.figures.bars import folded
from reports.figures.labels import apart
from reports.figures.numbers import estimates, labelled
from reports.figures.runs import ENGLISH
from reports.figures.style import BASELINE, COLOURS, INK, MARKERS, minus, sheet, styled
from reports.folders import kept
from reports.messages import inside
from reports.messages import kept as said
from reports.words import Words

BAR, PANEL = 0.46, 3.1
"""Inches: a lever's bars, a panel of effects against spread."""
THICK = 0.36
GAP = 0.085
"""Least distance of two names, as a share of the height of the axes."""
RANKED = {"morris": "mu_star", "sobol": "ST"}
"""The index by which levers are ranked."""
Index = Mapping[str, Any]
Levers = Mapping[str, Mapping[str, Index]]
"""The indices of each lever by name, the lever that matters most first."""


def sensitivity(found: Found | Kept, *, words: Words = ENGLISH) -> Picture:
    """Return the figure of a sensitivity study."""
    record = kept(found).record
    sobol = record["method"] == "sobol"
    by_measure = {name: ranked(record, name) for name, each in record["measures"].items() if each["indices"]}
    first = next(iter(by_measure), "")
    return Picture(
        "sensitivity", title(words, by_measure, RANKED[record["method"]]), subtitle(words, record, by_measure),
        words.say("Indices of each lever by measure. {measure}: {values}.", measure=words.measure(first), values=told(
            words, record, by_measure[first], first)) if first else words.say("No index is defined."),
        styled(partial(drawn, words, record, by_measure)), table(words, record, by_measure), source(words, record),
        *native(words, by_measure.get(first, {}), sobol))


def subtitle(words: Words, record: Index, by_measure: Mapping[str, Levers]) -> str:
    """Say how to read the figure, and what is not in it."""
    told = {"sobol": words.say("Share of the variance of the mean response; lines are 95 % intervals"),
            "morris": words.say("Effect of moving a lever through its range: mean size, and how much it depends on the others; "
                                "hollow: not told apart from luck")}
    still, undefined = words.say("no lever moves it"), words.say("undefined somewhere")
    text = told[record["method"]]
    if any(each["too_few_points"] for each in record["measures"].values()):
        text = words.say("{text}; too few points, double them: shares beyond 0 and 1, or S1 above ST", text=text)
    missing = {words.measure(name): still if each.get("defined", True) else undefined
               for name, each in record["measures"].items() if name not in by_measure}
    if not missing:
        return text
    return words.say("{text}; not drawn: {missing}", text=text, missing=words.say("; ").join(
        labelled(words, name, why) for name, why in missing.items()))


def native(words: Words, levers: Levers, sobol: bool) -> tuple[str, list[Series], str, str]:
    """Return the kind of a native chart, its series and axes; of Sobol indices only."""
    if not sobol or not levers:
        return "", [], "", ""
    alone, everything = ([each[name]["value"] for each in levers.values()] for name in ("S1", "ST"))
    shown = [Series(words.say("Alone (S1)"), list(levers), alone), Series(words.say("In all (ST)"), list(levers), everything)]
    return "bar", shown, words.say("Lever"), words.say("Share of the variance")


def ranked(record: Index, measure: str) -> Levers:
    """Return the indices of each lever, the one that matters most first."""
    by_lever: dict[str, dict[str, Index]] = {lever: {} for lever in record["levers"]}
    for each in record["measures"][measure]["indices"]:
        if not each["other"]:
            by_lever[each["lever"]][each["name"]] = each
    by = RANKED[record["method"]]
    return dict(sorted(by_lever.items(), key=lambda lever: -(lever[1][by]["value"] or 0.0)))


def title(words: Words, by_measure: Mapping[str, Levers], by: str) -> str:
    """Say what moves the first measure most; undecided where the intervals of the first two overlap."""
    if not by_measure:
        return words.say("No lever is known to move any measure")
    measure, levers = next(iter(by_measure.items()))
    first, *others = levers.items()
    name = inside(words.measure(measure))
    if any(overlap(first[1][by], each[by]) for _, each in others):
        return words.say("No lever surely moves {measure} most", measure=name)
    return said(words.say("{lever} moves {measure} most", lever=first[0], measure=name), words.say("One lever matters most"))


def overlap(one: Index, other: Index) -> bool:
    """Tell whether the intervals of two indices overlap, or are not known."""
    return one["low"] is None or other["high"] is None or one["low"] <= other["high"]


def interval_of(each: Index) -> Interval:
    """Return an index as an interval."""
    value = float("nan") if each["value"] is None else each["value"]
    return Interval(value, each["low"], each["high"], 0 if each["low"] is None else 2)


def unit_of(record: Index, measure: str) -> str:
    """Return the unit of the indices of a measure."""
    return "count" if record["method"] == "sobol" else str(record["measures"][measure]["unit"])


def told(words: Words, record: Index, levers: Levers, measure: str) -> str:
    """Return the index by which levers are ranked, of each."""
    values = {lever: interval_of(each[RANKED[record["method"]]]) for lever, each in levers.items()}
    return estimates(words, values, unit_of(record, measure), record["currency"])


def table(words: Words, record: Index, by_measure: Mapping[str, Levers]) -> Table:
    """Return a row for each measure and lever with its indices."""
    names = ("S1", "ST") if record["method"] == "sobol" else ("mu_star", "mu", "sigma")
    heads = {"mu_star": words.say("Mean size (mu*)"), "mu": words.say("Mean (mu)"), "sigma": words.say("Spread (sigma)"),
             "S1": words.say("Alone (S1)"), "ST": words.say("In all (ST)")}
    currency = record["currency"]
    rows = [[words.measure(measure), lever,
             *(words.estimate(interval_of(each[name]), unit_of(record, measure), currency) for name in names)]
            for measure, levers in by_measure.items() for lever, each in levers.items()]
    columns = [words.say("Measure"), words.say("Lever"), *(heads[name] for name in names)]
    return Table(words.say("Indices of sensitivity"), columns, rows, [False, False, *([True] * len(names))])


def source(words: Words, record: Index) -> str:
    """Return where the figure comes from."""
    return words.say("Simulation: {scenario}, {persons:,} persons, {points:,} points, {many} replications each.",
                     scenario=words.name(record["scenario"]), persons=record["persons"], points=record["designs"],
                     many=len(record["seeds"]))


def drawn(words: Words, record: Index, by_measure: Mapping[str, Levers]) -> Figure:
    """Draw a panel a measure, from top to bottom."""
    sobol, many = record["method"] == "sobol", max(len(by_measure), 1)
    panel = BAR * len(record["levers"]) + 0.6 if sobol else PANEL
    figure, axes = sheet(many * panel + 0.2, rows=many)
    for each, (measure, levers) in zip(axes, by_measure.items(), strict=False):
        in_money = record["measures"][measure]["unit"] == "money" and not sobol
        unit = f", {words.name(record['currency'])}" if in_money else ""
        each.set_title(f"{words.measure(measure)}{unit}", fontweight="bold")
        if sobol:
            bars(words, each, levers)
        else:
            effects(each, levers, record["levers"])
            dressed(words, each, record["measures"][measure]["unit"])
    return figure


def bars(words: Words, axes: Axes, levers: Levers) -> None:
    """Draw the indices of each lever as two bars: alone, and in all."""
    places = np.arange(len(levers))[::-1]
    for name, shift, colour in (("S1", 1, COLOURS[1]), ("ST", -1, COLOURS[0])):
        mine = [each[name] for each in levers.values()]
        axes.barh(places + shift * THICK / 2.0, [each["value"] or 0.0 for each in mine], THICK, color=colour)
        for place, each in zip(places, mine, strict=True):
            whisker(axes, place + shift * THICK / 2.0, each)
    axes.set_yticks(places, [folded(lever) for lever in levers])
    ends = [each[name][end] or 0.0 for each in levers.values() for name in ("S1", "ST") for end in ("low", "high")]
    axes.set_xlim(min(0.0, *ends) * 1.02, max(1.0, max(ends) * 1.02))
    axes.axvline(0.0, color=INK, linewidth=0.8)
    axes.grid(visible=True, axis="x")
    axes.grid(visible=False, axis="y")
    for x, text, colour in ((0.72, words.say("■ alone (S1)"), COLOURS[1]), (1.0, words.say("■ in all (ST)"), COLOURS[0])):
        axes.text(x, 1.01, text, color=colour, ha="right", va="bottom", transform=axes.transAxes)


def whisker(axes: Axes, place: float, each: Index) -> None:
    """Draw the interval of an index."""
    if each["low"] is not None and each["high"] is not None:
        axes.plot([each["low"], each["high"]], [place, place], color=INK, linewidth=1.2)


def effects(axes: Axes, levers: Levers, order: Sequence[str]) -> None:
    """Draw each lever at the size and the spread of its effects, with its name beside the axes."""
    sizes, spreads = ({lever: each[name]["value"] or 0.0 for lever, each in levers.items()} for name in ("mu_star", "sigma"))
    most = 1.08 * max(*sizes.values(), *spreads.values()) or 1.0
    axes.plot([0.0, most], [0.0, most], color=BASELINE, linewidth=0.8, linestyle=(0, (4, 3)))
    places = dict(zip(levers, apart([spreads[lever] / most for lever in levers], GAP), strict=True))
    least = min(places.values())
    for nth, lever in enumerate(order):
        colour, size = COLOURS[nth % len(COLOURS)], levers[lever]["mu_star"]
        axes.plot([size["low"] or 0.0, size["high"] or 0.0], [spreads[lever]] * 2, color=colour, linewidth=1.2)
        axes.plot(sizes[lever], spreads[lever], MARKERS[nth % len(MARKERS)], color=colour, markersize=6, clip_on=False,
                  markerfacecolor=colour if beyond_luck(levers[lever]) else "white")
        axes.annotate(lever, (sizes[lever], spreads[lever]), (1.02, places[lever] - min(least, 0.0)), textcoords="axes fraction",
                      color=colour, va="center", fontsize=9,
                      arrowprops={"arrowstyle": "-", "color": colour, "linewidth": 0.5, "alpha": 0.6, "relpos": (0.0, 0.5)})
    axes.set_xlim(0.0, max(most, *((each["mu_star"]["high"] or 0.0) * 1.03 for each in levers.values())))
    axes.set_ylim(0.0, most)


def beyond_luck(lever: Mapping[str, Index]) -> bool:
    """Tell whether a lever's effects are surely larger than luck alone would make them."""
    low, luck = lever["mu_star"]["low"], lever.get("mu_star_of_luck", {}).get("value")
    return low is not None and luck is not None and bool(low > luck)


def dressed(words: Words, axes: Axes, unit: str) -> None:
    """Give the axes their names and numbers."""
    shown = "count" if unit == "money" else unit
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(MaxNLocator(5))
        axis.set_major_formatter(FuncFormatter(lambda value, _: minus(words.figure(value, shown, ""))))
    axes.set_xlabel(words.say("mean size (mu*)"))
    axes.set_ylabel(words.say("spread (sigma)"))
