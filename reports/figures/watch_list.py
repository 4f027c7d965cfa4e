"""Early-warning figures by week after the launch: the band in which nine runs in ten of the simulation lie.

The band is the prediction interval of one more run, mean -+ t s sqrt(1 + 1/n), from its 5 to its 95 % quantile (Hahn & Meeker,
Statistical intervals, 1991): it holds for few replications, too. What lies outside is not what the simulation expects.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.interval import quantile
from experiments.replication import Replications
from reports.document.blocks import Picture, Series, Table
from reports.figures.labels import label_ends
from reports.figures.numbers import paired
from reports.figures.rewards_by_cause import in_money
from reports.figures.runs import ENGLISH, MONTH, Numbers, One, brief, circumstances, one
from reports.figures.style import COLOURS, SOFT, number_axis, sheet, styled
from reports.words import Words
from sim.result import Result

WEEK, MOST_WEEKS, TOLD = 7, 26, 4
"""Days; weeks that are drawn; every so many of them stands in the table."""
INSIDE = 0.9
"""The share of runs within the band."""
LATE = ("m2", "m3", "m4", "m5", "m6", "m7")
BUCKETS = ("c", "m1", *LATE)
FIRST_DUE = 3
"""The month on book by whose end a first payment may be 30 days late."""


class Band(NamedTuple):
    """A figure by week: its mean, and between which values nine runs in ten lie; the same as the mean where that is not known."""

    mean: Numbers
    low: Numbers
    high: Numbers


class Watched(NamedTuple):
    """A figure that is watched: how it is called, its unit, and its value by week in one run."""

    name: str
    unit: str
    by_week: Callable[[Result, int], Numbers]


def watch_list(found: One, *, words: Words = ENGLISH) -> Picture:
    """Return the figure of the early-warning figures, with their thresholds by week as a table."""
    arm = one(found)
    weeks = min(arm.scenario.days // WEEK, MOST_WEEKS)
    watched = figures(words)
    bands = {name: band(np.stack([each.by_week(run, weeks) for run in arm.runs if can_tell(name, run)]), each.unit)
             for name, each in watched.items()}
    thresholds = table(words, watched, bands, weeks, arm.scenario.currency)
    return Picture(
        "watch_list", title(words, bands, weeks),
        words.say("{scheme}: by week after the launch, where 90 % of simulated runs lie (5 to 95 %)",
                  scheme=brief(words, arm.scenario)),
        words.say("Bands by week. In week {week}: {values}.", week=weeks, values=paired(words, thresholds.columns[1:], (
            thresholds.rows[-1][1:] if thresholds.rows else [""] * len(watched)))),
        styled(partial(drawn, words, watched, bands, arm.scenario.currency)), thresholds, source(words, arm), "line",
        native(watched["applications"], bands["applications"]), words.say("Week"), watched["applications"].name)


def figures(words: Words) -> dict[str, Watched]:
    """Return the figures that are watched, by name."""
    return {
        "applications": Watched(words.say("Applications a week"), "count", partial(weekly, "applications")),
        "approval": Watched(words.say("Approval rate so far"), "share", partial(so_far, "approved", "applications")),
        "accepted": Watched(words.say("Invitations accepted so far"), "share", partial(so_far, "accepted", "invitations")),
        "first_due": Watched(words.say("First payment 30 days late"), "share", first_due),
        "late": Watched(words.say("Principal 30+ days past due"), "share", late),
        "cost": Watched(words.say("Rewards granted a customer"), "money", partial(so_far, "granted", "activated")),
        "top": Watched(words.say("Part of the top tenth of payees"), "share", top_tenth),
    }


def can_tell(name: str, run: Result) -> bool:
    """Tell whether a run has the table of a figure: of several replications only the first keeps the payouts."""
    return name != "top" or "payouts" in run.tables


def weekly(column: str, run: Result, weeks: int) -> Numbers:
    """Return the sums of a column of days by week."""
    values = run.tables["days"][column][: weeks * WEEK].astype(np.float64)
    return np.asarray(values.reshape(weeks, WEEK).sum(axis=1))


def so_far(part: str, whole: str, run: Result, weeks: int) -> Numbers:
    """Return the ratio of two columns of days since the launch, by week."""
    parts, wholes = (np.cumsum(weekly(column, run, weeks)) for column in (part, whole))
    return over(parts, wholes)


def over(parts: Numbers, wholes: Numbers) -> Numbers:
    """Return ratios, not a number where there is nothing to divide by."""
    return np.asarray(np.divide(parts, wholes, out=np.full(len(parts), np.nan), where=wholes > 0))


def late(run: Result, weeks: int) -> Numbers:
    """Return the share of principal 30 or more days past due at the end of each week."""
    ends = slice(WEEK - 1, weeks * WEEK, WEEK)
    days = run.tables["days"]
    return over(*(np.array([days[f"balance_{name}"][ends] for name in names]).sum(axis=0) for names in (LATE, BUCKETS)))


def first_due(run: Result, weeks: int) -> Numbers:
    """Return the share of accounts old enough whose first payment was 30 days late, by week of observation."""
    table = run.tables["vintages"]
    here = table["mob"] == FIRST_DUE
    seen = ((table["cohort"][here] + FIRST_DUE + 1) * MONTH) // WEEK
    sums = (np.bincount(seen, weights=table[name][here], minlength=weeks + 1) for name in ("ever_30", "accounts"))
    return over(*(np.cumsum(each.astype(np.float64))[1 : weeks + 1] for each in sums))


def top_tenth(run: Result, weeks: int) -> Numbers:
    """Return the part of the rewards in money so far that the largest tenth of the payees has got, by week."""
    table = run.tables["payouts"]
    amounts = in_money(table)
    found = np.full(weeks, np.nan)
    for week in range(weeks):
        here = table["earned"] < (week + 1) * WEEK
        sums = np.bincount(table["payee"][here], weights=amounts[here]) if here.any() else np.zeros(1)
        paid = np.sort(sums[sums > 0.0])[::-1]
        if len(paid) >= 10:
            found[week] = paid[: math.ceil(len(paid) / 10)].sum() / paid.sum()
    return found


def band(values: Numbers, unit: str) -> Band:
    """Return the mean of each week and the prediction interval of one more run; no band where it is defined in one run only.

    >>> band(np.array([[10.0], [20.0], [30.0]]), "count").mean.tolist()
    [20.0]
    """
    mean, spread = np.full(values.shape[1], np.nan), np.full(values.shape[1], np.nan)
    for week in range(values.shape[1]):
        known = values[np.isfinite(values[:, week]), week]
        mean[week] = known.mean() if len(known) else np.nan
        if len(known) > 1:
            spread[week] = known.std(ddof=1) * quantile(len(known) - 1, INSIDE) * math.sqrt(1.0 + 1.0 / len(known))
    high = mean + spread
    return Band(mean, np.maximum(mean - spread, 0.0), np.minimum(high, 1.0) if unit == "share" else high)


def told(words: Words, of: Band, week: int, unit: str, currency: str) -> str:
    """Return between which values a figure is to be expected in a week."""
    if not math.isfinite(of.low[week]):
        return words.figure(float(of.mean[week]), unit, currency)
    low, high = (words.figure(float(end[week]), unit, currency) for end in (of.low, of.high))
    return words.say("{low} to {high}", low=low, high=high)


def table(words: Words, watched: Mapping[str, Watched], bands: Mapping[str, Band], weeks: int, currency: str) -> Table:
    """Return the thresholds of every fourth week."""
    shown = sorted({*range(TOLD - 1, weeks, TOLD), weeks - 1}) if weeks else []
    rows = [[str(week + 1), *(told(words, bands[name], week, each.unit, currency) for name, each in watched.items())]
            for week in shown]
    note = words.say("The top tenth is of the first replication, which alone keeps the payouts.")
    heads = [words.say("Week"), *(each.name for each in watched.values())]
    return Table(words.say("Outside of this, look into it"), heads, rows, [False, *([True] * len(watched))], note)


def native(watched: Watched, of: Band) -> list[Series]:
    """Return the first figure as a series with its band."""
    weeks = list(range(1, 1 + len(of.mean)))
    known = bool(np.isfinite(of.low).all())
    return [Series(watched.name, weeks, of.mean.tolist(), of.low.tolist() if known else (), of.high.tolist() if known else ())]


def source(words: Words, arm: Replications) -> str:
    """Return where the figure comes from, and what it cannot tell."""
    if len(arm.runs) == 1:
        return words.say("{text} Bands need two replications.", text=circumstances(words, arm))
    return words.say("Simulation: {persons:,} persons, {days:,} days, {many} replications; prediction interval of one more run. "
                     "The top tenth: first replication only, without a band.", persons=arm.scenario.persons,
                     days=arm.scenario.days, many=len(arm.runs))


def drawn(words: Words, watched: Mapping[str, Watched], bands: Mapping[str, Band], currency: str) -> Figure:
    """Draw a panel a figure, two in a row."""
    rows = math.ceil(len(watched) / 2)
    figure, axes = sheet(1.75 * rows + 0.35, rows=rows, columns=2)
    for place, (each, (name, one_of)) in enumerate(zip(axes, watched.items(), strict=False)):
        unit = {"money": words.name(currency), "share": "%"}.get(one_of.unit, "")
        panel(each, bands[name], 100.0 if one_of.unit == "share" else 1.0, words.say("nothing to tell yet"))
        each.set_title(words.say("{name}, {unit}", name=one_of.name, unit=unit) if unit else one_of.name, fontsize=10)
        each.set_xlabel(words.say("Week") if place >= len(watched) - 2 else "")
    for spare in axes[len(watched):]:
        spare.set_axis_off()
    return figure


def panel(axes: Axes, of: Band, size: float, nothing: str) -> None:
    """Draw a band and its mean, with the values of the last week beside them."""
    weeks = np.arange(1, 1 + len(of.mean))
    axes.fill_between(weeks, size * of.low, size * of.high, color=COLOURS[0], alpha=0.18, linewidth=0)
    axes.plot(weeks, size * of.mean, color=COLOURS[0], linewidth=1.8)
    known = [size * float(value) for end in of for value in end if math.isfinite(value)]
    axes.set_ylim(0.0, 1.08 * max(known, default=0.0) or 1.0)
    axes.set_xlim(1.0, max(float(len(of.mean)), 2.0))
    number_axis(axes.xaxis, 7, whole=True)
    number_axis(axes.yaxis, 4)
    ends = dict.fromkeys(size * float(end[-1]) for end in of if len(end))
    label_ends(axes, [(f"{end:,.3g}" if end < 1e3 else f"{end:,.0f}", end, COLOURS[0]) for end in ends], 0.17, 8.0)
    if not known:
        axes.text(0.5, 0.5, nothing, ha="center", va="center", color=SOFT, transform=axes.transAxes)


def title(words: Words, bands: Mapping[str, Band], weeks: int) -> str:
    """Say what is normal by the last week shown."""
    of = bands["applications"]
    if not weeks:
        return words.say("The run is shorter than a week")
    if not math.isfinite(of.low[-1]):
        return words.say("One run tells no band of what is normal")
    low, high = (f"{end[-1]:,.0f}" for end in (of.low, of.high))
    return words.say("Week {week}: normal are {low} to {high} applications", week=weeks, low=low, high=high)
