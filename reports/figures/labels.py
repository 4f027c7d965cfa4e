"""Names at the ends of lines instead of a legend, apart enough to be read."""

from __future__ import annotations

import math
from collections.abc import Sequence

from matplotlib.axes import Axes

GAP = 0.065
"""Least distance of two labels, as a share of the height of a panel."""
LONGEST = 24


def shortened(name: str) -> str:
    """Return a name that is short enough to stand beside a line.

    >>> shortened("A scheme whose name goes on and on")
    'A scheme whose name …'
    >>> shortened("A_scheme_whose_name_goes_on_and_on")
    'A_scheme_whose_name_goe…'
    """
    if len(name) <= LONGEST:
        return name
    head = name[: LONGEST - 1]
    words = head.rpartition(" ")[0]
    return f"{words} …" if len(words) > LONGEST // 2 else f"{head}…"


def label_ends(axes: Axes, labels: Sequence[tuple[str, float, str]], gap: float = GAP, size: float | None = None) -> None:
    """Write each text in its colour beside the height that it stands for; none where that is not a number."""
    low, high = axes.get_ylim()
    shown = [each for each in labels if math.isfinite(each[1])]
    ends = [(value - low) / ((high - low) or 1.0) for _, value, _ in shown]
    for (text, _, colour), end, place in zip(shown, ends, apart(ends, gap), strict=True):
        axes.plot([1.008, 1.035], [end, place], color=colour, linewidth=0.8, clip_on=False, transform=axes.transAxes)
        axes.text(1.043, place, text, color=colour, va="center", fontsize=size, transform=axes.transAxes)


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
