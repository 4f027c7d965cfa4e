"""The one style of all figures: sizes, colours, and a sheet whose layout gives every text its room."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, NamedTuple

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import FuncFormatter, MaxNLocator

from reports.document.fonts import family
from reports.figures.letters import darken

BASELINE = "#767676"
INK, SOFT, PALE = "#222222", "#555555", "#e4e4e4"
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9")
DASHES = ("solid", (0, (7, 2)), (0, (7, 2, 1.5, 2)), (0, (3, 1.5)), (0, (1.5, 1.5)))
MARKERS = ("o", "s", "^", "D", "v")
STYLE: dict[Any, Any] = {
    "font.size": 10.5, "text.color": INK, "axes.edgecolor": BASELINE, "axes.labelcolor": INK, "axes.spines.top": False,
    "axes.spines.right": False, "axes.titlelocation": "left", "axes.titlesize": 10.5, "axes.titlecolor": INK,
    "xtick.color": INK, "ytick.color": INK, "axes.grid": True, "axes.grid.axis": "y", "grid.color": PALE,
    "axes.axisbelow": True, "figure.facecolor": "white", "svg.hashsalt": "fission", "axes.unicode_minus": True,
    "text.parse_math": False,
}
WIDTH = 8.8
"""Inches."""
PANEL, ROW = 3.1, 0.42
"""Inches: the height of a panel, and of a row in one that has rows."""


class Look(NamedTuple):
    """How one series is told from the others, also without colour."""

    colour: str
    dash: Any
    marker: str


def look(number: int) -> Look:
    """Return the look of a series; number 0 is the baseline, dashed and grey."""
    if number == 0:
        return Look(BASELINE, (0, (4, 3)), "")
    at = (number - 1) % len(COLOURS)
    return Look(COLOURS[at], DASHES[at], MARKERS[at])


def looks(many: int, baseline: bool) -> list[Look]:
    """Return the looks of so many series; the first is the baseline where there is one."""
    return [look(number + (not baseline)) for number in range(many)]


def styled(draw: Callable[[], Figure]) -> Callable[[], Figure]:
    """Return what draws a figure in the one style."""
    def drawn() -> Figure:
        with in_style():
            figure = draw()
            darken(figure, COLOURS)
            figure.draw_without_rendering()  # ticks take their letters from the style in force when they are first drawn
            return figure

    return drawn


def in_style() -> AbstractContextManager[None]:
    """Return the context in which figures are drawn and written."""
    return mpl.rc_context({**STYLE, "font.family": list(family())})


def sheet(height: float = PANEL, rows: int = 1, columns: int = 1, **how: Any) -> tuple[Figure, list[Axes]]:
    """Return an empty figure of so many inches, and its axes row by row."""
    figure = Figure(figsize=(WIDTH, height), layout=ConstrainedLayoutEngine(w_pad=0.11, h_pad=0.06))
    axes = figure.subplots(rows, columns, squeeze=False, **how)
    return figure, list(axes.flat)


def number_axis(axis: Axis, most: int = 6, whole: bool = False) -> None:
    """Give an axis few ticks, ``whole`` numbers if asked for, with thousands separators and a true minus sign."""
    axis.set_major_locator(MaxNLocator(most, steps=[1, 2, 3, 6, 10], integer=True) if whole else MaxNLocator(most))
    axis.set_major_formatter(FuncFormatter(lambda value, _: minus(f"{value:z,.10g}")))


def minus(number: str) -> str:
    """Return a number with a minus sign that is as wide as a plus."""
    return number.replace("-", "\N{MINUS SIGN}")


def bare(axes: Axes) -> None:
    """Take from axes all but what is drawn in them and the names of rows."""
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
