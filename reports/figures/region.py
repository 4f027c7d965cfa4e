"""The region of futures in which a scheme does worse than that of today, or better where that is rarer."""

from __future__ import annotations

import math
from functools import partial

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from experiments.study.folder import Found, Kept
from reports.document.blocks import Picture, Table
from reports.figures.numbers import percent
from reports.figures.runs import ENGLISH, Numbers
from reports.figures.stresses import Record, column, factors, place, ranged, safe, scheme_name, source, worth
from reports.figures.style import COLOURS, INK, PALE, number_axis, sheet, styled
from reports.folders import kept
from reports.messages import kept as said
from reports.words import Words

HIGH = 4.2
"""Inches."""


def regions(found: Found | Kept, *, words: Words = ENGLISH) -> list[Picture]:
    """Return a figure for each scheme with a region that is told apart from chance."""
    study = kept(found)
    return [region(study, name, words) for name, each in study.record["regions"].items() if each["sure"]]


def region(study: Kept, scheme: str, words: Words) -> Picture:
    """Return the figure of one region, over its two surest limits; over one and the advantage itself where it has but one."""
    record, found = study.record, study.record["regions"][scheme]
    limits = [limit_text(words, record, each) for each in found["limits"]]
    inside, elsewhere = found["inside"], found["elsewhere"]
    told = words.say("coverage {coverage}, density {density}", coverage=percent(words, found["coverage"]),
                     density=percent(words, found["density"]))
    rows = [[text, f"{each['p']:.3f}"] for text, each in zip(limits, found["limits"], strict=True)]
    return Picture(
        f"region_{safe(scheme)}", title(words, scheme, found),
        words.say("{scheme}, box: {limits}; surely in {sure:,} of its {many:,} futures, in {others:,} of {rest:,} elsewhere; "
                  "hollow: not sure", scheme=scheme_name(words, scheme), limits=words.say(" and ").join(limits[:2]),
                  sure=inside["surely"], many=inside["futures"],
                  others=elsewhere["surely"], rest=elsewhere["futures"]),
        words.say("Futures in which the scheme does worse and better, and the box {limits}.",
                  limits=words.say(" and ").join(limits)),
        styled(partial(drawn, words, study, scheme)),
        Table(words.say("Limits of the region"), [words.say("Limit"), words.say("Quasi-p-value")], rows, [False, True], told),
        source(words, record))


def title(words: Words, scheme: str, found: Record) -> str:
    """Say how many of the futures in the box go wrong, or pay, and of those elsewhere."""
    name = scheme_name(words, scheme)
    here, there = (percent(words, found[where]["share"] or 0.0) for where in ("inside", "elsewhere"))
    if found["region_of"] == "worse":
        return said(words.say("{scheme} does worse in {here} of the box, {there} elsewhere", scheme=name, here=here, there=there),
                    words.say("Worse in {here} of the box, {there} elsewhere", here=here, there=there))
    return said(words.say("{scheme} pays in {here} of the box, {there} elsewhere", scheme=name, here=here, there=there),
                words.say("Pays in {here} of the box, {there} elsewhere", here=here, there=there))


def limit_text(words: Words, record: Record, limit: Record) -> str:
    """Return one limit of a region."""
    factor, name = factors(record)[limit["factor"]], words.name(limit["factor"])
    if limit["values"]:
        return words.say("{factor} is {values}", factor=name, values=words.say(" or ").join(map(words.name, limit["values"])))
    low, high = (None if limit[end] is None else worth(words, factor, limit[end], record["currency"]) for end in ("low", "high"))
    if low is None:
        return words.say("{factor} below {high}", factor=name, high=high)
    if high is None:
        return words.say("{factor} above {low}", factor=name, low=low)
    return words.say("{factor} {low} to {high}", factor=name, low=low, high=high)


def drawn(words: Words, study: Kept, scheme: str) -> Figure:
    """Draw the futures over two limits and the box."""
    record, found = study.record, study.record["regions"][scheme]
    figure, [axes] = sheet(HIGH)
    shown = [factors(record)[each["factor"]] for each in found["limits"][:2]]
    futures, gained, sure = advantage(study, scheme)
    size, unit = amounts(words, record, gained)
    across, up = (spread(study, shown, axis, futures, gained / size) for axis in (0, 1))
    than = scheme_name(words, record["schemes"][0])
    kinds = ((gained < 0.0, COLOURS[1], "s", words.say("■ worse than {baseline}", baseline=than)),
             (gained >= 0.0, COLOURS[0], "o", words.say("● better than {baseline}", baseline=than)))
    for at, (kind, colour, marker, key) in enumerate(kinds):
        for mask, face in ((kind & sure, colour), (kind & ~sure, "none")):
            axes.plot(across[mask], up[mask], linestyle="", marker=marker, markersize=6, markeredgewidth=1.4, color=colour,
                      markerfacecolor=face)
        axes.text(0.5 * at, 1.02, key, color=colour, va="bottom", transform=axes.transAxes)
    box(axes, found["limits"][:2], shown)
    ticks(words, record, axes, shown, unit)
    axes.grid(visible=False)
    return figure


def advantage(study: Kept, scheme: str) -> tuple[list[int], Numbers, NDArray[np.bool_]]:
    """Return the futures, by how much a scheme does better in each, and whether that is sure."""
    fields = study.tables["advantage"].fields
    rows = [row for row in zip(*(fields[name].values for name in ("scheme", "future", "mean", "surely")), strict=True)
            if row[0] == scheme]
    return [int(row[1]) for row in rows], np.array([float(row[2]) for row in rows]), np.array([bool(row[3]) for row in rows])


def amounts(words: Words, record: Record, values: Numbers) -> tuple[float, str]:
    """Return the unit in which amounts of the measure that decides are drawn, and its name."""
    if record["unit"] == "money":
        return words.large(float(np.abs(values).max(initial=0.0)), record["currency"])[:2]
    return (0.01, "%") if record["unit"] == "share" else (1.0, words.name(record["unit"]))


def spread(study: Kept, shown: list[Record], axis: int, futures: list[int], gained: Numbers) -> Numbers:
    """Return where futures stand on an axis: the values of a list beside each other, so that they can be told apart."""
    if axis >= len(shown):
        return gained
    places = np.array([column(study, shown[axis])[future] for future in futures])
    beside = (np.argsort(np.argsort(gained)) / len(gained) - 0.5) * 0.6
    return places if ranged(shown[axis]) else places + beside


def box(axes: Axes, limits: list[Record], shown: list[Record]) -> None:
    """Draw the box, up to the edges of the axes where it has no limit."""
    limited = [*(edges(limit, factor) for limit, factor in zip(limits, shown, strict=True)), (-math.inf, math.inf)]
    (left, right), (bottom, top) = ((max(ends[0], low), min(ends[1], high)) for ends, (low, high) in zip(
        limited[:2], (axes.get_xlim(), axes.get_ylim()), strict=True))
    shape = Rectangle((left, bottom), right - left, top - bottom, facecolor=PALE, edgecolor=INK, linestyle="dashed", zorder=0)
    axes.add_patch(shape)


def edges(limit: Record, factor: Record) -> tuple[float, float]:
    """Return from where to where a limit reaches."""
    if limit["values"]:
        numbers = [place(factor, value) for value in limit["values"]]
        return min(numbers) - 0.5, max(numbers) + 0.5
    return (-math.inf if limit["low"] is None else place(factor, limit["low"]),
            math.inf if limit["high"] is None else place(factor, limit["high"]))


def ticks(words: Words, record: Record, axes: Axes, shown: list[Record], unit: str) -> None:
    """Name the axes, with the values of what is uncertain at their ticks."""
    for each, factor in zip((axes.xaxis, axes.yaxis), [*shown, None][:2], strict=True):
        if factor is None:
            name = words.measure(record["measure"]).lower()
            axes.set_ylabel(words.say("Advantage in {measure}, {unit}", measure=name, unit=unit))
            number_axis(axes.yaxis)
            continue
        low, high = (factor["low"], factor["high"]) if ranged(factor) else (0.0, 0.0)
        values = [float(low + share * (high - low)) for share in np.linspace(0.0, 1.0, 5)] if ranged(factor) else factor["values"]
        told = [worth(words, factor, value, record["currency"]) for value in values]
        each.set_ticks([place(factor, value) for value in values], told)
        each.set_label_text(words.say("{factor} (today {value})", factor=words.name(factor["name"]),
                                      value=worth(words, factor, factor["today"], record["currency"])))
