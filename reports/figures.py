"""Figures in one style: the message on top, labels at the lines, the baseline dashed and grey, intervals as bands."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from experiments.comparison import Comparison
from reports import curves, messages
from reports.curves import Curve

BASELINE = "#767676"
INK, SOFT, PALE = "#222222", "#555555", "#e4e4e4"
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9")
DASHES = ("solid", (0, (7, 2)), (0, (7, 2, 1.5, 2)), (0, (3, 1.5)), (0, (1.5, 1.5)))
MARKERS = ("o", "s", "^", "D", "v")
STYLE: dict[Any, Any] = {
    "font.family": ["DejaVu Sans"], "font.size": 10.5, "text.color": INK, "axes.edgecolor": BASELINE,
    "axes.labelcolor": INK, "axes.spines.top": False, "axes.spines.right": False, "xtick.color": INK,
    "ytick.color": INK,
    "axes.grid": True, "axes.grid.axis": "y", "grid.color": PALE, "axes.axisbelow": True, "figure.facecolor": "white",
    "svg.hashsalt": "fission",
}
SIZE = (8.8, 5.0)
LEFT, RIGHT, BOTTOM, TOP = 0.09, 0.73, 0.17, 0.79
EDGE = 0.02
LONGEST_LABEL = 20
GAP = 0.065
"""Least distance of two labels, as a share of the height of the axes."""


class Chart(NamedTuple):
    """All that is shown: one curve a scenario, the baseline first."""

    name: str
    title: str
    subtitle: str
    x_label: str
    y_label: str
    digits: int
    curves: Mapping[str, Curve]
    source: str


def charts(found: Comparison) -> list[Chart]:
    """Return the three figures of a comparison: growth, losses, profit."""
    scenario = found.arms[found.baseline].scenario
    ages, source = curves.oldest_shown(scenario.days), provenance(found)
    against = f"baseline: {messages.named(found.baseline)}"
    grown = {name: curves.activated(arm) for name, arm in found.arms.items()}
    late = {name: curves.late_by_age(arm).times(100.0) for name, arm in found.arms.items()}
    earned = {name: curves.profit(arm) for name, arm in found.arms.items()}
    scaled, unit, digits = in_large_units(earned, scenario.currency)
    return [
        Chart("growth", messages.growth(grown), f"Accounts with a first purchase so far, by scheme; {against}",
              "Month of the run", "Accounts", 0, grown, source),
        Chart("losses", messages.losses(late),
              f"Bad: ever 90 days late; accounts watched for {ages} months or more; {against}",
              "Months since the account was opened", "% of accounts opened", 2, late, source),
        Chart("profit", messages.profit(earned, scenario.currency),
              f"Profit so far, after losses, provisions, rewards and advertising; {against}",
              "Month of the run", unit, digits, scaled, source),
    ]


def provenance(found: Comparison) -> str:
    """Return where the figures come from."""
    persons, many = found.arms[found.baseline].scenario.persons, len(found.seeds)
    bands = "one replication" if many == 1 else f"{many} replications; bands are 95 % intervals of the mean"
    return f"Simulation: {persons:,} persons, {bands}."


def in_large_units(found: dict[str, Curve], currency: str) -> tuple[dict[str, Curve], str, int]:
    """Return curves of money in thousands or millions where there is that much, the unit, and its decimals."""
    most = max(float(np.abs(each.mean).max()) for each in found.values())
    units = ((1e6, f"million {currency}", 2), (1e3, f"thousand {currency}", 0))
    size, unit, digits = next((each for each in units if most >= 2.0 * each[0]), (1.0, currency, 0))
    return {name: each.times(1.0 / size) for name, each in found.items()}, unit, digits


def save(chart: Chart, folder: Path) -> list[Path]:
    """Write a chart as PNG and SVG, and return where."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{chart.name}.{kind}" for kind in ("png", "svg")]
    with mpl.rc_context(STYLE):
        figure = drawn(chart)
        figure.savefig(paths[0], dpi=160)
        figure.savefig(paths[1], metadata={"Date": None, "Title": chart.title, "Description": chart.subtitle})
    return paths


def drawn(chart: Chart) -> Figure:
    """Draw a chart."""
    figure = Figure(figsize=SIZE)
    axes = figure.add_axes((LEFT, BOTTOM, RIGHT - LEFT, TOP - BOTTOM))
    for number, curve in enumerate(chart.curves.values()):
        line(axes, curve, number)
    frame(axes, chart)
    label_ends(axes, chart)
    figure.text(EDGE, 0.955, chart.title, fontsize=15, fontweight="bold", va="top")
    figure.text(EDGE, 0.892, chart.subtitle, fontsize=10, color=SOFT, va="top")
    figure.text(EDGE, TOP + 0.025, chart.y_label, va="bottom")
    figure.text(EDGE, 0.025, chart.source, fontsize=8.5, color=SOFT)
    return figure


def line(axes: Axes, curve: Curve, number: int) -> None:
    """Draw one curve and its band; number 0 is the baseline, drawn over the others."""
    dash = (0, (4, 3)) if number == 0 else DASHES[(number - 1) % len(DASHES)]
    marker = "" if number == 0 else MARKERS[(number - 1) % len(MARKERS)]
    every = max(1, round(len(curve.x) / 8))
    colour, mean, half = colour_of(number), curve.mean, curve.half
    axes.fill_between(curve.x, mean - half, mean + half, color=colour, alpha=0.14, linewidth=0)
    axes.plot(curve.x, mean, color=colour, linestyle=dash, linewidth=1.8, marker=marker, markersize=5,
              markevery=(number % every if every > 1 else 1, every), clip_on=False, zorder=2.5 if number == 0 else 2.2)


def colour_of(number: int) -> str:
    """Return the colour of a curve; number 0 is the baseline."""
    return BASELINE if number == 0 else COLOURS[(number - 1) % len(COLOURS)]


def frame(axes: Axes, chart: Chart) -> None:
    """Give the axes their range, names and numbers."""
    low, high = axes.get_ylim()
    axes.set_ylim(bottom=0.0 if low > -0.05 * high else low, top=max(high, 0.0))
    axes.set_xlim(0.0, max(float(curve.x[-1]) for curve in chart.curves.values()))
    axes.set_xlabel(chart.x_label)
    axes.xaxis.set_major_locator(MaxNLocator(8, steps=[1, 2, 3, 6, 10], integer=True))
    axes.yaxis.set_major_locator(MaxNLocator(6))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: minus(f"{value:z,.10g}")))
    if low < 0.0:
        axes.axhline(0.0, color=INK, linewidth=0.8)


def label_ends(axes: Axes, chart: Chart) -> None:
    """Write each curve's name and last value at its end, apart enough to be read."""
    low, high = axes.get_ylim()
    last = [float(curve.mean[-1]) for curve in chart.curves.values()]
    ends = [(value - low) / (high - low) for value in last]
    for number, (name, end, place) in enumerate(zip(chart.curves, ends, apart(ends, GAP), strict=True)):
        label = "Baseline" if number == 0 else textwrap.shorten(messages.named(name), LONGEST_LABEL, placeholder=" …")
        value, colour = minus(f"{last[number]:z,.{chart.digits}f}"), colour_of(number)
        axes.plot([1.008, 1.035], [end, place], color=colour, linewidth=0.8, clip_on=False, transform=axes.transAxes)
        axes.text(1.043, place, f"{label} {value}", color=colour, va="center", transform=axes.transAxes)


def minus(number: str) -> str:
    """Return a number with a minus sign that is as wide as a plus."""
    return number.replace("-", "\N{MINUS SIGN}")


def apart(places: Sequence[float], gap: float) -> list[float]:
    """Return places moved as little as need be to be at least ``gap`` apart, in the same order.

    >>> [round(place, 2) for place in apart([0.5, 0.5, 0.9], 0.1)]
    [0.45, 0.55, 0.9]
    """
    order = sorted(range(len(places)), key=places.__getitem__)
    groups: list[list[int]] = []
    for one in order:
        group = [one]
        while groups and bottom(group, places, gap) < bottom(groups[-1], places, gap) + gap * len(groups[-1]):
            group = groups.pop() + group
        groups.append(group)
    found = dict.fromkeys(order, 0.0)
    for group in groups:
        for step, one in enumerate(group):
            found[one] = bottom(group, places, gap) + step * gap
    return [found[one] for one in range(len(places))]


def bottom(group: Sequence[int], places: Sequence[float], gap: float) -> float:
    """Return the lowest place of a group that is centred on what it stands for."""
    return sum(places[one] for one in group) / len(group) - gap * (len(group) - 1) / 2.0
