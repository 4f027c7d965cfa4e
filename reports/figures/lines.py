"""Lines over time with their bands, the name and last value of each beside its end."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from matplotlib.axes import Axes

from reports.document.blocks import Series
from reports.figures.labels import label_ends, shortened
from reports.figures.numbers import last
from reports.figures.style import INK, Look, number_axis

Told = Callable[[float], str]
"""How a value is written."""


def draw_lines(axes: Axes, shown: Sequence[Series], looks: Sequence[Look], told: Told, y_label: str, x_label: str = "") -> None:
    """Draw each series with its band, and its name with the last value at its end."""
    for one, look in zip(shown, looks, strict=True):
        draw_line(axes, one, look)
    frame(axes, shown)
    axes.set_title(y_label)
    axes.set_xlabel(x_label)
    label_ends(axes, [(f"{shortened(one.name)} {told(end)}".strip(), end, look.colour)
                      for one, look in zip(shown, looks, strict=True) for end in [last(one.y)]])


def draw_line(axes: Axes, one: Series, look: Look) -> None:
    """Draw one series and its band."""
    x, y = np.array(one.x, dtype=np.float64), np.array(one.y, dtype=np.float64)
    every = max(1, round(len(x) / 8))
    if one.low:
        axes.fill_between(x, one.low, one.high, color=look.colour, alpha=0.14, linewidth=0)
    axes.plot(x, y, color=look.colour, linestyle=look.dash, marker=look.marker, linewidth=1.8, markersize=5,
              markevery=(every // 2, every), clip_on=False, zorder=2.2 if look.marker else 2.5)


def frame(axes: Axes, shown: Sequence[Series]) -> None:
    """Give axes the range of what they show, from zero unless it goes below."""
    values = np.concatenate([np.array([*one.y, *one.low, *one.high, 0.0]) for one in shown])
    values = values[np.isfinite(values)]
    low, high = float(values.min()), float(values.max())
    spare = 0.04 * (high - low)
    axes.set_ylim(low - spare if low < -0.05 * high else 0.0, (high + spare) or 1.0)
    x = np.array([place for one in shown for place in one.x], dtype=np.float64)
    axes.set_xlim(float(x.min()), max(float(x.max()), float(x.min()) + 1.0))
    number_axis(axes.xaxis, 9, whole=True)
    number_axis(axes.yaxis)
    if low < 0.0:
        axes.axhline(0.0, color=INK, linewidth=0.8)
