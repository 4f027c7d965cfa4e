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
WIDTH, PANEL = 8.8, 3.1
ABOVE, BETWEEN, BELOW = 1.05, 0.7, 0.85
"""Inches, as are the width of a figure and the height of a panel."""
LEFT, RIGHT = 0.09, 0.73
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
    banded: Sequence[str] = ()
    """The curves whose intervals are drawn; all, where none is named."""
    apart: str = ""
    """A curve so far from the others that a second panel shows them without it."""


class Panel(NamedTuple):
    """Some curves on one pair of axes; the numbers are theirs in the whole chart and give them their style."""

    title: str
    digits: int
    numbers: Mapping[str, int]
    curves: Mapping[str, Curve]


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
              "Months since the account was opened", "% of accounts opened", 2, late,
              provenance(found, in_title(late)), in_title(late)),
        Chart("profit", messages.profit(earned, scenario.currency),
              f"Profit so far, after losses, provisions, rewards and advertising; {against}",
              "Month of the run", unit, digits, scaled, source, apart=far_off(scaled)),
    ]


def provenance(found: Comparison, banded: Sequence[str] = ()) -> str:
    """Return where the figures come from; ``banded`` are the curves with a band, where not all have one."""
    persons, many = found.arms[found.baseline].scenario.persons, len(found.seeds)
    shown = ("the baseline" if name == found.baseline else messages.named(name).lower() for name in banded)
    only = f" (of {' and '.join(shown)} only)" if banded else ""
    bands = "one replication" if many == 1 else f"{many} replications; bands are 95 % intervals of the mean{only}"
    return f"Simulation: {persons:,} persons, {bands}."


def in_large_units(found: dict[str, Curve], currency: str) -> tuple[dict[str, Curve], str, int]:
    """Return curves of money in thousands or millions where there is that much, the unit, and its decimals."""
    most = max(float(np.abs(each.mean).max()) for each in found.values())
    units = ((1e6, f"million {currency}", 2), (1e3, f"thousand {currency}", 0))
    size, unit, digits = next((each for each in units if most >= 2.0 * each[0]), (1.0, currency, 0))
    return {name: each.times(1.0 / size) for name, each in found.items()}, unit, digits


def in_title(late: Mapping[str, Curve]) -> tuple[str, ...]:
    """Return the baseline and the scheme that the message on losses names; nothing where it names none."""
    worst = messages.furthest(late)
    return (next(iter(late)), worst) if worst else ()


def far_off(found: Mapping[str, Curve]) -> str:
    """Return the scheme that ends furthest from the baseline, where others are left to be seen without it."""
    baseline, *others = found
    ends = {name: abs(found[name].less(found[baseline]).mean) for name in others}
    return max(ends, key=ends.__getitem__) if len(others) > 1 else ""


def panels(chart: Chart) -> list[Panel]:
    """Return the panels of a chart from top to bottom."""
    numbers = {name: number for number, name in enumerate(chart.curves)}
    if not chart.apart:
        return [Panel(chart.y_label, chart.digits, numbers, chart.curves)]
    rest = {name: curve for name, curve in chart.curves.items() if name != chart.apart}
    without = f"Without {messages.named(chart.apart).lower()}, on a scale of its own"
    return [Panel(f"All scenarios, {chart.y_label}", chart.digits, numbers, chart.curves),
            Panel(f"{without}, {chart.y_label}", chart.digits + 1, numbers, rest)]


def save(chart: Chart, folder: Path) -> list[Path]:
    """Write a chart as PNG and SVG, and return where."""
    paths = [folder / f"{chart.name}.{kind}" for kind in ("png", "svg")]
    with mpl.rc_context(STYLE):
        figure = drawn(chart)
        figure.savefig(paths[0], dpi=160)
        figure.savefig(paths[1], metadata={"Date": None, "Title": chart.title, "Description": chart.subtitle})
    return paths


def drawn(chart: Chart) -> Figure:
    """Draw a chart."""
    shown = panels(chart)
    high = ABOVE + len(shown) * PANEL + (len(shown) - 1) * BETWEEN + BELOW
    figure = Figure(figsize=(WIDTH, high))
    for place, panel in enumerate(shown):
        top = 1.0 - (ABOVE + place * (PANEL + BETWEEN)) / high
        axes = figure.add_axes((LEFT, top - PANEL / high, RIGHT - LEFT, PANEL / high))
        for name, curve in panel.curves.items():
            line(axes, curve, panel.numbers[name], not chart.banded or name in chart.banded)
        frame(axes, panel)
        label_ends(axes, panel)
        figure.text(EDGE, top + 0.125 / high, panel.title, va="bottom")
        axes.set_xlabel(chart.x_label if panel is shown[-1] else "")
    figure.text(EDGE, 1.0 - 0.225 / high, chart.title, fontsize=15, fontweight="bold", va="top")
    figure.text(EDGE, 1.0 - 0.54 / high, chart.subtitle, fontsize=10, color=SOFT, va="top")
    figure.text(EDGE, 0.125 / high, chart.source, fontsize=8.5, color=SOFT)
    return figure


def line(axes: Axes, curve: Curve, number: int, banded: bool) -> None:
    """Draw one curve and, where asked for, its band; number 0 is the baseline, drawn over the others."""
    dash = (0, (4, 3)) if number == 0 else DASHES[(number - 1) % len(DASHES)]
    marker = "" if number == 0 else MARKERS[(number - 1) % len(MARKERS)]
    every = max(1, round(len(curve.x) / 8))
    colour, mean, half = colour_of(number), curve.mean, curve.half
    if banded:
        axes.fill_between(curve.x, mean - half, mean + half, color=colour, alpha=0.14, linewidth=0)
    axes.plot(curve.x, mean, color=colour, linestyle=dash, linewidth=1.8, marker=marker, markersize=5,
              markevery=(number % every if every > 1 else 1, every), clip_on=False, zorder=2.5 if number == 0 else 2.2)


def colour_of(number: int) -> str:
    """Return the colour of a curve; number 0 is the baseline."""
    return BASELINE if number == 0 else COLOURS[(number - 1) % len(COLOURS)]


def frame(axes: Axes, panel: Panel) -> None:
    """Give the axes their range and numbers."""
    low, high = axes.get_ylim()
    axes.set_ylim(bottom=0.0 if low > -0.05 * high else low, top=max(high, 0.0))
    axes.set_xlim(0.0, max(1.0, *(float(curve.x[-1]) for curve in panel.curves.values())))
    axes.xaxis.set_major_locator(MaxNLocator(8, steps=[1, 2, 3, 6, 10], integer=True))
    axes.yaxis.set_major_locator(MaxNLocator(6))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: minus(f"{value:z,.10g}")))
    if low < 0.0:
        axes.axhline(0.0, color=INK, linewidth=0.8)


def label_ends(axes: Axes, panel: Panel) -> None:
    """Write each curve's name and last value at its end, apart enough to be read."""
    low, high = axes.get_ylim()
    last = [float(curve.mean[-1]) for curve in panel.curves.values()]
    ends = [(value - low) / (high - low) for value in last]
    for name, value, end, place in zip(panel.curves, last, ends, apart(ends, GAP), strict=True):
        number = panel.numbers[name]
        label = "Baseline" if number == 0 else textwrap.shorten(messages.named(name), LONGEST_LABEL, placeholder=" …")
        shown, colour = minus(f"{value:z,.{panel.digits}f}"), colour_of(number)
        axes.plot([1.008, 1.035], [end, place], color=colour, linewidth=0.8, clip_on=False, transform=axes.transAxes)
        axes.text(1.043, place, f"{label} {shown}", color=colour, va="center", transform=axes.transAxes)


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
