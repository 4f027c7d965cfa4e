"""Rows: a bar or a dot for each name, its interval as a line, its value beside it."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence

from matplotlib.axes import Axes

from reports.document.blocks import Series
from reports.figures.style import BASELINE, COLOURS, INK, PALE, bare, minus, number_axis

ROW_NAME = 26
"""Characters of a row's name before it goes on below."""


def draw_bars(axes: Axes, one: Series, told: Sequence[str], x_label: str = "", colours: Sequence[str] = ()) -> None:
    """Draw a bar a row, the first on top, with its interval and what is ``told`` of it at its end."""
    reach = max([abs(value) for value in (*one.y, *one.low, *one.high) if math.isfinite(value)], default=0.0) or 1.0
    for row, value in enumerate(one.y):
        if math.isfinite(value):
            axes.barh(row, value, height=0.62, color=colours[row] if colours else COLOURS[0])
        whisker(axes, one, row)
        axes.text(beyond(one, row, 0.015 * reach), row, minus(told[row]), va="center", ha="left")
    name_rows(axes, [str(name) for name in one.x])
    low = min([0.0, *(value for value in (*one.y, *one.low) if math.isfinite(value))])
    axes.set_xlim(low * 1.04, reach * 1.04 if any(value > 0.0 for value in (*one.y, *one.high)) else 0.04 * reach)
    axes.axvline(0.0, color=INK, linewidth=0.8)
    axes.set_title(x_label)


def draw_dots(axes: Axes, one: Series, told: Sequence[str], x_label: str, colours: Sequence[str] = ()) -> None:
    """Draw a dot a row on a line of its own, with its interval, and what is ``told`` of it above."""
    for row, value in enumerate(one.y):
        colour = colours[row] if colours else COLOURS[0]
        if one.low and math.isfinite(one.low[row]):
            axes.plot([one.low[row], one.high[row]], [row, row], color=colour, linewidth=1.8, solid_capstyle="butt")
        axes.plot([value], [row], marker="o", color=colour, markersize=6.5, linestyle="none")
        if math.isfinite(value):
            axes.axhline(row, color=PALE, linewidth=0.8, zorder=0)
            axes.annotate(minus(told[row]), (value, row), (0, 6), textcoords="offset points", ha="center", va="bottom", fontsize=9)
        else:
            axes.text(0.02, row, told[row], va="center", fontsize=9, color=BASELINE, transform=axes.get_yaxis_transform())
    name_rows(axes, [str(name) for name in one.x])
    if any(map(math.isfinite, one.y)):
        axes.margins(x=0.2)
        number_axis(axes.xaxis, 4)
    axes.set_title(x_label)


def whisker(axes: Axes, one: Series, row: int) -> None:
    """Draw the interval of a row."""
    if one.low and math.isfinite(one.low[row]):
        axes.plot([one.low[row], one.high[row]], [row, row], color=INK, linewidth=1.2)


def beyond(one: Series, row: int, gap: float) -> float:
    """Return where a text stands free of a row's bar and interval."""
    ends = [0.0, one.y[row], *([one.high[row]] if one.high else [])]
    return max(end for end in ends if math.isfinite(end)) + gap


def name_rows(axes: Axes, names: Sequence[str]) -> None:
    """Name rows from top to bottom, and take away all lines that say nothing."""
    bare(axes)
    axes.set_yticks(range(len(names)), [folded(name) for name in names])
    axes.set_ylim(len(names) - 0.45, -0.6)
    axes.set_xticks([])


def folded(name: str) -> str:
    r"""Return the name of a row in at most two lines; the path of a setting is parted at its dots.

    >>> folded("rewards.referrer.amount.pay")
    'rewards.referrer.amount.\npay'
    """
    path = " " not in name
    told = textwrap.fill(name.replace(".", ". ") if path else name, ROW_NAME, max_lines=2, placeholder=" …")
    return told.replace(". ", ".") if path else told
