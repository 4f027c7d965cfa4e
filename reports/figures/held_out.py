"""How well a calibrated scenario meets data that were left out, beside what sampling makes of such data by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from experiments.study.folder import Found, Kept
from reports.document.blocks import Picture, Series, Table
from reports.figures.bars import folded
from reports.figures.calibrations import source
from reports.figures.numbers import labelled, listed
from reports.figures.runs import ENGLISH
from reports.figures.style import BASELINE, COLOURS, INK, PALE, number_axis, sheet, styled
from reports.folders import kept
from reports.messages import kept as said
from reports.words import Words

Record = Mapping[str, Any]
BAR, KINDS = 0.19, ("model", "data", "sampling", "halves")
COLOUR = dict(zip(KINDS, (COLOURS[0], COLOURS[4], BASELINE, PALE), strict=True))


def held_out(found: Found | Kept, *, words: Words = ENGLISH) -> Picture:
    """Return the figure of mean errors in data that were left out, by quantity; points of percent."""
    record = kept(found).record
    by_quantity = record["held_out"]
    names = {"model": words.say("the model"), "data": words.say("the fitted data themselves"),
             "sampling": words.say("sampling alone"), "halves": words.say("between halves of the data")}
    kinds = [kind for kind in KINDS if any(each[kind] is not None for each in by_quantity.values())]
    shown = [Series(names[kind], list(by_quantity), [100.0 * (each[kind] or 0.0) for each in by_quantity.values()])
             for kind in kinds]
    rows = [[name, *(words.say("n/a") if each[kind] is None else f"{100.0 * each[kind]:.2g}" for kind in kinds)]
            for name, each in by_quantity.items()]
    return Picture(
        "held_out", title(words, by_quantity),
        words.say("Mean size of errors in data that were left out, percentage points"),
        words.say("Mean errors by quantity in data left out. {errors}.", errors=listed(
            words, (labelled(words, row[0], row[1]) for row in rows))),
        styled(partial(drawn, words, shown, [COLOUR[kind] for kind in kinds])),
        Table(words.say("Errors in data left out, percentage points"), [words.say("Quantity"), *(names[kind] for kind in kinds)],
              rows, [False, *([True] * len(kinds))]),
        source(words, record), "bar", shown, words.say("Quantity"), words.say("Mean error, percentage points"))


def title(words: Words, by_quantity: Mapping[str, Record]) -> str:
    """Say where the model errs by more than twice as much as the fitted data themselves do."""
    worse = [name for name, each in by_quantity.items() if each["model"] > 2.0 * max(each["data"], each["halves"] or 0.0)]
    if not worse:
        return words.say("Data left out: errors within twice the data's own")
    return said(words.say("Data left out: above twice the data's error in {quantities}",
                          quantities=words.say(", ").join(worse)),
                words.say("Data left out: above twice the data's error"))


def drawn(words: Words, shown: Sequence[Series], colours: Sequence[str]) -> Figure:
    """Draw bars side by side, a group a quantity."""
    names = [str(each) for each in shown[0].x]
    figure, (axes,) = sheet(0.7 * len(names) + 0.9)
    for number, each in enumerate(shown):
        axes.barh(np.arange(len(names)) + (number - (len(shown) - 1) / 2.0) * BAR, each.y, BAR, color=colours[number],
                  edgecolor=INK, linewidth=0.4, label=each.name)
    axes.set_yticks(range(len(names)), [folded(words.name(name)) for name in names])
    axes.set_ylim(len(names) - 0.45, -0.55)
    axes.grid(visible=True, axis="x")
    axes.grid(visible=False, axis="y")
    axes.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1.0, 1.0))
    number_axis(axes.xaxis, 6)
    return figure
