"""What the data say of each parameter: its prior and its posterior."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.interval import Interval
from experiments.study.folder import Found, Kept
from reports.document.blocks import Picture, Table
from reports.figures.calibrations import drawn_unit, scale, source, with_unit
from reports.figures.numbers import paired
from reports.figures.runs import ENGLISH
from reports.figures.style import BASELINE, COLOURS, INK, number_axis, sheet, styled
from reports.folders import kept
from reports.messages import kept as said
from reports.words import Words

Record = Mapping[str, Any]
ACROSS, HIGH, BINS = 2, 2.2, 30
"""Panels in a row, inches of each, bars of each."""


def learned(found: Found | Kept, *, words: Words = ENGLISH) -> Picture:
    """Return the figure of the parameters: prior and posterior of each."""
    study = kept(found)
    record = study.record
    heads = [words.say("Parameter"), words.say("As it was"), words.say("Calibrated"), words.say("Mean and interval"),
             words.say("Known?")]
    rows = [cells(words, path, each, record["currency"]) for path, each in record["parameters"].items()]
    return Picture(
        "learned", title(words, record),
        words.say("Posterior (blue) over the prior (grey line); black: calibrated, dashed: as it was"),
        words.say("Prior and posterior of each parameter. {parameters}.", parameters=paired(
            words, [row[0] for row in rows], [row[3] for row in rows])),
        styled(partial(drawn, words, study)), Table(words.say("Parameters"), heads, rows, [False, True, True, True, False]),
        source(words, record))


def title(words: Words, record: Record) -> str:
    """Say of how many parameters the data say anything."""
    verdicts = [each["verdict"] for each in record["parameters"].values()]
    nothing = [path for path, each in record["parameters"].items() if each["verdict"] == "not known"]
    if not nothing:
        return words.count("The data say something of the one parameter", "The data say something of all {number} parameters",
                           len(verdicts))
    return said(words.say("The data say nothing of {parameters}", parameters=words.say(", ").join(nothing)),
                words.say("The data say nothing of {some} of {many} parameters", some=len(nothing), many=len(verdicts)))


def known(words: Words, verdict: str) -> str:
    """Return what is known of a parameter, in a word."""
    return {"known": words.say("known"), "partly known": words.say("partly known"), "not known": words.say("not known")}[verdict]


def cells(words: Words, path: str, each: Record, currency: str) -> list[str]:
    """Return the row of a parameter in the table."""
    unit = drawn_unit(each)
    mean = words.estimate(Interval(each["mean"], each["low"], each["high"], 2), unit, currency)
    return [path, words.figure(each["start"], unit, currency), words.figure(each["calibrated"], unit, currency), mean,
            known(words, each["verdict"])]


def drawn(words: Words, study: Kept) -> Figure:
    """Draw a panel a parameter."""
    parameters = study.record["parameters"]
    rows = math.ceil(len(parameters) / ACROSS)
    figure, axes = sheet(HIGH * rows, rows=rows, columns=ACROSS)
    for each, (path, parameter) in zip(axes, parameters.items(), strict=False):
        panel(each, np.array(study.tables["draws"].fields[path].values, dtype=np.float64), parameter)
        each.set_title(with_unit(words, path, drawn_unit(parameter), study.record["currency"]), fontsize=9.5)
    for each in axes[len(parameters):]:
        each.set_visible(False)
    return figure


def panel(axes: Axes, draws: np.ndarray[Any, np.dtype[np.float64]], parameter: Record) -> None:
    """Draw the posterior of a parameter as a histogram over its prior, both as densities."""
    size = scale(drawn_unit(parameter))
    low, high = size * parameter["from"], size * parameter["to"]
    edges = np.geomspace(low, high, BINS + 1) if parameter["log"] else np.linspace(low, high, BINS + 1)
    axes.hist(size * draws, bins=list(edges), weights=np.full(len(draws), BINS / len(draws)), color=COLOURS[0], alpha=0.75)
    axes.plot(edges, height(edges, parameter, size), color=BASELINE, linewidth=1.4)
    axes.axvline(size * parameter["start"], color=INK, linewidth=1.0, linestyle=(0, (4, 3)))
    axes.axvline(size * parameter["calibrated"], color=INK, linewidth=1.6)
    if parameter["log"]:
        axes.set_xscale("log")
        ticks = [low, math.sqrt(low * high), high]
        axes.set_xticks(ticks, [f"{float(f'{each:.3g}'):,.10g}" for each in ticks])
        axes.minorticks_off()
    else:
        number_axis(axes.xaxis, 5)
    axes.set_xlim(low, high)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)


def height(values: np.ndarray[Any, np.dtype[np.float64]], parameter: Record, size: float) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return how high the prior is at values, 1 where it is even."""
    if not parameter["normal"]:
        return np.ones(len(values))
    mean, deviation = (size * each for each in parameter["normal"])
    bell = np.exp(-0.5 * ((values - mean) / deviation) ** 2)
    return np.asarray(bell / ((bell[1:] + bell[:-1]) / 2.0).mean())
