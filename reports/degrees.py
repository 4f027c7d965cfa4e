"""The figure of a network: how many have at least so many ties."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, NullFormatter, NullLocator
from numpy.typing import NDArray

from reports.figures import ABOVE, BASELINE, BELOW, COLOURS, EDGE, INK, LEFT, SOFT, STYLE, WIDTH

HEIGHT = 3.6
LARGE = 100
"""Persons of whom one in a hundred is somebody."""
WIDE = 20
"""From so many times the least number of ties, a tail is worth being looked at."""
STEPS = 1, 2, 5
LABELS = 3
"""The fewest labels on an axis."""


def save(degree: NDArray[np.int64], source: str, folder: Path) -> list[Path]:
    """Write the figure of the numbers of ties as PNG and SVG, and return where; nothing where all have as many."""
    if np.ptp(degree) == 0:
        return []
    paths = [folder / f"degrees.{kind}" for kind in ("png", "svg")]
    with mpl.rc_context(STYLE):
        figure = drawn(degree, source)
        figure.savefig(paths[0], dpi=160)
        figure.savefig(paths[1], metadata={"Date": None, "Title": message(degree)})
    return paths


def message(degree: NDArray[np.int64]) -> str:
    """Say how unevenly ties are spread.

    >>> message(np.array([1] * 99 + [201])), message(np.array([1, 2, 1]))
    ('The best connected 1 % have 67 % of all ties', 'Ties a person: 1 to 2')
    """
    if len(degree) < LARGE or not is_tailed(degree):
        return f"Ties a person: {degree.min():,} to {degree.max():,}"
    top = np.sort(degree)[::-1][: round(0.01 * len(degree))]
    return f"The best connected 1 % have {top.sum() / max(degree.sum(), 1):.0%} of all ties".replace("%", " %").replace("  ", " ")


def is_tailed(degree: NDArray[np.int64]) -> bool:
    """Tell whether some have so many more ties than others that there may be a tail."""
    return bool(degree.max() >= WIDE * degree[degree > 0].min())


def drawn(degree: NDArray[np.int64], source: str) -> Figure:
    """Draw the share of persons with at least so many ties, on logarithmic scales where there may be a tail."""
    high = ABOVE + HEIGHT + BELOW
    figure = Figure(figsize=(WIDTH, high))
    axes = figure.add_axes((LEFT, BELOW / high, 0.96 - LEFT, HEIGHT / high))
    ties, persons = np.unique(degree[degree > 0], return_counts=True)
    shares = 100.0 * np.cumsum(persons[::-1])[::-1] / len(degree)
    tailed = is_tailed(degree)
    axes.step([ties[0] if tailed else 0, *ties], [shares[0], *shares], where="pre", color=COLOURS[0], linewidth=1.8, clip_on=False)
    if tailed:
        logarithmic(axes, ties, shares)
    else:
        axes.set(xlim=(0.0, ties[-1] + 1.0), ylim=(0.0, 100.0))
        axes.xaxis.set_major_locator(MaxNLocator(8, integer=True, min_n_ticks=LABELS))
    axes.set_xlabel("Ties a person has, or more")
    mark(axes, "mean", float(degree.mean()))
    figure.text(EDGE, 1.0 - 0.225 / high, message(degree), fontsize=15, fontweight="bold", va="top")
    figure.text(EDGE, 1.0 - 0.54 / high, "% of persons with at least so many ties" + "; a straight line is a heavy tail" * tailed,
                fontsize=10, color=SOFT, va="top")
    figure.text(EDGE, 0.125 / high, source, fontsize=8.5, color=SOFT)
    return figure


def logarithmic(axes: Axes, ties: NDArray[np.int64], shares: NDArray[np.float64]) -> None:
    """Give both axes a logarithmic scale from the least to the most that there is, and labels at round numbers."""
    axes.set(xscale="log", yscale="log", xlim=(ties[0], ties[-1] * 1.05), ylim=(shares[-1] / 1.3, 100.0))
    for axis, (low, most) in ((axes.xaxis, axes.get_xlim()), (axes.yaxis, axes.get_ylim())):
        axis.set_major_locator(FixedLocator(rounds(low, most)))
        axis.set_minor_locator(NullLocator())
        axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.10g}"))
        axis.set_minor_formatter(NullFormatter())


def rounds(low: float, most: float) -> list[float]:
    """Return the powers of ten within bounds; where they are few, their doubles and fives, too.

    >>> rounds(3.0, 1500.0), rounds(3.0, 150.0)
    ([10.0, 100.0, 1000.0], [5.0, 10.0, 20.0, 50.0, 100.0])
    """
    tens, finer = (within(steps, low, most) for steps in ((1,), STEPS))
    return tens if len(tens) >= LABELS else finer


def within(steps: tuple[int, ...], low: float, most: float) -> list[float]:
    """Return the multiples of powers of ten within bounds."""
    powers = np.arange(np.floor(np.log10(low)), np.ceil(np.log10(most)) + 1.0)
    found = [float(f"{step * 10.0 ** power:.3g}") for power in powers for step in steps]
    return [each for each in found if low <= each <= most]


def mark(axes: Axes, word: str, value: float) -> None:
    """Mark a number of ties by a dashed line."""
    axes.axvline(value, color=BASELINE, linestyle=(0, (4, 3)), linewidth=1.0)
    axes.text(value, 1.02, f"{word} {value:,.1f}", color=INK, ha="center", transform=axes.get_xaxis_transform())
