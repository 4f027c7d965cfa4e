"""The figure of a network: how many have at least so many ties."""

from __future__ import annotations

from functools import partial

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, NullFormatter, NullLocator
from numpy.typing import NDArray

from reports.document.blocks import Picture, Series, Table
from reports.figures.numbers import percent
from reports.figures.runs import ENGLISH
from reports.figures.style import BASELINE, COLOURS, INK, sheet, styled
from reports.words import Words

HEIGHT = 3.9
LARGE = 100
"""Persons of whom one in a hundred is somebody."""
WIDE = 20
"""From so many times the least number of ties, a tail is worth being looked at."""
STEPS = 1, 2, 5
LABELS = 3
"""The fewest labels on an axis."""


QUANTILES = (0.1, 0.5, 0.9, 0.99, 1.0)


def degrees(degree: NDArray[np.int64], source: str, *, words: Words = ENGLISH) -> Picture:
    """Return the figure of the numbers of ties."""
    ties, shares = at_least(degree)
    quantiles = np.quantile(degree, QUANTILES, method="inverted_cdf")
    rows = [[percent(words, share), f"{value:,.0f}"] for share, value in zip(QUANTILES, quantiles, strict=True)]
    about = Table(words.say("Ties a person"), [words.say("Persons with no more"), words.say("Ties")], rows, [False, True])
    shown = words.say("% of persons with at least so many ties")
    straight = words.say("{text}; a straight line is a heavy tail", text=shown)
    x_label, y_label = words.say("Ties a person has, or more"), words.say("% of persons")
    return Picture(
        "degrees", title(words, degree), straight if is_tailed(degree) else shown,
        words.say("Curve of the share of persons with at least so many ties: {least:,} to {most:,}, mean {mean}.",
                  least=int(degree.min()), most=int(degree.max()), mean=f"{degree.mean():,.1f}"),
        styled(partial(drawn, words, degree)),
        about, source, "line",
        [Series(words.say("Persons"), ties.tolist(), shares.tolist())], x_label, y_label)


def title(words: Words, degree: NDArray[np.int64]) -> str:
    """Say how unevenly ties are spread.

    >>> title(ENGLISH, np.array([1] * 99 + [201])), title(ENGLISH, np.array([1, 2, 1]))
    ('The best connected 1 % have 67 % of all ties', 'Ties a person: 1 to 2')
    """
    if len(degree) < LARGE or not is_tailed(degree):
        return words.say("Ties a person: {least:,} to {most:,}", least=int(degree.min()), most=int(degree.max()))
    top = np.sort(degree)[::-1][: round(0.01 * len(degree))]
    return words.say("The best connected {few} have {share} of all ties", few=percent(words, 0.01),
                     share=percent(words, top.sum() / max(degree.sum(), 1)))


def at_least(degree: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the numbers of ties that there are, and which percentage of persons has as many or more."""
    ties, persons = np.unique(degree[degree > 0], return_counts=True)
    return ties, 100.0 * np.cumsum(persons[::-1])[::-1] / len(degree)


def is_tailed(degree: NDArray[np.int64]) -> bool:
    """Tell whether some have so many more ties than others that there may be a tail."""
    return bool(degree.max() >= WIDE * degree[degree > 0].min())


def drawn(words: Words, degree: NDArray[np.int64]) -> Figure:
    """Draw the share of persons with at least so many ties, on logarithmic scales where there may be a tail."""
    figure, [axes] = sheet(HEIGHT)
    ties, shares = at_least(degree)
    tailed = is_tailed(degree)
    axes.step([ties[0] if tailed else 0, *ties], [shares[0], *shares], where="pre", color=COLOURS[0], linewidth=1.8, clip_on=False)
    if tailed:
        logarithmic(axes, ties, shares)
    else:
        axes.set(xlim=(0.0, ties[-1] + 1.0), ylim=(0.0, 100.0))
        axes.xaxis.set_major_locator(MaxNLocator(8, integer=True, min_n_ticks=LABELS))
    axes.set_xlabel(words.say("Ties a person has, or more"))
    axes.set_title(words.say("% of persons"))
    mark(axes, words.say("mean {number}", number=f"{degree.mean():,.1f}"), float(degree.mean()))
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


def mark(axes: Axes, text: str, value: float) -> None:
    """Mark a number of ties by a dashed line."""
    axes.axvline(value, color=BASELINE, linestyle=(0, (4, 3)), linewidth=1.0)
    axes.annotate(text, (value, 0.97), (5, 0), xycoords=axes.get_xaxis_transform(), textcoords="offset points", color=INK, va="top")
