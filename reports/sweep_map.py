"""The response of a sweep over two levers: a map of the mean, and one of half the width of its interval."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter
from numpy.typing import NDArray

from experiments.interval import interval
from experiments.study.designs import in_kind
from experiments.sweeps import Swept
from reports.figures.style import COLOURS, SOFT, minus

MOST_WRITTEN = 60
"""The most cells that have their numbers in them."""
MEAN, HALF = "viridis", "Greys"
"""The colours of means, and of the widths of intervals."""


class Response(NamedTuple):
    """One measure over the points: scaled as it is shown, a row a point and a column a seed; its unit in words."""

    values: NDArray[np.float64]
    unit: str

    @property
    def mean(self) -> NDArray[np.float64]:
        """The mean of each point."""
        return np.array([interval(row).mean for row in self.values])

    @property
    def half(self) -> NDArray[np.float64]:
        """Half the width of the interval of each point; not a number without one."""
        return np.array([half_of(row) for row in self.values])


def half_of(values: NDArray[np.float64]) -> float:
    """Return half the width of the interval of a mean, not a number where there is none."""
    found = interval(values)
    return math.nan if found.low is None or found.high is None else (found.high - found.low) / 2.0


def maps(drawing: Figure, axes: Sequence[Axes], found: Swept, response: Response) -> None:
    """Draw the mean over two levers, and half the width of its interval beside it."""
    titles = (f"Mean, {response.unit}", "Half the width of the interval")
    for each, values, words, colours in zip(axes, (response.mean, response.half), titles, (MEAN, HALF), strict=True):
        if np.isfinite(values).any():
            shown = grid(each, found, values, colours) if is_grid(found) else surface(each, found, values, colours)
            bar = drawing.colorbar(shown, cax=each.inset_axes((1.03, 0.0, 0.045, 1.0)))
            bar.formatter = FuncFormatter(lambda value, _: minus(f"{value:z,.10g}"))
            bar.outline.set_visible(False)
        else:
            each.text(0.5, 0.5, "one replication: no intervals", ha="center", transform=each.transAxes, color=SOFT)
        each.grid(visible=False)
        each.set_title(words, loc="left", fontsize=10.5)
        each.set_xlabel(named(found, 0))
    axes[0].set_ylabel(named(found, 1))


def is_grid(found: Swept) -> bool:
    """Tell whether a sweep has every combination of two levers' values, or values that are no numbers."""
    first, second = (in_kind([design.values[number] for design in found.plan.designs]) for number in (0, 1))
    return len(set(first)) * len(set(second)) == len(found.plan.designs) or not (is_numbers(first) and is_numbers(second))


def grid(axes: Axes, found: Swept, values: NDArray[np.float64], colours: str) -> mpl.cm.ScalarMappable:
    """Draw a cell for each combination of two levers' values, with its number in it, and a mark where it is blocked."""
    levels = [list(dict.fromkeys(design.values[number] for design in found.plan.designs)) for number in (0, 1)]
    places = [(levels[0].index(design.values[0]), levels[1].index(design.values[1])) for design in found.plan.designs]
    cells = np.full((len(levels[1]), len(levels[0])), np.nan)
    for (column, row), value in zip(places, values, strict=True):
        cells[row, column] = value
    shown = axes.pcolormesh(cells, cmap=colours)
    middle = (np.nanmin(values) + np.nanmax(values)) / 2.0
    for (column, row), value, design in zip(places, values, found.plan.designs, strict=True):
        white = (value < middle) == (colours == MEAN) and cells.size > 1
        text = f"{'✗ ' if found.blocked(design) else ''}{in_cell(value)}"
        if cells.size <= MOST_WRITTEN:
            axes.text(column + 0.5, row + 0.5, text, ha="center", va="center", fontsize=8, color="white" if white else "black")
    axes.set_xticks(np.arange(len(levels[0])) + 0.5, levels[0])
    axes.set_yticks(np.arange(len(levels[1])) + 0.5, levels[1])
    return shown


def in_cell(value: float) -> str:
    """Return a number as it stands in a cell.

    >>> in_cell(12345.6), in_cell(0.01234), in_cell(float("nan"))
    ('12,346', '0.0123', '')
    """
    return "" if math.isnan(value) else minus(f"{value:z,.0f}" if abs(value) >= 1e3 else f"{value:z,.3g}")


def surface(axes: Axes, found: Swept, values: NDArray[np.float64], colours: str) -> mpl.cm.ScalarMappable:
    """Draw contours between points, linearly, and the points."""
    x, y = (np.array([float(design.values[number]) for design in found.plan.designs]) for number in (0, 1))
    sound = np.isfinite(values)
    if sound.sum() >= 4 and len(np.unique(x)) > 2 and len(np.unique(y)) > 2:
        shown: mpl.cm.ScalarMappable = axes.tricontourf(x[sound], y[sound], values[sound], 10, cmap=colours)
        axes.plot(x, y, ".", color="black", markersize=3, clip_on=False)
    else:
        shown = axes.scatter(x, y, c=values, cmap=colours, edgecolors="black")
    marked(axes, x, y, [found.blocked(design) for design in found.plan.designs])
    return shown


def marked(axes: Axes, x: NDArray[np.float64], y: NDArray[np.float64], blocked: Sequence[str]) -> None:
    """Mark the points that a guardrail blocks."""
    here = np.array([bool(each) for each in blocked])
    axes.plot(x[here], y[here], "x", color=COLOURS[1], markersize=8, markeredgewidth=2, linestyle="none", clip_on=False)


def named(found: Swept, number: int) -> str:
    """Return a lever's path, with the unit of numbers."""
    lever, values = found.plan.levers[number], in_kind([design.values[number] for design in found.plan.designs])
    unit = found.plan.designs[0].what.scenario.currency if lever.unit == "money" else lever.unit
    return f"{lever.path}, {unit}" if is_numbers(values) and unit != "number" else lever.path


def is_numbers(given: Sequence[float] | Sequence[str]) -> bool:
    """Tell whether the values of a lever are numbers."""
    return not isinstance(given[0], str)
