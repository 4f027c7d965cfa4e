"""The figure of a front: what candidates come to, intervals as crosses; the scheme in force and the recommended one marked."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from reports.figures.style import BASELINE, COLOURS, INK, SOFT, STYLE, WIDTH, minus
from reports.search import chosen_of, named, titled

EDGE = 0.02
Record = Mapping[str, Any]
HIGH, ABOVE, BELOW = 5.6, 1.25, 0.95
"""Inches, as the width of a figure."""
LEFT, RIGHT = 0.11, 0.96
UNITS = {"money": (1.0, "{currency}"), "share": (100.0, "%"), "per year": (100.0, "% a year")}
LIKELY = 0.5
"""From this probability on a candidate is drawn as one of the front."""


class Look(NamedTuple):
    """How a candidate is drawn."""

    colour: str
    marker: str
    size: float
    order: float


def title(record: Record) -> str:
    """Say what the search came to, in at most ten words."""
    chosen = chosen_of(record)
    if chosen is None:
        return "No candidate surely holds the caps"
    if chosen["candidate"] == "today":
        return "Nothing is better than the scheme of today"
    first = record["objectives"][0]
    less = chosen["quantities"][first["name"]]["less_today"]
    if less["low"] is None or less["low"] <= 0.0 <= less["high"]:
        return f"{named(chosen).capitalize()} is recommended"
    return f"{titled(first['name'])}: {signed(less['mean'], first['unit'], record['currency'])} with {named(chosen)}"


def signed(value: float, unit: str, currency: str) -> str:
    """Return a difference, rounded, with its sign."""
    size, name = UNITS.get(unit, (1.0, ""))
    return minus(f"{float(f'{size * value:.2g}'):+,.10g} {name.format(currency=currency)}").strip()


def save(record: Record, folder: Path) -> list[Path]:
    """Write the figure as PNG and SVG, and return where."""
    paths = [folder / f"front.{kind}" for kind in ("png", "svg")]
    with mpl.rc_context({**STYLE, "axes.grid.axis": "both"}):
        figure = drawn(record)
        figure.savefig(paths[0], dpi=160)
        figure.savefig(paths[1], metadata={"Date": None, "Title": title(record)})
    return paths


def drawn(record: Record) -> Figure:
    """Draw the first objective against each other one; against the rank where there is only one."""
    first, *others = record["objectives"]
    panels = others or [None]
    figure = Figure(figsize=(WIDTH, ABOVE + len(panels) * HIGH + BELOW - 1.3))
    high = figure.get_figheight()
    each = (high - ABOVE - BELOW * len(panels)) / len(panels)
    for number, other in enumerate(panels):
        bottom = high - ABOVE - (number + 1) * each - number * BELOW
        axes = figure.add_axes((LEFT, bottom / high, RIGHT - LEFT, each / high))
        scatter(axes, record, first, other)
    figure.text(EDGE, 1.0 - 0.225 / high, title(record), fontsize=15, fontweight="bold", va="top")
    figure.text(EDGE, 1.0 - 0.54 / high, subtitle(record), fontsize=10, color=SOFT, va="top", linespacing=1.4)
    figure.text(EDGE, 0.125 / high, source(record), fontsize=8.5, color=SOFT)
    return figure


def subtitle(record: Record) -> str:
    """Return what the points are."""
    caps = f"; caps: {', '.join(cap['text'] for cap in record['caps'])}" if record["caps"] else ""
    return f"Candidates of the search under fresh seeds{caps}\nPale: likely not on the front, or not sure to hold the caps"


def source(record: Record) -> str:
    """Return where the figure comes from."""
    many = sorted({each["replications"] for each in record["candidates"]})
    seeds = f"{many[0]} to {many[-1]}" if len(many) > 1 else f"{many[0]}"
    return (f"Simulation: {record['persons']:,} persons, {record['days']:,} days, {seeds} replications; "
            "crosses are 95 % intervals of the mean.")


def scatter(axes: Axes, record: Record, first: Record, other: Record | None) -> None:
    """Draw every candidate; the ones that matter lie on top."""
    ranked = sorted(record["candidates"], key=lambda each: each["quantities"][first["name"]]["mean"] or 0.0)
    for rank, each in enumerate(ranked):
        y = ends(each["quantities"][first["name"]], first["unit"])
        x = ends(each["quantities"][other["name"]], other["unit"]) if other else (rank, rank, rank)
        look = look_of(record, each)
        axes.errorbar([x[0]], [y[0]], xerr=bars(x), yerr=bars(y), color=look.colour, marker=look.marker, markersize=look.size,
                      linewidth=1.2, zorder=look.order, markeredgecolor="white", markeredgewidth=0.6)
        if text := label_of(record, each):
            axes.annotate(text, (x[0], y[0]), xytext=(9, -13), textcoords="offset points", color=look.colour, zorder=5.0,
                          fontweight="bold")
    axes.set_ylabel(axis_of(first, record["currency"]))
    axes.set_xlabel(axis_of(other, record["currency"]) if other else "Rank among the candidates")
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(MaxNLocator(7))
        axis.set_major_formatter(FuncFormatter(lambda value, _: minus(f"{value:z,.10g}")))
    axes.tick_params(colors=INK)


def ends(each: Record, unit: str) -> tuple[float, float, float]:
    """Return the mean and the interval of a quantity as they are drawn."""
    size = UNITS.get(unit, (1.0, ""))[0]
    mean = float("nan") if each["mean"] is None else size * each["mean"]
    return (mean, mean, mean) if each["low"] is None else (mean, size * each["low"], size * each["high"])


def bars(of: tuple[float, float, float]) -> list[list[float]]:
    """Return how far an interval reaches to both sides."""
    return [[of[0] - of[1]], [of[2] - of[0]]]


def look_of(record: Record, each: Record) -> Look:
    """Return how a candidate is drawn."""
    if each["candidate"] == record["recommended"]:
        return Look(COLOURS[1], "D", 9.0, 4.0)
    if each["candidate"] == "today":
        return Look(BASELINE, "s", 8.0, 3.5)
    front = each["safe"] and each["on_front"] >= LIKELY
    return Look(COLOURS[0], "o", 6.0, 3.0) if front else Look("#c9c9c9", "o", 4.5, 2.0)


def label_of(record: Record, each: Record) -> str:
    """Return what stands at a candidate, nothing at most."""
    if each["candidate"] == "today":
        return "Today, recommended" if record["recommended"] == "today" else "Today"
    return f"Recommended ({each['candidate']})" if each["candidate"] == record["recommended"] else ""


def axis_of(one: Record, currency: str) -> str:
    """Return what an axis is."""
    unit = UNITS.get(one["unit"], (1.0, ""))[1].format(currency=currency)
    return f"{titled(one['name'])}{f', {unit}' if unit else ''} ({'more' if one['sign'] > 0 else 'less'} is better)"
