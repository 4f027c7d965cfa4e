"""Which parameters go together in the posterior: draws of the pairs that are most alike."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from experiments.study.folder import Found, Kept
from reports.document.blocks import Picture, Series, Table
from reports.figures.calibrations import drawn_unit, scale, source, with_unit
from reports.figures.numbers import listed
from reports.figures.runs import ENGLISH
from reports.figures.style import COLOURS, number_axis, sheet, styled
from reports.folders import kept
from reports.messages import kept as said
from reports.words import Words

MOST, ACROSS, HIGH = 6, 2, 2.8
"""Pairs that are drawn, panels in a row, inches of each."""
DOTS = 400


class Pair(NamedTuple):
    """Two parameters and the correlation of their ranks in the posterior."""

    one: str
    other: str
    correlation: float


def together(found: Found | Kept, *, words: Words = ENGLISH) -> Picture:
    """Return the figure of the pairs of parameters that go together most."""
    study = kept(found)
    pairs = ranked(study)[:MOST]
    rows = [[each.one, each.other, f"{each.correlation:.2f}"] for each in pairs]
    first = pairs[0]
    x, y = (list(values(study, name)[:DOTS]) for name in (first.one, first.other))
    return Picture(
        "together", title(words, study.record),
        words.say("Draws of the posterior, all about as good; where they lie along a line, the data know the line, not the point"),
        words.say("Correlations of parameters in the posterior. {pairs}.", pairs=listed(words, (
            words.say("{one} and {other}: {correlation}", one=row[0], other=row[1], correlation=row[2]) for row in rows))),
        styled(partial(drawn, words, study, pairs)),
        Table(words.say("Pairs of parameters"), [words.say("Parameter"), words.say("and"), words.say("Rank correlation")], rows,
              [False, False, True]),
        source(words, study.record), "scatter", [Series(words.say("Draws"), x, y)], first.one, first.other)


def title(words: Words, record: Mapping[str, Any]) -> str:
    """Say which parameters the data do not tell apart."""
    found = record["combinations"]
    if not found:
        return words.say("The data tell all parameters apart")
    names = words.say("; ").join(words.say(", ").join(each["names"]) for each in found)
    return said(words.say("The data do not tell apart: {names}", names=names),
                words.say("The data do not tell some parameters apart"))


def values(study: Kept, name: str) -> NDArray[np.float64]:
    """Return the draws of a parameter, shares in percent."""
    size = scale(drawn_unit(study.record["parameters"][name]))
    return size * np.array(study.tables["draws"].fields[name].values, dtype=np.float64)


def ranked(study: Kept) -> list[Pair]:
    """Return all pairs of parameters, those that go together most first."""
    names = list(study.record["parameters"])
    ranks = {name: np.argsort(np.argsort(values(study, name))) for name in names}
    found = [Pair(one, other, float(np.corrcoef(ranks[one], ranks[other])[0, 1])) for one, other in combinations(names, 2)]
    return sorted(found, key=lambda each: -abs(each.correlation))


def drawn(words: Words, study: Kept, pairs: Sequence[Pair]) -> Figure:
    """Draw a panel a pair."""
    rows = math.ceil(len(pairs) / ACROSS)
    figure, axes = sheet(HIGH * rows, rows=rows, columns=ACROSS)
    for each, pair in zip(axes, pairs, strict=False):
        x, y = (values(study, name)[:DOTS] for name in (pair.one, pair.other))
        each.plot(x, y, linestyle="none", marker="o", markersize=3.0, color=COLOURS[0], alpha=0.5, markeredgewidth=0.0)
        for axis, name, label in ((each.xaxis, pair.one, each.set_xlabel), (each.yaxis, pair.other, each.set_ylabel)):
            label(with_unit(words, name.rpartition(".")[2], drawn_unit(study.record["parameters"][name]), study.record["currency"]))
            number_axis(axis, 4)
        each.set_title(f"{pair.correlation:.2f}")
    for each in axes[len(pairs):]:
        each.set_visible(False)
    return figure
