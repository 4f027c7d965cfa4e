"""Curves of several schemes, the baseline first: as series, as a table, and what their ends say."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure

from experiments.interval import Interval, interval
from reports.curves import Curve
from reports.document.blocks import Series, Table
from reports.figures.lines import Told, draw_lines
from reports.figures.numbers import across, paired, series
from reports.figures.style import PANEL, looks, sheet
from reports.messages import decided_most
from reports.words import Words

Curves = Mapping[str, Curve]
Panel = tuple[str, Mapping[int, Series]]
"""What is over the axes, and the series in it by their number in the figure."""


def series_of(words: Words, curves: Curves, unit: str = "count") -> list[Series]:
    """Return a series a scheme, with its interval at each point."""
    return [series(called(words, name, curves), curve.x.tolist(), points(curve), unit) for name, curve in curves.items()]


def called(words: Words, name: str, of: Mapping[str, object]) -> str:
    """Return what a scheme is called beside its line; the baseline as such where there are others."""
    return words.say("Baseline") if len(of) > 1 and name == next(iter(of)) else name


def points(curve: Curve) -> list[Interval]:
    """Return the mean of each point with its interval."""
    return [interval(column) for column in curve.rows.T]


def table(words: Words, caption: str, first: str, curves: Curves, unit: str, currency: str = "") -> Table:
    """Return a row for each point of time, a column for each scheme."""
    x = [f"{place:.0f}" for place in next(iter(curves.values())).x]
    return across(words, caption, first, x, [(name, points(curve), unit) for name, curve in curves.items()], currency)


def against(words: Words, of: Mapping[str, object], text: str) -> str:
    """Return a subtitle, with the name of the baseline, or that of the only scheme."""
    name = next(iter(of))
    if len(of) > 1:
        return words.say("{text}; baseline: {name}", text=text, name=name)
    return words.say("{text}; scheme: {name}", text=text, name=name)


def at_the_end(words: Words, curves: Curves, unit: str, currency: str = "") -> str:
    """Return what each curve ends at, for an alternative text."""
    return paired(words, curves, (words.figure(float(curve.mean[-1]), unit, currency) for curve in curves.values()))


def differences(curves: Curves) -> dict[str, Interval]:
    """Return by how much the end of each curve lies above that of the first, in pairs."""
    baseline, *others = curves
    return {name: curves[name].less(curves[baseline]) for name in others}


def furthest(curves: Curves, sign: float = 1.0) -> str | None:
    """Return the scheme whose curve ends furthest above (or below) the first one's beyond doubt, or None."""
    return decided_most(differences(curves), sign)


def over_baseline(curves: Curves, name: str) -> float:
    """Return how many times the first curve's end another one comes to."""
    baseline, *_ = curves.values()
    return float(curves[name].mean[-1] / baseline.mean[-1]) if baseline.mean[-1] else math.inf


def drawn(shown: Sequence[Panel], many: int, told: Sequence[Told], x_label: str, baseline: bool = True) -> Figure:
    """Draw panels of curves under each other; a series has the same look in all of them, the first that of a ``baseline``."""
    figure, axes = sheet(len(shown) * (PANEL + 0.35) + 0.25, rows=len(shown), sharex=True)
    styles = looks(many, baseline and many > 1)
    for each, (y_label, inside), digits, place in zip(axes, shown, told, range(len(shown)), strict=True):
        last = place == len(shown) - 1
        draw_lines(each, list(inside.values()), [styles[number] for number in inside], digits, y_label, x_label if last else "")
    return figure


def largest(shown: Sequence[Series]) -> float:
    """Return the largest size of any value."""
    return float(np.nanmax(np.abs([value for each in shown for value in each.y])))
