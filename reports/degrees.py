"""The figure of a network: how many have at least so many ties, on two logarithmic scales."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, NullFormatter
from numpy.typing import NDArray

from reports.figures import ABOVE, BASELINE, BELOW, COLOURS, EDGE, INK, LEFT, SOFT, STYLE, WIDTH

HEIGHT = 3.6


def save(degree: NDArray[np.int64], source: str, folder: Path) -> list[Path]:
    """Write the figure of the numbers of ties as PNG and SVG, and return where."""
    paths = [folder / f"degrees.{kind}" for kind in ("png", "svg")]
    with mpl.rc_context(STYLE):
        figure = drawn(degree, source)
        figure.savefig(paths[0], dpi=160)
        figure.savefig(paths[1], metadata={"Date": None, "Title": message(degree)})
    return paths


def message(degree: NDArray[np.int64]) -> str:
    """Say how unevenly ties are spread.

    >>> message(np.array([1] * 99 + [201]))
    'The best connected 1 % have 67 % of all ties'
    """
    top = np.sort(degree)[::-1][: max(1, round(0.01 * len(degree)))]
    return f"The best connected 1 % have {top.sum() / max(degree.sum(), 1):.0%} of all ties".replace("%", " %").replace("  ", " ")


def drawn(degree: NDArray[np.int64], source: str) -> Figure:
    """Draw the share of persons with at least so many ties."""
    high = ABOVE + HEIGHT + BELOW
    figure = Figure(figsize=(WIDTH, high))
    axes = figure.add_axes((LEFT, BELOW / high, 0.96 - LEFT, HEIGHT / high))
    ties, persons = np.unique(degree[degree > 0], return_counts=True)
    axes.step(ties, 100.0 * np.cumsum(persons[::-1])[::-1] / len(degree), where="pre", color=COLOURS[0], linewidth=1.8)
    axes.set_xscale("log")
    axes.set_yscale("log")
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.10g}"))
        axis.set_minor_formatter(NullFormatter())
    axes.set_xlabel("Ties a person has, or more")
    mark(axes, "mean", float(degree.mean()))
    figure.text(EDGE, 1.0 - 0.225 / high, message(degree), fontsize=15, fontweight="bold", va="top")
    figure.text(EDGE, 1.0 - 0.54 / high, "% of persons with at least so many ties; a straight line is a heavy tail", fontsize=10,
                color=SOFT, va="top")
    figure.text(EDGE, 0.125 / high, source, fontsize=8.5, color=SOFT)
    return figure


def mark(axes: Axes, word: str, value: float) -> None:
    """Mark a number of ties by a dashed line."""
    axes.axvline(value, color=BASELINE, linestyle=(0, (4, 3)), linewidth=1.0)
    axes.text(value, 1.02, f"{word} {value:,.1f}", color=INK, ha="center", transform=axes.get_xaxis_transform())
