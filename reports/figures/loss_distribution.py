"""The distribution of losses over replications: each run a dot, with the mean, value at risk and the mean beyond it.

Value at risk is the quantile of the net charge-off, and CVaR (expected shortfall) what lies beyond it on average, after
Rockafellar and Uryasev, Optimization of conditional value-at-risk, Journal of Risk 2, 2000. Both need runs in the tail.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.interval import Interval, interval
from reports.document.blocks import Picture, Series, Table
from reports.figures.bars import name_rows
from reports.figures.numbers import estimates
from reports.figures.runs import ENGLISH, Numbers, Some, arms, circumstances
from reports.figures.style import COLOURS, INK, PALE, number_axis, sheet, styled
from reports.messages import decided_most, kept
from reports.words import Words

MEASURE = "net_charge_off"
TAIL, LEAST_RUNS = 0.1, 10
"""The share of the worst runs, and how many runs it takes for one of them to be in it."""


class Tail(NamedTuple):
    """Value at risk, and the mean beyond it."""

    at_risk: float
    beyond: float


def loss_distribution(found: Some, *, words: Words = ENGLISH) -> Picture:
    """Return the figure of the net charge-off of each replication, by scheme."""
    lost = {name: arm.values(MEASURE) for name, arm in arms(words, found).items()}
    currency = next(iter(arms(words, found).values())).scenario.currency
    tails = {name: tail(values) for name, values in lost.items()}
    note = "" if all(tails.values()) else words.say("Value at risk and CVaR need {many} replications.", many=LEAST_RUNS)
    return Picture(
        "loss_distribution", title(words, lost, currency),
        words.say("Net charge-off over the whole run, a dot a replication; diamond: mean with its 95 % interval"),
        words.say("Dots of the net charge-off of each replication, by scheme. Means: {means}.",
                  means=estimates(words, {name: interval(values) for name, values in lost.items()}, "money", currency)),
        styled(partial(drawn, words, lost, tails, currency)), table(words, lost, tails, currency, note),
        words.together(circumstances(words, found), note), "scatter",
        [Series(name, values.tolist(), [float(row)] * len(values)) for row, (name, values) in enumerate(lost.items())],
        words.say("Net charge-off, {unit}", unit=words.name(currency)), words.say("Scheme"))


def tail(values: Numbers) -> Tail | None:
    """Return value at risk and CVaR of losses at 90 %; None where there are too few of them.

    >>> tail(np.arange(1.0, 21.0))
    Tail(at_risk=18.0, beyond=19.5)
    """
    if len(values) < LEAST_RUNS:
        return None
    at_risk = float(np.sort(values)[math.ceil((1.0 - TAIL) * len(values) - 1e-9) - 1])
    return Tail(at_risk, at_risk + float(np.maximum(values - at_risk, 0.0).mean()) / TAIL)


def drawn(words: Words, lost: Mapping[str, Numbers], tails: Mapping[str, Tail | None], currency: str) -> Figure:
    """Draw a row a scheme: its runs, the mean above them, and the tail."""
    size, unit, _ = words.large(max(float(np.abs(values).max()) for values in lost.values()), currency)
    figure, [axes] = sheet(0.62 * len(lost) + 0.9)
    for row, (name, values) in enumerate(lost.items()):
        axes.axhline(row, color=PALE, linewidth=0.8, zorder=0)
        axes.plot(values / size, [row] * len(values), "o", color=COLOURS[0], alpha=0.45, markersize=6, markeredgewidth=0,
                  clip_on=False)
        mean_drawn(axes, row - 0.22, interval(values / size))
        if each := tails[name]:
            for value, sign, text in ((each.at_risk, "|", words.say("VaR 90 %")), (each.beyond, ">", words.say("CVaR 90 %"))):
                axes.plot([value / size], [row], sign, color=COLOURS[1], markersize=13 if sign == "|" else 8, markeredgewidth=1.8)
                axes.annotate(text if row == 0 else "", (value / size, row), (0, -11 if sign == "|" else 9), ha="center",
                              textcoords="offset points", va="top" if sign == "|" else "bottom", fontsize=8.5, color=COLOURS[1])
    name_rows(axes, list(lost))
    axes.set_ylim(len(lost) - 0.4, -0.75)
    number_axis(axes.xaxis, 7)
    axes.set_xlim(0.0, axes.get_xlim()[1] if any(values.max() > 0.0 for values in lost.values()) else 1.0)
    axes.set_xlabel(words.say("Net charge-off, {unit}", unit=unit))
    return figure


def mean_drawn(axes: Axes, height: float, mean: Interval) -> None:
    """Draw a mean with its interval."""
    if mean.low is not None and mean.high is not None:
        axes.plot([mean.low, mean.high], [height, height], color=INK, linewidth=1.6)
    axes.plot([mean.mean], [height], "D", color=INK, markersize=5, clip_on=False)


def table(words: Words, lost: Mapping[str, Numbers], tails: Mapping[str, Tail | None], currency: str, note: str) -> Table:
    """Return the mean, the smallest and largest run, and the tail of each scheme."""
    def money(value: float) -> str:
        return words.figure(value, "money", currency)

    rows = [[name, words.estimate(interval(values), "money", currency), money(float(values.min())), money(float(values.max())),
             *map(money, tails[name] or (math.nan, math.nan))] for name, values in lost.items()]
    heads = [words.say("Scheme"), words.say("Mean"), words.say("Least"), words.say("Most"), words.say("VaR 90 %"),
             words.say("CVaR 90 %")]
    return Table(words.say("Net charge-off over replications"), heads, rows, [False, *([True] * 5)], note)


def title(words: Words, lost: Mapping[str, Numbers], currency: str) -> str:
    """Say under which scheme surely more, or else less, is lost than under the baseline; of one alone, how much is."""
    baseline, *others = lost
    mean = {name: float(values.mean()) for name, values in lost.items()}
    if not any(values.any() for values in lost.values()):
        return words.say("Nothing was charged off")
    if not others:
        return words.say("{amount} is charged off on average", amount=words.rounded_money(mean[baseline], currency))
    less = {name: interval(lost[name] - lost[baseline]) for name in others}
    worst, best = decided_most(less), decided_most(less, -1.0)
    if worst is not None:
        told = words.say("{scheme} loses {amount} more", scheme=worst, amount=words.rounded_money(less[worst].mean, currency))
        return kept(told, words.say("Under one scheme clearly more is lost"))
    if best is not None:
        told = words.say("{scheme} loses {amount} less", scheme=best, amount=words.rounded_money(-less[best].mean, currency))
        return kept(told, words.say("Under one scheme clearly less is lost"))
    return words.say("Under no scheme is surely more or less lost")
