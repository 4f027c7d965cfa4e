"""The figure of a twin: which share of customers, purchases, losses and rewards each group makes up, with intervals."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import fill
from typing import NamedTuple

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from experiments.interval import Interval, ratio
from experiments.twin import Figure, Group, Twin
from reports.figures import COLOURS, EDGE, INK, PALE, SOFT, STYLE, WIDTH
from reports.messages import named
from reports.numbers import plus_minus, rounded_money
from reports.twin_headline import CAME, referred
from reports.twin_words import words

COLOUR: Mapping[Group, str] = {
    Group.ONLY_BECAUSE: COLOURS[0], Group.EARLIER: COLOURS[4], Group.ANYWAY: "#b0b0b0", Group.LATER: COLOURS[3],
    Group.NO_CUSTOMER: "#6f6f6f",
}
ROWS: Mapping[Figure, str] = {Figure.CUSTOMERS: "Customers", Figure.GMV: "Purchases", Figure.CREDIT_COST: "Credit cost",
                              Figure.REWARDS: "Rewards"}
LOANS: Mapping[Figure, str] = {**ROWS, Figure.GMV: "Loans paid out"}
LEFT, RIGHT, BOTTOM, TOP = 0.145, 0.985, 0.2, 0.71
"""Shares of the drawing."""
HIGH = 4.6
"""Inches."""
ABREAST = 72
"""Characters of the columns' heads that go side by side."""


class Bar(NamedTuple):
    """One figure's row: its name, its sum, and the share of each group in it."""

    title: str
    total: str
    shares: Mapping[Group, Interval]


def title(found: Twin) -> str:
    """Say what the scheme does to the number of customers, in at most ten words."""
    more = found.measures["incremental_customers"]
    other = f" than {'with ' + named(found.against).lower() if found.against else 'without it'}"
    if more.low is not None and not more.decided or more.mean == 0.0:
        return f"Not surely more or fewer customers{other}"
    if more.mean < 0.0 or found.against:
        return f"{abs(more.mean):,.0f} {'more' if more.mean > 0.0 else 'fewer'} customers{other}"
    share = found.measures["only_because_share"].mean
    return f"{share:.0%} of customers came only because of the scheme".replace("%", " %")


def groups(found: Twin) -> list[Group]:
    """Return the groups that have anything to show."""
    return [group for group in (*CAME, Group.NO_CUSTOMER) if any(bar.shares[group].mean > 0.0 for bar in bars(found))]


def bars(found: Twin) -> list[Bar]:
    """Return a row for each figure of which there is something, and nothing below zero."""
    scenario, drawn = found.scheme.scenario, []
    for figure, name in (LOANS if scenario.product.kind else ROWS).items():
        sums = {group: [each.held(figure, (group,)) for each in found.pairs] for group in COLOUR}
        total = [sum(values) for values in zip(*sums.values(), strict=True)]
        if sum(total) > 0.0 and all(sum(values) >= 0.0 for values in sums.values()):
            mean = sum(total) / len(total)
            told = f"{mean:,.0f}" if figure == Figure.CUSTOMERS else rounded_money(mean, scenario.currency)
            drawn.append(Bar(name, told, {group: ratio(values, total) for group, values in sums.items()}))
    return drawn


def save(found: Twin, folder: Path, blocked: str = "") -> None:
    """Write the figure as PNG and SVG to a folder; ``blocked`` names the schemes that guardrails block, and why."""
    with mpl.rc_context(STYLE):
        drawing = drawn(found, blocked)
        drawing.savefig(folder / "twin.png", dpi=160)
        drawing.savefig(folder / "twin.svg", metadata={"Date": None, "Title": title(found)})


def drawn(found: Twin, blocked: str = "") -> Drawing:
    """Draw a column a group, a row a figure."""
    scenario, shown = found.scheme.scenario, bars(found)
    drawing = Drawing(figsize=(WIDTH, HIGH))
    columns = groups(found)
    wide = (RIGHT - LEFT) / len(columns)
    for number, group in enumerate(columns):
        axes = drawing.add_axes((LEFT + number * wide, BOTTOM, 0.86 * wide, TOP - BOTTOM))
        column(axes, [bar.shares[group] for bar in shown], COLOUR[group])
        axes.set_title(fill(words(found, group).line, ABREAST // len(columns)), loc="left", fontsize=10.5, fontweight="bold", pad=9)
        axes.set(yticks=range(len(shown)), yticklabels=[f"{bar.title}\n{bar.total}" for bar in shown] if number == 0 else [])
    drawing.text(EDGE, 0.955, title(found), fontsize=15, fontweight="bold", va="top")
    drawing.text(EDGE, 0.875, f"{named(scenario.name)} against {found.without.scenario.name.replace('_', ' ')}; same people, "
                 f"same luck, {scenario.days:,} days", fontsize=10, color=SOFT, va="top")
    drawing.text(EDGE, 0.03, source(found), fontsize=8.5, color=SOFT, linespacing=1.4)
    if blocked:
        drawing.text(EDGE, 0.135, f"Not to be launched as it is: {blocked}", fontsize=8.5, fontweight="bold")
    return drawing


def column(axes: Axes, shares: list[Interval], colour: str) -> None:
    """Draw one group's share of each figure, from none to all of it, the first on top."""
    for row, share in enumerate(shares):
        axes.barh(row + 0.13, 1.0, color=PALE, height=0.36)
        axes.barh(row + 0.13, share.mean, color=colour, height=0.36)
        if share.low is not None and share.high is not None:
            axes.plot([max(share.low, 0.0), min(share.high, 1.0)], [row + 0.13] * 2, color=INK, linewidth=1.2)
        axes.text(0.0, row - 0.13, plus_minus(share, "share"), va="bottom")
    axes.set(xlim=(0.0, 1.0), ylim=(len(shares) - 0.5, -0.5), xticks=[])
    axes.grid(visible=False)
    axes.tick_params(axis="y", length=0)
    axes.spines[:].set_visible(False)


def source(found: Twin) -> str:
    """Return what the columns do not show, and where the figure comes from."""
    many, persons, away = len(found.pairs), found.scheme.scenario.persons, found.measures["kept_away"]
    mean = "one replication" if many == 1 else f"means of {many} replications; ± and lines: 95 % intervals"
    told = f"{plus_minus(away, 'count')} more {words(found, Group.KEPT_AWAY).sentence}." if away.mean >= 1.0 else ""
    return "\n".join(filter(None, [referred(found), told, f"Simulation: {persons:,} persons, {mean}.",
                                   "Credit cost: principal written off, less recoveries, plus expected losses."]))
