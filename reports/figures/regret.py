"""Regret: what each scheme falls short of the best one in each future of a stress study."""

from __future__ import annotations

from functools import partial

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from experiments.study.folder import Found, Kept
from reports.document.blocks import Picture, Table
from reports.figures.numbers import paired
from reports.figures.runs import ENGLISH, Numbers
from reports.figures.stresses import Record, amount, by_future, scheme_name, source
from reports.figures.style import COLOURS, bare, sheet, styled
from reports.folders import kept
from reports.messages import inside
from reports.messages import kept as said
from reports.numbers import grouped, places, scaled
from reports.records import interval_of
from reports.words import Words

ROW = 0.5
"""Inches."""
SHADES = LinearSegmentedColormap.from_list("regret", ["#f4f4f4", "#f6c9a0", COLOURS[1], "#6b2a00"])
STATISTICS = ("expected_regret", "maximal_regret")


def regret(found: Found | Kept, *, words: Words = ENGLISH) -> Picture:
    """Return the figure of the regret of each scheme in each future."""
    study = kept(found)
    record, cells = study.record, short_of_best(study)
    heads = [words.say("Scheme"), words.say("Expected regret"), words.say("Maximal regret")]
    rows = [[scheme_name(words, name), *(
        words.estimate(interval_of(record["summary"][name][each]), record["unit"], record["currency"]) for each in STATISTICS)]
        for name in record["schemes"]]
    return Picture(
        "regret", title(words, record),
        words.say("Regret: {measure} forgone by not having the scheme that is best in that future",
                  measure=inside(words.measure(record["measure"]))),
        words.say("Heat map of the regret of each scheme in {many} futures. Maximal regret: {values}.", many=cells.shape[1],
                  values=paired(words, (row[0] for row in rows), (row[2] for row in rows))),
        styled(partial(drawn, words, record, cells)), Table(words.say("Regret over the futures"), heads, rows, [False, True, True]),
        source(words, record))


def short_of_best(study: Kept) -> Numbers:
    """Return by how much each scheme falls short of the best one in each future, the worst futures first.

    The best one is told by other seeds than those under which a scheme falls short of it, so that luck is no regret.
    """
    sign = 1.0 if study.record["better"] == "more" else -1.0
    payoffs, short = (np.array([[value for future, value in each.items() if future] for each in by_future(study, name).values()])
                      for name in ("mean", "regret"))
    return np.asarray(short[:, np.argsort((sign * payoffs).max(axis=0), kind="stable")])


def title(words: Words, record: Record) -> str:
    """Say which scheme has the least maximal regret."""
    least = record["least_maximal_regret"]
    undecided = words.say("No scheme surely has the least maximal regret")
    if not least or not least["decided"]:
        return undecided
    return said(words.say("{scheme} has the least maximal regret", scheme=scheme_name(words, least["scheme"])),
                words.say("One scheme has the least maximal regret"))


def drawn(words: Words, record: Record, cells: Numbers) -> Figure:
    """Draw a row a scheme, the futures from the worst to the best."""
    figure, [axes] = sheet(ROW * len(cells) + 1.2)
    largest = float(cells.max(initial=0.0)) or 1.0
    picture = axes.imshow(cells, aspect="auto", cmap=SHADES, vmin=0.0, vmax=largest, interpolation="none")
    bare(axes)
    axes.set_yticks(range(len(cells)), [name_and_most(words, record, name) for name in record["schemes"]])
    axes.set_xticks([])
    axes.set_yticks(np.arange(len(cells) - 1) + 0.5, minor=True)
    axes.grid(visible=True, which="minor", axis="y", color="white", linewidth=3)
    axes.tick_params(which="both", length=0)
    axes.set_xlabel(words.say("{many:,} futures, from those in which even the best scheme does badly to those in which it does "
                              "well", many=cells.shape[1]), fontsize=9)
    bar = figure.colorbar(picture, ax=axes, location="top", shrink=0.3, aspect=30, anchor=(1.0, 0.0), ticks=[0.0, largest])
    bar.ax.set_xticklabels([words.say("none"), amount(words, record, largest)], fontsize=9)
    bar.ax.tick_params(length=0)
    bar.outline.set_visible(False)
    return figure


def name_and_most(words: Words, record: Record, name: str) -> str:
    """Return a scheme's name and the interval of its maximal regret."""
    most, unit, currency = interval_of(record["summary"][name]["maximal_regret"]), record["unit"], record["currency"]
    if most.low is None or most.high is None or most.low == most.high:
        told = words.figure(most.mean, unit, currency)
    else:
        low, high = (grouped(scaled(end, unit), places((most.mean, most.low, most.high), unit)) for end in (most.low, most.high))
        told = words.dressed(words.say("{low} to {high}", low=low, high=high), unit, currency)
    return words.say("{scheme}\nmost: {amount}", scheme=scheme_name(words, name), amount=told)
