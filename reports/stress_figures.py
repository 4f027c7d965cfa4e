"""The figures of a stress study: regret by scheme and future, break-even values in their ranges, the region where it goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter

from experiments.stresses.break_even import Verdict
from experiments.stresses.factors import Factor
from experiments.stresses.prim import Points
from experiments.stresses.regions import Region, coordinates
from experiments.stresses.stressed import Stressed, Tried
from experiments.stresses.tables import own
from reports.figures.style import COLOURS, INK, PALE, SOFT, STYLE, WIDTH, minus
from reports.messages import named
from reports.numbers import rounded_money
from reports.stress import in_unit, limit_text, spelled, unit
from reports.tables import label

EDGE = 0.02
BELOW, ABOVE, ROW = 0.75, 1.1, 0.5
"""Inches: below and above the axes of a figure, and a row in them."""
LEFT, RIGHT = 0.24, 0.97


def save(found: Stressed, folder: Path) -> list[Path]:
    """Write all figures as PNG and SVG, and return where."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    with mpl.rc_context(STYLE):
        for name, title, figure in drawn(found):
            for kind in ("png", "svg"):
                paths.append(folder / f"{name}.{kind}")
                figure.savefig(paths[-1], **({"dpi": 160} if kind == "png" else {"metadata": {"Date": None, "Title": title}}))
    return paths


def drawn(found: Stressed) -> Iterator[tuple[str, str, Figure]]:
    """Yield each figure with its name and title."""
    if found.choice is not None:
        yield "regret", regret_title(found), regret(found)
    if found.break_evens:
        yield "break_even", break_even_title(found), break_even(found)
    for number, each in enumerate(found.regions, 1):
        if each.sure:
            name = found.plan.schemes[number].name
            yield f"region_{name}", region_title(found, number, each), region(found, number, each)


def sheet(found: Stressed, title: str, subtitle: str, height: float) -> tuple[Figure, Axes]:
    """Return an empty figure with its texts, and its axes of so many inches."""
    high = ABOVE + height + BELOW
    figure = Figure(figsize=(WIDTH, high))
    axes = figure.add_axes((LEFT, BELOW / high, RIGHT - LEFT, height / high))
    figure.text(EDGE, 1.0 - 0.225 / high, title, fontsize=15, fontweight="bold", va="top")
    figure.text(EDGE, 1.0 - 0.56 / high, subtitle, fontsize=10, color=SOFT, va="top")
    scenario, plan = found.plan.schemes[0].what.scenario, found.plan
    source = f"Simulation: {scenario.persons:,} persons, {scenario.days:,} days, {len(plan.seeds)} replications in each future"
    figure.text(EDGE, 0.125 / high, source + (f", {len(plan.pair_seeds)} pairs at each value tried." if plan.tried else "."),
                fontsize=8.5, color=SOFT)
    return figure, axes


def regret_title(found: Stressed) -> str:
    """Say which scheme has the least maximal regret."""
    assert found.choice is not None
    best = named(found.plan.schemes[found.choice.scheme].name)
    return f"{best} has the least maximal regret" if found.choice.decided else "No scheme surely has the least maximal regret"


def regret(found: Stressed) -> Figure:
    """Draw the regret of each scheme in each future, the futures from the worst to the best."""
    plan, here = found.plan, found.whole[1:]
    subtitle = f"Regret: {label(plan.measure).lower()} forgone by not having the scheme that is best in that future"
    figure, axes = sheet(found, regret_title(found), subtitle, ROW * len(plan.schemes) + 0.2)
    order = np.argsort(found.payoffs.mean(axis=2).max(axis=0), kind="stable")
    cells = np.array([[each.mean for each in scheme[1:]] for scheme in found.regrets])[:, here][:, order]
    largest = float(cells.max()) or 1.0
    shades = mpl.colors.LinearSegmentedColormap.from_list("regret", ["#f4f4f4", "#f6c9a0", COLOURS[1], "#6b2a00"])
    picture = axes.imshow(cells, aspect="auto", cmap=shades, vmin=0.0, vmax=largest, interpolation="none")
    axes.set_yticks(range(len(plan.schemes)), [name_and_sum(found, number) for number in range(len(plan.schemes))])
    axes.set_xticks([])
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)
    axes.set_yticks(np.arange(len(plan.schemes) - 1) + 0.5, minor=True)
    axes.grid(visible=True, which="minor", axis="y", color="white", linewidth=3)
    axes.tick_params(which="both", length=0)
    axes.set_xlabel(f"{cells.shape[1]:,} futures, from those in which even the best scheme does badly to those in which it does "
                    "well", fontsize=9)
    bar = figure.colorbar(picture, cax=axes.inset_axes((0.72, 1.08, 0.28, 0.06)), orientation="horizontal",
                          ticks=[])
    bar.outline.set_visible(False)
    for place, text, side in ((0.0, "none", "left"), (1.0, money(found, largest), "right")):
        bar.ax.text(place, 1.25, text, fontsize=9, ha=side, va="bottom", transform=bar.ax.transAxes)
    return figure


def name_and_sum(found: Stressed, number: int) -> str:
    """Return a scheme's name and its maximal regret."""
    return f"{named(found.plan.schemes[number].name)}\nat most {money(found, found.summary['maximal_regret'][number].mean)}"


def money(found: Stressed, value: float) -> str:
    """Return a value of the measure that decides, rounded."""
    if unit(found.plan) == "money" and value > 0.0:
        return rounded_money(value, found.plan.schemes[0].what.scenario.currency)
    return f"{value:,.3g}"


def break_even_title(found: Stressed) -> str:
    """Say how many break-even values lie in the ranges."""
    inside = sum(each.found.verdict is Verdict.BREAKS_EVEN for each in found.break_evens)
    return f"Schemes break even in {inside} of {len(found.break_evens)} ranges"


def break_even(found: Stressed) -> Figure:
    """Draw each range of what is uncertain, where in it a scheme pays, and where it breaks even with its interval."""
    shown = found.break_evens
    baseline = named(found.plan.schemes[0].name)
    subtitle = f"Where each scheme does better than {baseline}: one setting at a time, in the range its evidence leaves open"
    figure, axes = sheet(found, break_even_title(found), subtitle, ROW * len(shown) + 0.1)
    for row, each in enumerate(shown):
        stretch(axes, row, each)
        axes.text(-0.005, row + 0.33, spelled(each.factor, found, 0.0), fontsize=8, color=SOFT, va="center")
        axes.text(1.005, row + 0.33, spelled(each.factor, found, 1.0), fontsize=8, color=SOFT, va="center", ha="right")
        axes.plot([each.search.today] * 2, [row - 0.16, row + 0.16], color=INK, linewidth=1.6)
        if each.found.verdict is Verdict.BREAKS_EVEN:
            axes.text(each.found.place, row - 0.34, minus(spelled(each.factor, found, each.found.place)), fontsize=8.5, color=INK,
                      ha="center", va="center")
        else:
            axes.text(0.5, row - 0.34, each.found.verdict, fontsize=8.5, color=SOFT, ha="center", va="center")
    axes.set_yticks(range(len(shown)), [f"{spaced(each.factor.name)}\n{named(found.plan.schemes[each.scheme].name)}"
                                             for each in shown], fontsize=9)
    axes.set(xlim=(-0.02, 1.02), ylim=(len(shown) - 0.45, -0.6), xticks=[])
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel("blue: pays; grey: does not, or is not known to; dot and line: break-even, 95 % interval; black: as written",
                    fontsize=8.5, x=0.45)
    return figure


def spaced(name: str) -> str:
    """Return the name of a factor in words."""
    return name.replace("_", " ")


def stretch(axes: Axes, row: int, each: Tried) -> None:
    """Draw one range: blue where it pays, its break-even value with the interval."""
    verdict, place = each.found.verdict, each.found.place
    part = (0.0, place) if each.found.pays_below else (place, 1.0)
    left, right = {Verdict.PAYS: (0.0, 1.0), Verdict.BREAKS_EVEN: part}.get(verdict, (0.0, 0.0))
    axes.barh(row, 1.0, height=0.2, color=PALE)
    axes.barh(row, right - left, left=left, height=0.2, color=COLOURS[4])
    if verdict is Verdict.BREAKS_EVEN:
        low, high = (0.0 if each.found.low is None else each.found.low), (1.0 if each.found.high is None else each.found.high)
        axes.plot([low, high], [row, row], color=COLOURS[1], linewidth=2.4, solid_capstyle="butt")
        axes.plot([place], [row], marker="o", color=COLOURS[1], markersize=6.5)


def region_title(found: Stressed, number: int, each: Region) -> str:
    """Say in which futures it goes wrong."""
    kind = "does worse" if each.of_worse else "pays"
    return f"{named(found.plan.schemes[number].name)} {kind} above all in one region"


def region(found: Stressed, number: int, each: Region) -> Figure:
    """Draw the futures over the two surest limits of a region; where it has but one limit, over that and the advantage itself."""
    assert each.found is not None
    limits = " and ".join(limit_text(limit, found) for limit in each.limits[:2])
    worth = f"coverage {each.found.coverage:.0%}, density {each.found.density:.0%}".replace("%", " %")
    figure, axes = sheet(found, region_title(found, number, each), f"The box: {limits}; {worth}", 3.6)
    futures = found.plan.futures[found.whole[1:]]
    points = coordinates(found.plan.factors, futures)
    columns = [found.plan.factors.index(limit.factor) for limit in each.limits[:2]]
    across, up = (spread(found, points, columns, axis, number) for axis in (0, 1))
    for mask, colour, marker, name in ((each.worse, COLOURS[1], "x", "worse"), (~each.worse, COLOURS[0], "o", "better")):
        axes.plot(across[mask], up[mask], linestyle="", marker=marker, markersize=6, markeredgewidth=1.6, color=colour,
                  markerfacecolor="none", clip_on=False, label=f"{name} than {named(found.plan.schemes[0].name)}")
    box(axes, each, columns)
    ticks(found, axes, columns)
    axes.grid(visible=False)
    figure.legend(*axes.get_legend_handles_labels(), loc="upper right", bbox_to_anchor=(RIGHT, 1.0 - 0.72 / figure.get_figheight()),
                  ncols=2, frameon=False, handletextpad=0.3)
    return figure


def spread(found: Stressed, points: Points, columns: list[int], axis: int, number: int) -> Points:
    """Return where futures stand on an axis: the values of a list beside each other, so that they can be told apart."""
    if axis >= len(columns):
        means = found.payoffs.mean(axis=2)
        return np.asarray(means[number] - means[0])
    column = points[:, columns[axis]]
    beside = (np.argsort(np.argsort(points[:, (columns[axis] + 1) % points.shape[1]])) / len(points) - 0.5) * 0.6
    return np.asarray(column if found.plan.factors[columns[axis]].ranged else column + beside)


def box(axes: Axes, each: Region, columns: list[int]) -> None:
    """Draw the box, up to the edges of the axes where it has no limit."""
    assert each.found is not None
    ends = []
    for axis, (low, high) in enumerate((axes.get_xlim(), axes.get_ylim())):
        limited = axis < len(columns)
        lower, upper = ((each.found.box.low[columns[axis]], each.found.box.high[columns[axis]]) if limited else (-np.inf, np.inf))
        ends.append((max(lower, low), min(upper, high)))
    (left, right), (bottom, top) = ends
    shape = Rectangle((left, bottom), right - left, top - bottom, facecolor=PALE, edgecolor=INK, linestyle="dashed", zorder=0)
    axes.add_patch(shape)


def ticks(found: Stressed, axes: Axes, columns: list[int]) -> None:
    """Name the axes, with the values of what is uncertain at their ticks."""
    for axis, each in enumerate((axes.xaxis, axes.yaxis)):
        if axis >= len(columns):
            axes.set_ylabel(f"{label(found.plan.measure)} above {named(found.plan.schemes[0].name)}")
            axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: minus(f"{value:,.10g}")))
            continue
        factor = found.plan.factors[columns[axis]]
        places = np.linspace(0.0, 1.0, 5) if factor.ranged else np.arange(len(factor.names))
        each.set_ticks(places, [tick(factor, found, float(place)) for place in places])
        each.set_label_text(f"{spaced(factor.name)} (today {in_unit(factor, own(factor, found.plan.schemes[0].values), found)})")


def tick(factor: Factor, found: Stressed, place: float) -> str:
    """Return what stands at a tick."""
    return spelled(factor, found, place) if factor.ranged else factor.names[int(place)]
