"""The response of a sweep as figures, one a measure: a line over one lever, a map over two, main effects over more."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator
from numpy.typing import NDArray

from experiments.interval import interval
from experiments.lab.measures import measures
from experiments.study.designs import in_kind
from experiments.sweeps import Swept
from reports.figures.style import BASELINE, COLOURS, SOFT, STYLE, WIDTH, minus
from reports.numbers import PERCENT, figure
from reports.sweep_map import Response, half_of, is_numbers, maps, marked, named
from reports.tables import label

EDGE = 0.02
ABOVE, HIGH, BELOW, ACROSS = 1.0, 2.9, 0.95, 3
"""Inches above the panels, of each row of them, and below; panels of main effects in a row."""
LEFT, RIGHT, APART, MAPS_RIGHT, MAPS_APART, BETWEEN = 0.105, 0.975, 0.05, 0.905, 0.2, 0.95
"""Shares of the width; inches between rows."""
NICE = [1, 2, 2.5, 5, 10]
MOST_VALUES, BINS = 8, 6
"""Values of a lever before they are put into bins, and how many bins."""


def save(found: Swept, folder: Path) -> list[Path]:
    """Write a figure as PNG and SVG for each measure that is told of and defined anywhere, and return where."""
    paths = []
    for name in found.plan.shown:
        if name in found.measured:
            with mpl.rc_context(STYLE):
                drawing = response_figure(found, name)
                for kind, how in (("png", {"dpi": 160}), ("svg", {"metadata": {"Date": None, "Title": title(found, name)}})):
                    paths.append(folder / f"response_{name}.{kind}")
                    drawing.savefig(paths[-1], **how)
    return paths


def response_figure(found: Swept, name: str) -> Figure:
    """Draw the response of one measure."""
    with mpl.rc_context(STYLE):
        return drawn(found, name, response_of(found, name))


def response_of(found: Swept, name: str) -> Response:
    """Return a measure over the points as it is shown: shares in percent, money with its currency."""
    unit = measures()[name].unit
    values = np.array([list(found.values(design, name)) for design in found.plan.designs])
    words = found.plan.designs[0].what.scenario.currency if unit == "money" else unit
    return Response(100.0 * values, words.replace("share", "%")) if unit in PERCENT else Response(values, words)


def drawn(found: Swept, name: str, response: Response) -> Figure:
    """Draw the response of one measure."""
    many = len(found.plan.levers)
    rows = math.ceil(many / ACROSS)
    high = ABOVE + rows * HIGH + (rows - 1) * BETWEEN + BELOW
    drawing = Figure(figsize=(WIDTH, high))
    if many == 2:
        maps(drawing, panels(drawing, many, MAPS_RIGHT, MAPS_APART), found, response)
    elif many == 1:
        line(panels(drawing, many, RIGHT, APART)[0], found, name, response)
    else:
        effects(panels(drawing, many, RIGHT, APART), found, response)
    drawing.text(EDGE, 1.0 - 0.2 / high, title(found, name), fontsize=15, fontweight="bold", va="top")
    drawing.text(EDGE, 1.0 - 0.52 / high, subtitle(found), fontsize=10, color=SOFT, va="top")
    drawing.text(EDGE, 0.12 / high, source(found), fontsize=8.5, color=SOFT)
    return drawing


def panels(drawing: Figure, many: int, right: float, apart: float) -> list[Axes]:
    """Return so many axes, row by row."""
    columns, high = min(many, ACROSS), drawing.get_figheight()
    wide = (right - LEFT - (columns - 1) * apart) / columns
    return [drawing.add_axes((LEFT + (number % columns) * (wide + apart),
                              1.0 - (ABOVE + HIGH + (number // columns) * (HIGH + BETWEEN)) / high, wide, HIGH / high))
            for number in range(many)]


def title(found: Swept, name: str) -> str:
    """Say between which means a measure lies."""
    means = [found.summary(design, name).mean for design in found.plan.designs]
    ends = [end for end in means if math.isfinite(end)] or [math.nan]
    low, high = (figure(end, measures()[name].unit, found.plan.designs[0].what.scenario.currency) for end in (min(ends), max(ends)))
    return minus(f"{label(name)}: {low} to {high}")


def subtitle(found: Swept) -> str:
    """Say what is shown."""
    plan = found.plan
    kinds = {1: "mean at each value", 2: "mean at each point, and half the width of its 95 % interval"}
    kind = kinds.get(len(plan.levers), "main effects: the mean of the points with a value, less that of all points")
    return f"{plan.study.says.title or plan.study.name}; {kind}"


def source(found: Swept) -> str:
    """Return where the figure comes from."""
    plan, many = found.plan, len(found.plan.seeds)
    persons = plan.designs[0].what.scenario.persons
    bands = "one replication each" if many == 1 else f"{many} replications each, under the same seeds"
    bands += "; bands and bars: 95 % intervals" if many > 1 and len(plan.levers) != 2 else ""
    dashed = "; dashed: the reference" if plan.reference and len(plan.levers) == 1 else ""
    blocked = "; ✗: blocked by a guardrail" if plan.blocked and len(plan.levers) <= 2 else ""
    return f"Simulation: {persons:,} persons, {len(plan.designs):,} points, {bands}{dashed}{blocked}."


def line(axes: Axes, found: Swept, name: str, response: Response) -> None:
    """Draw a measure over one lever; dashed where the reference is."""
    over_lever(axes, found, 0, response.values)
    given = in_kind([design.values[0] for design in found.plan.designs])
    if is_numbers(given):
        marked(axes, np.array(given), response.mean, [found.blocked(design) for design in found.plan.designs])
    if found.plan.reference:
        against = interval(found.values(found.plan.reference, name)).mean
        axes.axhline(against * (100.0 if measures()[name].unit in PERCENT else 1.0), color=BASELINE, linestyle=(0, (4, 3)))
    axes.set_ylabel(f"{label(name)}, {response.unit}")


def effects(axes: Sequence[Axes], found: Swept, response: Response) -> None:
    """Draw over each lever by how much the mean of the points with a value differs from that of all, seed by seed."""
    away = response.values - average(response.values)
    for number, each in enumerate(axes):
        if number:
            each.sharey(axes[0])
        over_lever(each, found, number, away)
        each.axhline(0.0, color=BASELINE, linewidth=0.8)
        each.tick_params(labelleft=number % ACROSS == 0)
        if number % ACROSS == 0:
            each.set_ylabel(f"Difference, {response.unit}")


def average(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the mean of the points under each seed, of those that did not fail."""
    return np.asarray(np.ma.masked_invalid(values).mean(axis=0).filled(np.nan))


def over_lever(axes: Axes, found: Swept, number: int, values: NDArray[np.float64]) -> None:
    """Draw values, a row a point, over one lever: the mean of the points with a value of it, seed by seed."""
    given = in_kind([design.values[number] for design in found.plan.designs])
    rows, places = grouped(given)
    curve(axes, places, np.array([average(values[mine]) for mine in rows]), is_numbers(given))
    if not is_numbers(given):
        axes.set_xticks(places, [short(str(word)) for word in dict.fromkeys(given)], fontsize=8)
        axes.set_xlim(-0.5, len(places) - 0.5)
    axes.yaxis.set_major_locator(MaxNLocator(6, steps=NICE))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: minus(f"{value:z,.10g}")))
    axes.set_xlabel(named(found, number))


def short(word: str) -> str:
    r"""Return the value of a lever so that it goes below an axis.

    >>> short("{rule: on_time_payments, payments: 2}")
    'on time\npayments,\npayments: 2'
    """
    return textwrap.fill(word.strip("{}").removeprefix("rule: ").replace("_", " "), 12)


def curve(axes: Axes, places: Sequence[float], values: NDArray[np.float64], lined: bool) -> None:
    """Draw the mean of each row with its interval: a line with a band, or bars where there is nothing between the places."""
    mean, half = np.array([interval(row).mean for row in values]), np.array([half_of(row) for row in values])
    if lined:
        axes.fill_between(places, mean - half, mean + half, color=COLOURS[0], alpha=0.18, linewidth=0)
        axes.plot(places, mean, color=COLOURS[0], marker="o", markersize=5, linewidth=1.8)
    else:
        axes.errorbar(places, mean, half, color=COLOURS[0], marker="o", linestyle="none", capsize=4)


def grouped(given: Sequence[float] | Sequence[str]) -> tuple[list[NDArray[np.int64]], list[float]]:
    """Return the rows that share a value, or lie in one of a few bins of as many rows, and where to draw them.

    >>> [rows.tolist() for rows in grouped([2.0, 1.0, 2.0])[0]], grouped(["a", "b", "a"])[1]
    ([[1], [0, 2]], [0.0, 1.0])
    """
    if not is_numbers(given):
        words = list(dict.fromkeys(given))
        return [np.flatnonzero([each == word for each in given]) for word in words], [float(place) for place in range(len(words))]
    numbers = np.array(given, dtype=np.float64)
    levels = np.unique(numbers)
    if len(levels) <= max(MOST_VALUES, len(numbers) // 4) or len(levels) == len(numbers) <= BINS:
        return [np.flatnonzero(numbers == level) for level in levels], levels.tolist()
    bins = np.array_split(np.argsort(numbers, kind="stable"), BINS)
    return bins, [float(numbers[rows].mean()) for rows in bins]
