"""Whether fresh seeds keep what the search promised: its own value of each candidate beside the mean under fresh seeds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.interval import Interval
from experiments.study.folder import Found, Kept
from reports.document.blocks import Picture, Series, Table
from reports.figures.numbers import half_of
from reports.figures.runs import ENGLISH
from reports.figures.searches import TODAY, UNITS, axis_of, quantity_name, run_with
from reports.figures.style import BASELINE, COLOURS, number_axis, sheet, styled
from reports.folders import kept
from reports.records import interval_of
from reports.words import Words

HIGH = 4.0
"""Inches."""


class Promise(NamedTuple):
    """A candidate: what the search saw, the mean under fresh seeds, and whether it broke what was promised."""

    candidate: str
    seen: float
    fresh: Interval
    broken: bool


def stability(found: Found | Kept, *, words: Words = ENGLISH) -> Picture:
    """Return the figure of the candidates' objectives in the search and under fresh seeds."""
    study = kept(found)
    record = study.record
    by_objective = {one["name"]: promises(study, one) for one in record["objectives"]}
    first, currency = record["objectives"][0], record["currency"]
    heads = [words.say("Candidate"), *(head for one in record["objectives"] for head in (
        words.say("{measure} in the search", measure=quantity_name(words, one["name"])), words.say("under fresh seeds")))]
    rows = [[each.candidate, *(cell for one in record["objectives"]
                               for cell in cells(words, by_objective[one["name"]][at], one, currency))]
            for at, each in enumerate(by_objective[first["name"]])]
    size = UNITS.get(first["unit"], (1.0, ""))[0]
    return Picture(
        "stability", title(words, by_objective[first["name"]]),
        words.say("Each candidate's value in the search's own run, and its mean under fresh seeds; dashed: the same"),
        words.say("Points of the value in the search and under fresh seeds. {broken} of {many} come to less than promised.",
                  broken=sum(each.broken for each in by_objective[first["name"]]), many=len(rows)),
        styled(partial(drawn, words, by_objective, record)),
        Table(words.say("What the search saw, and what fresh seeds show"), heads, rows, [False, *([True] * (len(heads) - 1))]),
        run_with(words, record), "scatter",
        [Series(words.say("Candidates"), [size * each.seen for each in by_objective[first["name"]]],
                [size * each.fresh.mean for each in by_objective[first["name"]]])],
        words.say("In the search"), words.say("Under fresh seeds"))


def promises(study: Kept, objective: Any) -> list[Promise]:
    """Return what the search saw of each candidate of its own, and what fresh seeds show."""
    trials = study.tables["trials"].fields
    seen = dict(zip(map(str, trials["trial"].values), trials[f"search {objective['name']}"].values, strict=True))
    runs = len(study.record["search_seeds"]) * max(len(study.record["macro"]), 1)
    found = []
    for each in study.record["candidates"]:
        value = seen.get(each["candidate"])
        if each["candidate"] != TODAY and value is not None:
            fresh = interval_of(each["quantities"][objective["name"]])
            found.append(Promise(each["candidate"], value, fresh, broken(value, fresh, objective["sign"], runs)))
    return found


def broken(seen: float, fresh: Interval, sign: int, runs: int) -> bool:
    """Tell whether what was seen in so many runs is better than 95 % prediction of fresh ones allows.

    >>> broken(130.0, Interval(100.0, 98.0, 102.0, 16), 1, 1), broken(107.0, Interval(100.0, 98.0, 102.0, 16), 1, 1)
    (True, False)
    """
    return fresh.low is not None and sign * (seen - fresh.mean) > half_of(fresh) * math.sqrt(1.0 + fresh.replications / runs)


def cells(words: Words, each: Promise, objective: Any, currency: str) -> tuple[str, str]:
    """Return what was seen and what fresh seeds show."""
    return words.figure(each.seen, objective["unit"], currency), words.estimate(each.fresh, objective["unit"], currency)


def title(words: Words, found: Sequence[Promise]) -> str:
    """Say how many candidates come to surely less than the search saw."""
    less = sum(each.broken for each in found)
    if not found:
        return words.say("No candidate of the search was tried again")
    if not less:
        return words.say("No candidate promised surely more than fresh seeds show")
    return words.say("{broken} of {many} candidates promised more than they keep", broken=less, many=len(found))


def drawn(words: Words, by_objective: dict[str, list[Promise]], record: Any) -> Figure:
    """Draw a panel an objective."""
    figure, axes = sheet(HIGH, columns=len(by_objective))
    for each, one in zip(axes, record["objectives"], strict=True):
        panel(words, each, by_objective[one["name"]], one, record)
    return figure


def panel(words: Words, axes: Axes, found: Sequence[Promise], one: Any, record: Any) -> None:
    """Draw each candidate and the line on which both values are the same."""
    size = UNITS.get(one["unit"], (1.0, ""))[0]
    for each in found:
        half = size * half_of(each.fresh)
        chosen = each.candidate == record["recommended"]
        axes.errorbar([size * each.seen], [size * each.fresh.mean], yerr=[half], marker="D" if chosen else "o",
                      zorder=3 if chosen else 2, color=COLOURS[chosen], markersize=8 if chosen else 5.5, markeredgecolor="white")
        if chosen:
            axes.annotate(words.say("Recommended"), (size * each.seen, size * each.fresh.mean), (8, -12), color=COLOURS[1],
                          textcoords="offset points", fontweight="bold")
    low, high = min(axes.get_xlim()[0], axes.get_ylim()[0]), max(axes.get_xlim()[1], axes.get_ylim()[1])
    axes.plot([low, high], [low, high], color=BASELINE, linestyle=(0, (4, 3)), linewidth=1.0, zorder=1)
    axes.set(xlim=(low, high), ylim=(low, high))
    axes.set_title(words.say("Under fresh seeds: {axis}", axis=axis_of(words, one, record["currency"])),
                   fontsize=10.5 if len(record["objectives"]) == 1 else 8.5)
    axes.set_xlabel(words.say("In the search"))
    number_axis(axes.xaxis, 5)
    number_axis(axes.yaxis, 5)
