"""How a calibrated scenario meets its targets: observed and simulated side by side, a panel a quantity."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.interval import Interval, quantile
from experiments.study.folder import Found, Kept
from reports.document.blocks import Picture, Series, Table
from reports.figures.bars import folded
from reports.figures.calibrations import interval_of, scale, source, with_unit
from reports.figures.numbers import labelled, listed
from reports.figures.runs import ENGLISH
from reports.figures.style import BASELINE, COLOURS, INK, ROW, number_axis, sheet, styled
from reports.folders import kept
from reports.messages import kept as said
from reports.words import Words

Record = Mapping[str, Any]
PANEL = 0.75
"""Inches of a panel besides its rows."""
APART = 0.16
"""How far observed and simulated are from the middle of their row."""
MOST_ROWS, NARROW = 16, 0.26
"""More rows than these are narrow."""
MANY = 1_000_000
"""Degrees of freedom of a normal error."""


def fit(found: Found | Kept, *, words: Words = ENGLISH) -> Picture:
    """Return the figure of all targets: observed, as the scenario was, calibrated."""
    record = kept(found).record
    panels = grouped(record["fit"])
    rows = [cells(words, each, record) for each in record["fit"]]
    heads = [words.say("Target"), words.say("Observed"), words.say("As it was"), words.say("Calibrated"), words.say("Verdict")]
    return Picture(
        "fit", title(words, record), words.say(
            "Observed (black) and calibrated (blue), 90 % intervals; thin: doubtful parameters; hollow: as it was; arrow: bound"),
        words.say("Each target as observed and as the calibrated model has it. {targets}.",
                  targets=listed(words, (labelled(words, row[0], row[-1]) for row in rows))),
        styled(partial(drawn, words, record, panels)),
        Table(words.say("Observed and simulated"), heads, rows, [False, True, True, True, False]), source(words, record), "scatter",
        [Series(words.say("Targets"), [scale(each["unit"]) * each["observed"] for each in record["fit"]],
                [scale(each["unit"]) * interval_of(each["calibrated"]).mean for each in record["fit"]])],
        words.say("Observed"), words.say("Calibrated"))


def grouped(targets: Sequence[Record]) -> dict[str, list[Record]]:
    """Return targets by name: the cells of a table stand together."""
    found: dict[str, list[Record]] = {}
    for each in targets:
        found.setdefault(each["name"], []).append(each)
    return found


def title(words: Words, record: Record) -> str:
    """Say how many targets that were fitted are met, and which surely cannot be."""
    fitted = [each for each in record["fit"] if each["fitted"]]
    met = sum(each["verdict"] == "met" for each in fitted)
    impossible = [each["target"] for each in fitted if each["verdict"] == "cannot be met"]
    if met == len(fitted):
        return words.count("The one target is met", "All {number} targets are met", met)
    if impossible:
        named = words.say("{met} of {many} targets are met; out of reach: {impossible}", met=met, many=len(fitted),
                          impossible=words.say(", ").join(impossible))
        return said(named, words.say("{met} of {many} targets are met, {out} out of reach", met=met, many=len(fitted),
                                     out=len(impossible)))
    return words.say("{met} of {many} targets are met", met=met, many=len(fitted))


def verdict(words: Words, each: Record) -> str:
    """Return the verdict on a target."""
    told = {"met": words.say("met"), "missed": words.say("missed"), "cannot be met": words.say("cannot be met"),
            "not defined": words.say("not defined")}[each["verdict"]]
    return told if each["fitted"] else words.say("{verdict} (not fitted)", verdict=told)


def cells(words: Words, each: Record, record: Record) -> list[str]:
    """Return the row of a target in the table."""
    unit, currency = each["unit"], record["currency"]
    observed = words.say("{value} ± {error}", value=words.figure(each["observed"], unit, currency),
                         error=words.figure(each["error"], unit, currency))
    bounds = {-1: words.say("at most {value}", value=observed), 1: words.say("at least {value}", value=observed)}
    return [each["target"], bounds.get(each["side"], observed), words.estimate(interval_of(each["start"]), unit, currency),
            words.estimate(interval_of(each["calibrated"]), unit, currency), verdict(words, each)]


def drawn(words: Words, record: Record, panels: Mapping[str, Sequence[Record]]) -> Figure:
    """Draw a panel a name, with a row a cell."""
    rows = [len(each) for each in panels.values()]
    high = ROW if sum(rows) <= MOST_ROWS else NARROW
    figure, axes = sheet(high * sum(rows) + PANEL * len(rows), rows=len(rows), height_ratios=[each + 0.6 for each in rows])
    for each, (name, targets) in zip(axes, panels.items(), strict=True):
        each.set_title(with_unit(words, words.name(name) if name == targets[0]["quantity"] else name.replace("_", " "),
                                 targets[0]["unit"], record["currency"]), fontweight="bold")
        for row, target in enumerate(targets):
            draw_target(each, row, target)
        each.set_yticks(range(len(targets)), [folded(target["cell"] or words.measure(target["quantity"])) for target in targets])
        each.set_ylim(len(targets) - 0.4, -0.6)
        each.grid(visible=True, axis="x")
        each.grid(visible=False, axis="y")
        number_axis(each.xaxis, 6)
    return figure


def draw_target(axes: Axes, row: int, target: Record) -> None:
    """Draw one target: what was observed above, the model below."""
    size, half = scale(target["unit"]), quantile(MANY, 0.9) * target["error"]
    whisker(axes, row - APART, Interval(target["observed"], target["observed"] - half, target["observed"] + half, 2), size, INK,
            {-1: "<", 1: ">"}.get(target["side"], "s"))
    whisker(axes, row + APART, interval_of(target["start"])._replace(low=None), size, BASELINE, "o", "white")
    foreseen = target["predicted"]
    axes.plot([size * (foreseen[end] if foreseen[end] is not None else math.nan) for end in ("low", "high")], [row + APART] * 2,
              color=COLOURS[0], linewidth=0.8)
    whisker(axes, row + APART, interval_of(target["calibrated"]), size, COLOURS[0], "o")


def whisker(axes: Axes, row: float, value: Interval, size: float, colour: str, marker: str, fill: str = "") -> None:
    """Draw a value with its interval, if it has one."""
    if value.low is not None and value.high is not None:
        axes.plot([size * value.low, size * value.high], [row, row], color=colour, linewidth=2.2, solid_capstyle="butt")
    axes.plot([size * value.mean], [row], marker=marker, color=colour, markersize=6, markerfacecolor=fill or colour)
