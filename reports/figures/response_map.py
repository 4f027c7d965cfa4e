"""The response over two levers: a map of the mean, and one of half the width of its interval."""

from __future__ import annotations

import math
from collections.abc import Sequence

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from experiments.interval import Interval
from reports.figures.runs import Numbers
from reports.figures.style import COLOURS, SOFT, minus
from reports.words import Words

MOST_WRITTEN = 60
"""The most cells that have their numbers in them."""
MEAN, HALF = "viridis", "Greys"
"""The colours of means, and of the widths of intervals."""
Lever = tuple[str, Sequence[float] | Sequence[str]]
"""A lever with its unit, and its value at each point."""


def maps(words: Words, figure: Figure, axes: Sequence[Axes], found: Sequence[Interval], levers: Sequence[Lever],
         blocked: Sequence[str], unit: str) -> None:
    """Draw the mean over two levers, and half the width of its interval beside it."""
    mean = np.array([each.mean for each in found])
    half = np.array([math.nan if each.low is None or each.high is None else (each.high - each.low) / 2.0 for each in found])
    titles = words.say("Mean, {unit}", unit=unit), words.say("Half the width of the interval")
    for each, values, title, colours in zip(axes, (mean, half), titles, (MEAN, HALF), strict=True):
        if np.isfinite(values).any():
            shown = (grid if is_grid(levers) else surface)(each, levers, values, blocked, colours)
            bar = figure.colorbar(shown, ax=each, pad=0.02)
            bar.formatter = FuncFormatter(lambda value, _: in_cell(value))
            bar.outline.set_visible(False)
        else:
            each.text(0.5, 0.5, words.say("one replication: no intervals"), ha="center", transform=each.transAxes, color=SOFT)
        each.grid(visible=False)
        each.set_title(title)
        each.set_xlabel(levers[0][0])
    axes[0].set_ylabel(levers[1][0])


def is_grid(levers: Sequence[Lever]) -> bool:
    """Tell whether a sweep has every combination of two levers' values, or values that are no numbers."""
    (_, first), (_, second) = levers
    return len(set(first)) * len(set(second)) == len(first) or isinstance(first[0], str) or isinstance(second[0], str)


def grid(axes: Axes, levers: Sequence[Lever], values: Numbers, blocked: Sequence[str], colours: str) -> mpl.cm.ScalarMappable:
    """Draw a cell for each combination of two levers' values, with its number in it, and a mark where it is blocked."""
    levels: list[list[float | str]] = [list(dict.fromkeys(given)) for _, given in levers]
    columns, rows = ([levels[axis].index(value) for value in levers[axis][1]] for axis in (0, 1))
    places = list(zip(columns, rows, strict=True))
    cells = np.full((len(levels[1]), len(levels[0])), np.nan)
    for (column, row), value in zip(places, values, strict=True):
        cells[row, column] = value
    shown = axes.pcolormesh(cells, cmap=colours)
    middle = (np.nanmin(values) + np.nanmax(values)) / 2.0
    for (column, row), value, by in zip(places, values, blocked, strict=True):
        white = (value < middle) == (colours == MEAN) and cells.size > 1
        if cells.size <= MOST_WRITTEN:
            axes.text(column + 0.5, row + 0.5, f"{'✗ ' if by else ''}{in_cell(value)}", ha="center", va="center", fontsize=8,
                      color="white" if white else "black")
    axes.set_xticks(np.arange(len(levels[0])) + 0.5, [written(value) for value in levels[0]])
    axes.set_yticks(np.arange(len(levels[1])) + 0.5, [written(value) for value in levels[1]])
    return shown


def written(value: float | str) -> str:
    """Return a value of a lever as it stands at an axis.

    >>> written(40.0), written("calm")
    ('40', 'calm')
    """
    return value if isinstance(value, str) else f"{value:.10g}"


def in_cell(value: float) -> str:
    """Return a number as it stands in a cell.

    >>> in_cell(12345.6), in_cell(0.01234), in_cell(float("nan"))
    ('12,346', '0.0123', '')
    """
    return "" if math.isnan(value) else minus(f"{value:z,.0f}" if abs(value) >= 1e3 else f"{value:z,.3g}")


def surface(axes: Axes, levers: Sequence[Lever], values: Numbers, blocked: Sequence[str], colours: str) -> mpl.cm.ScalarMappable:
    """Draw contours between points, linearly, and the points; mark those that a guardrail blocks."""
    x, y = (np.array(given, dtype=np.float64) for _, given in levers)
    sound = np.isfinite(values)
    if sound.sum() >= 4 and len(np.unique(x)) > 2 and len(np.unique(y)) > 2:
        shown: mpl.cm.ScalarMappable = axes.tricontourf(x[sound], y[sound], values[sound], 10, cmap=colours)
        axes.plot(x, y, ".", color="black", markersize=3, clip_on=False)
    else:
        shown = axes.scatter(x, y, c=values, cmap=colours, edgecolors="black")
    here = np.array([bool(each) for each in blocked])
    if here.any():
        axes.plot(x[here], y[here], "x", color=COLOURS[1], markersize=8, markeredgewidth=2, linestyle="none", clip_on=False)
    return shown
