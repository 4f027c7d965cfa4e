"""The figure of a sensitivity study: bars of Sobol indices, or sizes of effects against their spread, a panel a measure."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from experiments.indices import Index
from experiments.lab.measures import measures
from experiments.sensitivities import Sensitive
from reports.figures.style import BASELINE, COLOURS, INK, MARKERS, SOFT, STYLE, WIDTH, minus
from reports.numbers import figure as number
from reports.sensitivity import decided, ranked
from reports.tables import label

EDGE = 0.02
NAME = "sensitivity"
BAR, PANEL = 0.42, 3.0
"""Inches: a lever's bars, a panel of effects against spread."""

ABOVE, BETWEEN, BELOW = 1.1, 0.85, 0.75
NOT_DRAWN = 0.2
"""Inches of the line that tells what is not drawn."""

LEFT, RIGHT = 0.34, 0.97
THICK = 0.36
GAP = 0.085
"""Least distance of two names, as a share of the height of the axes."""

SUBTITLES = {
    "sobol": "Share of the variance of the mean response; lines are 95 % intervals",
    "morris": "Effect of moving a lever through its whole range: mean size, and how much it depends on the other levers.\n"
              "Lines are 95 % intervals; hollow: not told apart from luck",
}


def save(found: Sensitive, folder: Path) -> list[Path]:
    """Write the figure as PNG and SVG, and return where."""
    paths = [folder / f"{NAME}.{kind}" for kind in ("png", "svg")]
    with mpl.rc_context(STYLE):
        drawing = drawn(found)
        drawing.savefig(paths[0], dpi=160)
        drawing.savefig(paths[1], metadata={"Date": None, "Title": title(found)})
    return paths


def title(found: Sensitive) -> str:
    """Say what moves the first measure most."""
    first = found.plan.shown[0]
    order = list(ranked(found, first))
    return f"{order[0]} moves {label(first).lower()} most" if order else f"No lever is known to move {label(first).lower()}"


def subtitle(found: Sensitive) -> str:
    """Say how to read the figure, and what is not in it."""
    missing = [f"{label(measure)}, {'which no lever moves' if found.is_defined(measure) else 'which is undefined somewhere'}"
               for measure in found.plan.shown if not found.found[measure]]
    told = SUBTITLES[found.plan.study.says.method]
    return f"{told}\nNot drawn: {'; '.join(missing)}" if missing else told


def drawn(found: Sensitive) -> Figure:
    """Draw a panel a measure, from top to bottom."""
    sobol, shown = found.plan.study.says.method == "sobol", [name for name in found.plan.shown if found.found[name]]
    panel = BAR * len(found.plan.levers) + 0.1 if sobol else PANEL
    above = ABOVE + (NOT_DRAWN if len(shown) < len(found.plan.shown) else 0.0)
    high = above + max(len(shown) * (panel + BETWEEN) - BETWEEN, 0.0) + BELOW
    drawing = Figure(figsize=(WIDTH, high))
    for place, measure in enumerate(shown):
        top = 1.0 - (above + 0.3 + place * (panel + BETWEEN)) / (high + 0.3)
        left = LEFT if sobol else 0.12
        axes = drawing.add_axes((left, top - panel / (high + 0.3), (RIGHT if sobol else 0.66) - left, panel / (high + 0.3)))
        (bars if sobol else effects)(axes, found, measure)
        drawing.text(EDGE, top + 0.1 / high, named(found, measure), va="bottom", fontweight="bold")
    drawing.text(EDGE, 1.0 - 0.225 / high, title(found), fontsize=15, fontweight="bold", va="top")
    drawing.text(EDGE, 1.0 - 0.54 / high, subtitle(found), fontsize=10, color=SOFT, va="top")
    drawing.text(EDGE, 0.1 / high, source(found), fontsize=8.5, color=SOFT)
    return drawing


def named(found: Sensitive, measure: str) -> str:
    """Return the name of a measure, with the currency where effects are in money."""
    in_money = measures()[measure].unit == "money" and found.plan.study.says.method == "morris"
    return label(measure) + (f", {found.plan.designs[0].what.scenario.currency}" if in_money else "")


def source(found: Sensitive) -> str:
    """Return where the figure comes from."""
    scenario = found.plan.designs[0].what.scenario
    return (f"Simulation: {scenario.name}, {scenario.persons:,} persons, {len(found.plan.designs):,} points, "
            f"{len(found.plan.seeds)} replications each.")


def bars(axes: Axes, found: Sensitive, measure: str) -> None:
    """Draw the indices of each lever as two bars: alone, and in all."""
    by_lever = ranked(found, measure)
    places = np.arange(len(by_lever))[::-1]
    for name, shift, colour, told in (("S1", 1, COLOURS[4], "alone (S1)"), ("ST", -1, COLOURS[0], "in all (ST)")):
        mine = [next(each for each in indices if each.name == name) for indices in by_lever.values()]
        axes.barh(places + shift * THICK / 2.0, [max(each.value, 0.0) for each in mine], THICK, color=colour, label=told)
        for place, each in zip(places, mine, strict=True):
            whisker(axes, place + shift * THICK / 2.0, each)
    axes.set_yticks(places, list(by_lever))
    axes.set_xlim(0.0, 1.0)
    axes.grid(visible=True, axis="x")
    axes.grid(visible=False, axis="y")
    axes.legend(loc="lower right", frameon=False, fontsize=9)


def whisker(axes: Axes, place: float, each: Index) -> None:
    """Draw the interval of an index."""
    if each.low is not None and each.high is not None:
        axes.plot([max(each.low, 0.0), max(each.high, 0.0)], [place, place], color=INK, linewidth=1.2)


def effects(axes: Axes, found: Sensitive, measure: str) -> None:
    """Draw each lever at the size and the spread of its effects, with its name beside the axes."""
    by_lever = {lever: {each.name: each for each in indices} for lever, indices in ranked(found, measure).items()}
    sizes, spreads = ({lever: each[name].value for lever, each in by_lever.items()} for name in ("mu_star", "sigma"))
    most = max(*sizes.values(), *spreads.values(), 1e-12) * 1.08
    axes.plot([0.0, most], [0.0, most], color=BASELINE, linewidth=0.8, linestyle=(0, (4, 3)))
    places = stacked({lever: spread / most for lever, spread in spreads.items()})
    for nth, lever in enumerate(each.path for each in found.plan.levers):
        colour, size = COLOURS[nth % len(COLOURS)], by_lever[lever]["mu_star"]
        axes.plot([size.low or 0.0, size.high or 0.0], [spreads[lever]] * 2, color=colour, linewidth=1.2)
        axes.plot(size.value, spreads[lever], MARKERS[nth % len(MARKERS)], color=colour, markersize=6, clip_on=False,
                  markerfacecolor=colour if decided(size, measure, found) else "white")
        axes.annotate(lever, (size.value, spreads[lever]), (1.02, places[lever]), textcoords="axes fraction", color=colour,
                      va="center", fontsize=9,
                      arrowprops={"arrowstyle": "-", "color": colour, "linewidth": 0.5, "alpha": 0.6, "relpos": (0.0, 0.5)})
    axes.set_xlim(0.0, max(most, *((each["mu_star"].high or 0.0) * 1.03 for each in by_lever.values())))
    axes.set_ylim(0.0, most)
    dressed(axes, measure)


def stacked(places: Mapping[str, float]) -> dict[str, float]:
    """Return places moved up as little as need be to be apart.

    >>> {name: round(place, 2) for name, place in stacked({"a": 0.5, "b": 0.0, "c": 0.02}).items()}
    {'b': 0.0, 'c': 0.09, 'a': 0.5}
    """
    found: dict[str, float] = {}
    least = 0.0
    for name in sorted(places, key=places.__getitem__):
        found[name] = max(places[name], least)
        least = found[name] + GAP
    return found


def dressed(axes: Axes, measure: str) -> None:
    """Give the axes their names and numbers."""
    unit = measures()[measure].unit
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(MaxNLocator(5))
        axis.set_major_formatter(FuncFormatter(lambda value, _: minus(number(value, unit, "").strip())))
    axes.set_xlabel("mean size (mu*)")
    axes.set_ylabel("spread (sigma)")
