"""The response of a sweep, a measure a figure: a line over one lever, a map over two, main effects over more."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator
from numpy.typing import NDArray

from experiments.interval import Interval, interval
from experiments.lab.measures import measures
from experiments.study.designs import in_kind
from experiments.study.folder import Found, Kept
from reports.document.blocks import Picture, Table
from reports.figures.numbers import half_of, series
from reports.figures.response_map import maps
from reports.figures.runs import ENGLISH, Numbers
from reports.figures.style import BASELINE, COLOURS, minus, sheet, styled
from reports.folders import kept
from reports.numbers import PERCENT
from reports.words import Words

HIGH, ACROSS = 3.5, 3
"""Inches of a row of panels; panels of main effects in a row."""
NICE = [1, 2, 2.5, 5, 10]
MOST_VALUES, BINS = 8, 6
"""Values of a lever before they are put into bins, and how many bins."""


@dataclass(frozen=True)
class Response:
    """One measure over the points of a sweep: scaled as it is shown, a row a point and a column a seed."""

    record: Mapping[str, Any]
    measure: str
    values: Numbers
    unit: str
    """The unit in words."""
    levers: Mapping[str, Sequence[float] | Sequence[str]]
    """Each lever with its unit, and its value at each point."""
    blocked: Sequence[str]
    reference: float
    """The mean of the reference, not a number without one."""

    @property
    def estimates(self) -> list[Interval]:
        """The mean of each point with its interval."""
        return [interval(row) for row in self.values]


def responses(found: Found | Kept, *, words: Words = ENGLISH) -> list[Picture]:
    """Return a figure for each measure that is told of and defined anywhere."""
    study = kept(found)
    names = dict.fromkeys(study.tables["replications"].fields["measure"].values)
    return [response(study, name, words=words) for name in study.record["designs"][0]["measures"] if name in names]


def response(found: Found | Kept, measure: str = "", *, words: Words = ENGLISH) -> Picture:
    """Return the figure of one measure of a sweep; of the first one it tells of unless named."""
    study = kept(found)
    measure = measure or next(iter(study.record["designs"][0]["measures"]))
    shown = response_of(words, study, measure)
    record, many = study.record, len(shown.levers)
    unit = measures()[measure].unit
    named = [each["values"] for each in record["designs"]]
    rows = [[*(point[lever] for lever in record["levers"]), words.estimate(each, unit, record["currency"])]
            for point, each in zip(named, unscaled(shown, unit), strict=True)]
    only = next(iter(shown.levers.values()))
    return Picture(
        f"response_{measure}", title(words, shown, unit), subtitle(words, record, many),
        words.say("Response of {measure} to {levers} at {points} points. {title}.", measure=words.measure(measure),
                  levers=words.say(", ").join(record["levers"]), points=len(rows), title=title(words, shown, unit)),
        styled(partial(drawn, words, shown)),
        Table(words.measure(measure), [*record["levers"], words.measure(measure)], rows, [False] * many + [True]),
        source(words, shown), "line" if many == 1 and is_numbers(only) else "",
        [series(words.measure(measure), only, shown.estimates)] if many == 1 and is_numbers(only) else [], *labels(words, shown))


def labels(words: Words, shown: Response) -> tuple[str, str]:
    """Return what the axes of the first lever and of the measure are."""
    return next(iter(shown.levers)), words.say("{name}, {unit}", name=words.measure(shown.measure), unit=shown.unit)


def response_of(words: Words, study: Kept, measure: str) -> Response:
    """Return a measure over the points as it is shown: shares in percent, money with its currency."""
    record, fields = study.record, study.tables["replications"].fields
    cells = {(design, seed): value for design, seed, name, value in zip(
        *(fields[column].values for column in ("design", "seed", "measure", "value")), strict=True) if name == measure}

    def row(design: int) -> list[float]:
        found = (cells.get((design, seed)) for seed in record["seeds"])
        return [math.nan if value is None else value for value in found]

    unit = measures()[measure].unit
    size = 100.0 if unit in PERCENT else 1.0
    name = words.name(record["currency"]) if unit == "money" else "%" if unit == "share" else words.name(unit)
    levers = {named(words, study, lever): values_of(record, lever) for lever in record["levers"]}
    reference = interval(row(record["reference"]["number"])).mean if record["reference"] else math.nan
    return Response(record, measure, size * np.array([row(each["number"]) for each in record["designs"]]), name, levers,
                    [each["blocked"] for each in record["designs"]], size * reference)


def named(words: Words, study: Kept, lever: str) -> str:
    """Return a lever's path, with the unit of numbers."""
    unit = study.tables["designs"].fields[lever].unit
    numbers = is_numbers(values_of(study.record, lever))
    told = words.name(study.record["currency"]) if unit == "money" else words.name(unit)
    return words.say("{name}, {unit}", name=lever, unit=told) if numbers and unit != "number" else lever


def values_of(record: Mapping[str, Any], lever: str) -> Sequence[float] | Sequence[str]:
    """Return the value of a lever at each point, as numbers where all are numbers."""
    return in_kind([each["values"][lever] for each in record["designs"]])


def unscaled(shown: Response, unit: str) -> list[Interval]:
    """Return the estimates in their unit."""
    size = 100.0 if unit in PERCENT else 1.0
    return [interval(row / size) for row in shown.values]


def title(words: Words, shown: Response, unit: str) -> str:
    """Say between which means a measure lies."""
    means = [each.mean for each in unscaled(shown, unit) if math.isfinite(each.mean)] or [math.nan]
    low, high = (words.figure(end, unit, shown.record["currency"]) for end in (min(means), max(means)))
    return minus(words.say("{measure}: {low} to {high}", measure=words.measure(shown.measure), low=low, high=high))


def subtitle(words: Words, record: Mapping[str, Any], many: int) -> str:
    """Say what is shown."""
    effects = words.say("main effects: the mean of the points with a value, less that of all points")
    kind = {1: words.say("mean at each value"),
            2: words.say("mean at each point, and half the width of its 95 % interval")}.get(many, effects)
    return words.say("{title}; {kind}", title=words.term(record["title"]) or record["name"], kind=kind)


def source(words: Words, shown: Response) -> str:
    """Return where the figure comes from."""
    record, many, levers = shown.record, len(shown.record["seeds"]), len(shown.levers)
    several = words.say("{many} replications each, under the same seeds", many=many)
    told = [words.say("one replication each") if many == 1 else several]
    if many > 1 and levers != 2:
        told.append(words.say("bands and bars: 95 % intervals"))
    if record["reference"] and levers == 1:
        told.append(words.say("dashed: the reference"))
    if any(shown.blocked) and levers <= 2:
        told.append(words.say("✗: blocked by a guardrail"))
    return words.say("Simulation: {persons:,} persons, {points:,} points, {told}.", persons=record["persons"],
                     points=len(record["designs"]), told=words.say("; ").join(told))


def drawn(words: Words, shown: Response) -> Figure:
    """Draw the response of one measure."""
    many = len(shown.levers)
    if many == 2:
        figure, axes = sheet(HIGH, columns=2)
        maps(words, figure, axes, shown.estimates, list(shown.levers.items()), shown.blocked, shown.unit)
        return figure
    rows = math.ceil(many / ACROSS)
    figure, axes = sheet(HIGH * rows, rows=rows, columns=min(many, ACROSS), sharey=many > 1)
    if many == 1:
        line(words, axes[0], shown)
    else:
        effects(words, axes[:many], shown)
    for spare in axes[many:]:
        spare.set_axis_off()
    return figure


def line(words: Words, axes: Axes, shown: Response) -> None:
    """Draw a measure over one lever; dashed where the reference is."""
    over_lever(axes, *next(iter(shown.levers.items())), shown.values)
    given = next(iter(shown.levers.values()))
    here = [place for place, by in enumerate(shown.blocked) if by]
    if here and is_numbers(given):
        axes.plot([given[place] for place in here], [shown.estimates[place].mean for place in here], "x", color=COLOURS[1],
                  markersize=8, markeredgewidth=2, linestyle="none", clip_on=False)
    if math.isfinite(shown.reference):
        axes.axhline(shown.reference, color=BASELINE, linestyle=(0, (4, 3)))
    axes.set_ylabel(labels(words, shown)[1])


def effects(words: Words, axes: Sequence[Axes], shown: Response) -> None:
    """Draw over each lever by how much the mean of the points with a value differs from that of all, seed by seed."""
    away = shown.values - average(shown.values)
    for number, (each, (lever, given)) in enumerate(zip(axes, shown.levers.items(), strict=True)):
        over_lever(each, lever, given, away)
        each.axhline(0.0, color=BASELINE, linewidth=0.8)
        if number % ACROSS == 0:
            each.set_ylabel(words.say("Difference, {unit}", unit=shown.unit))


def average(values: Numbers) -> Numbers:
    """Return the mean of the points under each seed, of those that did not fail."""
    return np.asarray(np.ma.masked_invalid(values).mean(axis=0).filled(np.nan))


def over_lever(axes: Axes, lever: str, given: Sequence[float] | Sequence[str], values: Numbers) -> None:
    """Draw values, a row a point, over one lever: the mean of the points with a value of it, seed by seed."""
    rows, places = grouped(given)
    curve(axes, places, [interval(average(values[mine])) for mine in rows], is_numbers(given))
    if not is_numbers(given):
        axes.set_xticks(places, [short(str(word)) for word in dict.fromkeys(given)], fontsize=8)
        axes.set_xlim(-0.5, len(places) - 0.5)
    axes.yaxis.set_major_locator(MaxNLocator(6, steps=NICE))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: minus(f"{value:z,.10g}")))
    axes.set_xlabel(lever)


def short(word: str) -> str:
    r"""Return the value of a lever so that it goes below an axis.

    >>> short("{rule: on_time_payments, payments: 2}")
    'on time\npayments,\npayments: 2'
    """
    return textwrap.fill(word.strip("{}").removeprefix("rule: ").replace("_", " "), 12)


def curve(axes: Axes, places: Sequence[float], found: Sequence[Interval], lined: bool) -> None:
    """Draw the mean of each row with its interval: a line with a band, or bars where there is nothing between the places."""
    mean, half = np.array([each.mean for each in found]), np.array([half_of(each) for each in found])
    if lined:
        axes.fill_between(places, mean - half, mean + half, color=COLOURS[0], alpha=0.18, linewidth=0)
        axes.plot(places, mean, color=COLOURS[0], marker="o", markersize=5, linewidth=1.8)
    else:
        axes.errorbar(places, mean, half, color=COLOURS[0], marker="o", linestyle="none", capsize=4)


def grouped(given: Sequence[float] | Sequence[str]) -> tuple[list[NDArray[np.int64]], list[float]]:
    """Return the rows that share a value, or lie in one of a few bins of as many rows, and where to draw them.

    >>> [rows.tolist() for rows in grouped([2.0, 1.0, 2.0])[0]], grouped(["a", "b", "a"])[1]
    ([[1], [0, 2]], [0.0, 1.0])
    """
    if not is_numbers(given):
        words = list(dict.fromkeys(given))
        return [np.flatnonzero([each == word for each in given]) for word in words], [float(place) for place in range(len(words))]
    numbers = np.array(given, dtype=np.float64)
    levels = np.unique(numbers)
    if len(levels) <= max(MOST_VALUES, len(numbers) // 4) or len(levels) == len(numbers) <= BINS:
        return [np.flatnonzero(numbers == level) for level in levels], levels.tolist()
    bins = np.array_split(np.argsort(numbers, kind="stable"), BINS)
    return bins, [float(numbers[rows].mean()) for rows in bins]


def is_numbers(given: Sequence[float] | Sequence[str]) -> bool:
    """Tell whether the values of a lever are numbers."""
    return not isinstance(given[0], str)
