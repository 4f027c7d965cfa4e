"""The figure of a twin: which part of customers, purchases, rewards and losses each group makes up."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure as Drawing
from numpy.typing import NDArray

from experiments.twin import Figure, Group, Twin
from reports.figures import BASELINE, COLOURS, EDGE, SOFT, STYLE, WIDTH
from reports.messages import named
from reports.numbers import rounded_money

PARTS: Mapping[str, tuple[tuple[Group, ...], str, str]] = {
    "only because of the scheme": ((Group.ONLY_BECAUSE,), COLOURS[0], "white"),
    "came earlier": ((Group.EARLIER,), COLOURS[4], "black"),
    "would have come anyway": ((Group.ANYWAY, Group.LATER), "#d0d0d0", "black"),
    "never bought": ((Group.KEPT_AWAY, Group.NO_CUSTOMER), BASELINE, "white"),
}
"""What a bar is made of: groups, colour, and the colour of the number on it."""
BARS: Mapping[Figure, str] = {Figure.CUSTOMERS: "Customers", Figure.GMV: "Purchases", Figure.CREDIT_COST: "Credit cost",
                              Figure.REWARDS: "Rewards"}
HIGH, LEFT, RIGHT, BOTTOM, TOP = 3.7, 0.16, 0.97, 0.12, 0.68
"""Height in inches; the rest as shares of the drawing."""
SMALLEST = 0.03
"""The smallest part that has its number on it."""


class Bar(NamedTuple):
    """One figure's bar: its name, its sum, and the shares of its parts."""

    title: str
    total: str
    shares: NDArray[np.float64]


def title(found: Twin) -> str:
    """Say which part of the customers came only because of the scheme, in at most ten words."""
    more = found.measures["incremental_customers"]
    if more.low is not None and not more.decided or not more.mean > 0.0:
        return "The scheme does not surely bring more customers"
    share = found.measures["only_because_share"].mean
    return f"{share:.0%} of customers came only because of the scheme".replace("%", " %")


def bars(found: Twin) -> list[Bar]:
    """Return a bar for each figure of which there is something."""
    drawn = []
    for figure, name in BARS.items():
        sums = np.array([sum(found.change(figure, group).held.mean for group in groups) for groups, _, _ in PARTS.values()])
        if sums.sum() > 0.0 and (sums >= 0.0).all():
            total = float(sums.sum())
            told = f"{total:,.0f}" if figure == Figure.CUSTOMERS else rounded_money(total, found.scheme.scenario.currency)
            drawn.append(Bar(name, told, sums / total))
    return drawn


def save(found: Twin, folder: Path) -> list[Path]:
    """Write the figure as PNG and SVG, and return where."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"twin.{kind}" for kind in ("png", "svg")]
    with mpl.rc_context(STYLE):
        drawing = drawn(found)
        drawing.savefig(paths[0], dpi=160)
        drawing.savefig(paths[1], metadata={"Date": None, "Title": title(found)})
    return paths


def drawn(found: Twin) -> Drawing:
    """Draw the bars, the first on top."""
    scenario, shown = found.scheme.scenario, bars(found)
    drawing = Drawing(figsize=(WIDTH, HIGH))
    axes = drawing.add_axes((LEFT, BOTTOM, RIGHT - LEFT, TOP - BOTTOM))
    starts = np.zeros(len(shown))
    for part, (name, (_, colour, ink)) in enumerate(PARTS.items()):
        widths = np.array([bar.shares[part] for bar in shown])
        if (widths > 0.0).any():
            axes.barh(range(len(shown)), widths, left=starts, color=colour, edgecolor="white", height=0.68, label=name)
        for row, (start, width) in enumerate(zip(starts, widths, strict=True)):
            if width >= SMALLEST:
                axes.text(start + width / 2.0, row, f"{width:.0%}".replace("%", " %"), color=ink, ha="center", va="center")
        starts += widths
    axes.set(yticks=range(len(shown)), yticklabels=[f"{bar.title}\n{bar.total}" for bar in shown], xlim=(0.0, 1.0), xticks=[])
    axes.invert_yaxis()
    axes.tick_params(axis="y", length=0)
    axes.spines[:].set_visible(False)
    drawing.legend(*axes.get_legend_handles_labels(), loc="lower left", bbox_to_anchor=(LEFT - 0.012, TOP - 0.01), ncols=len(PARTS),
                   frameon=False, handlelength=1.0, handletextpad=0.5, columnspacing=1.2)
    drawing.text(EDGE, 0.955, title(found), fontsize=15, fontweight="bold", va="top")
    drawing.text(EDGE, 0.865, f"{named(scenario.name)} against {found.without.scenario.name.replace('_', ' ')}; same people, "
                 f"same luck, {scenario.days:,} days", fontsize=10, color=SOFT, va="top")
    drawing.text(EDGE, 0.03, source(found), fontsize=8.5, color=SOFT)
    return drawing


def source(found: Twin) -> str:
    """Return where the figure comes from and what its words mean."""
    many, persons = len(found.pairs), found.scheme.scenario.persons
    mean = "one replication" if many == 1 else f"means of {many} replications"
    return f"Simulation: {persons:,} persons, {mean}. Credit cost: principal written off, less recoveries, plus expected losses."
