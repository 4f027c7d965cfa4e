"""The region of futures in which a scheme does worse than that of today, or better where that is rarer."""

from __future__ import annotations

import math
from functools import partial

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from experiments.study.folder import Found, Kept
from reports.document.blocks import Picture, Table
from reports.figures.numbers import percent
from reports.figures.runs import ENGLISH, Numbers
from reports.figures.stresses import Record, by_future, column, factors, place, ranged, safe, scheme_name, source, worth
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
    told = words.say("coverage {coverage}, density {density}", coverage=percent(words, found["coverage"]),
                     density=percent(words, found["density"]))
    rows = [[text, f"{each['p']:.3f}"] for text, each in zip(limits, found["limits"], strict=True)]
    return Picture(
        f"region_{safe(scheme)}", title(words, scheme, found),
        words.say("The box: {limits}; {worth}", limits=words.say(" and ").join(limits[:2]), worth=told),
        words.say("Futures in which the scheme does worse and better, and the box {limits}.",
                  limits=words.say(" and ").join(limits)),
        styled(partial(drawn, words, study, scheme)),
        Table(words.say("Limits of the region"), [words.say("Limit"), words.say("Quasi-p-value")], rows, [False, True], told),
        source(words, record))


def title(words: Words, scheme: str, found: Record) -> str:
    """Say in which futures it goes wrong."""
    name = scheme_name(words, scheme)
    if found["region_of"] == "worse":
        return said(words.say("{scheme} does worse above all in one region", scheme=name),
                    words.say("It does worse above all in one region"))
    return said(words.say("{scheme} pays above all in one region", scheme=name), words.say("It pays above all in one region"))


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
    by_scheme, sign = by_future(study, "mean"), 1.0 if record["better"] == "more" else -1.0
    futures = [future for future in by_scheme[scheme] if future]
    gained = np.array([by_scheme[scheme][future] - by_scheme[record["schemes"][0]][future] for future in futures])
    across, up = (spread(study, shown, axis, futures, gained) for axis in (0, 1))
    worse = sign * gained < 0.0
    than = scheme_name(words, record["schemes"][0])
    names = words.say("worse than {baseline}", baseline=than), words.say("better than {baseline}", baseline=than)
    for mask, colour, marker, name in ((worse, COLOURS[1], "x", names[0]), (~worse, COLOURS[0], "o", names[1])):
        axes.plot(across[mask], up[mask], linestyle="", marker=marker, markersize=6, markeredgewidth=1.6, color=colour,
                  markerfacecolor="none")
        axes.text(*((0.0, 1.02) if marker == "x" else (0.5, 1.02)), f"{'×' if marker == 'x' else '○'} {name}", color=colour,
                  va="bottom", transform=axes.transAxes)
    box(axes, found["limits"][:2], shown)
    ticks(words, record, axes, shown)
    axes.grid(visible=False)
    return figure


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


def ticks(words: Words, record: Record, axes: Axes, shown: list[Record]) -> None:
    """Name the axes, with the values of what is uncertain at their ticks."""
    for each, factor in zip((axes.xaxis, axes.yaxis), [*shown, None][:2], strict=True):
        if factor is None:
            axes.set_ylabel(words.say("{measure} above {baseline}", measure=words.measure(record["measure"]),
                                      baseline=scheme_name(words, record["schemes"][0])))
            number_axis(axes.yaxis)
            continue
        low, high = (factor["low"], factor["high"]) if ranged(factor) else (0.0, 0.0)
        values = [float(low + share * (high - low)) for share in np.linspace(0.0, 1.0, 5)] if ranged(factor) else factor["values"]
        told = [worth(words, factor, value, record["currency"]) for value in values]
        each.set_ticks([place(factor, value) for value in values], told)
        each.set_label_text(words.say("{factor} (today {value})", factor=words.name(factor["name"]),
                                      value=worth(words, factor, factor["today"], record["currency"])))
