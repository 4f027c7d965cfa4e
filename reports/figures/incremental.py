"""The incremental against what would have come anyway: which part of customers and money each group of a twin makes up."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from textwrap import fill
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from experiments.interval import Interval, ratio
from experiments.twin import ALL, Group, Twin
from reports.document.blocks import Picture, Series
from reports.figures.numbers import across, estimates, labelled, listed, percent, plus_minus
from reports.figures.runs import ENGLISH, Numbers, brief
from reports.figures.style import COLOURS, INK, PALE, sheet, styled
from reports.folders import TwinFolder
from reports.words import Words

COLOUR: Mapping[Group, str] = {
    Group.ONLY_BECAUSE: COLOURS[0], Group.EARLIER: COLOURS[4], Group.ANYWAY: "#b0b0b0", Group.LATER: COLOURS[3],
    Group.NO_CUSTOMER: "#6f6f6f",
}
FIGURES = ("customers", "gmv", "credit_cost", "rewards")
HEAD = 76
"""Characters of the columns' heads that go side by side."""


class Row(NamedTuple):
    """One figure: its name, its sum, and the share of each group in it."""

    name: str
    total: str
    shares: Mapping[Group, Interval]


def incremental(found: TwinFolder | Twin, *, words: Words = ENGLISH) -> Picture:
    """Return the figure of the shares of customers, purchases, losses and rewards that each group of a twin makes up."""
    twin = TwinFolder.of(found) if isinstance(found, Twin) else found
    rows = shares(words, twin)
    groups = [group for group in COLOUR if any(row.shares[group].mean > 0.0 for row in rows)]
    heads = called(words, twin)
    table = across(words, words.say("Parts of the groups"), words.say("Figure"),
                   [labelled(words, row.name, row.total) for row in rows],
                   [(heads[group], [row.shares[group] for row in rows], "share") for group in groups])
    return Picture(
        "twin", title(words, twin), subtitle(words, twin),
        words.say("Bars of the share of each group. {rows}.", rows=listed(words, (
            labelled(words, row.name, estimates(words, {heads[group]: row.shares[group] for group in groups}, "share"))
            for row in rows))),
        styled(partial(drawn, words, rows, groups, heads)), table, source(words, twin), "bar",
        [Series(heads[group], [row.name for row in rows], [100.0 * row.shares[group].mean for row in rows]) for group in groups],
        words.say("Figure"), words.say("% of the sum"))


def called(words: Words, twin: TwinFolder) -> Mapping[Group, str]:
    """Return what the groups are called, against no scheme or against another one."""
    if twin.against:
        return {Group.ONLY_BECAUSE: words.say("Came only with it"), Group.EARLIER: words.say("Came earlier"),
                Group.ANYWAY: words.say("Came the same day"), Group.LATER: words.say("Came later"),
                Group.NO_CUSTOMER: words.say("Never bought")}
    return {Group.ONLY_BECAUSE: words.say("Came only because of it"), Group.EARLIER: words.say("Came earlier"),
            Group.ANYWAY: words.say("Would have come anyway"), Group.LATER: words.say("Came later than without it"),
            Group.NO_CUSTOMER: words.say("Never bought")}


def shares(words: Words, twin: TwinFolder) -> list[Row]:
    """Return a row for each figure of which there is something, and nothing below zero."""
    bought = words.say("Loans paid out") if twin.scheme.product.kind else words.say("Purchases")
    names = {"customers": words.say("Customers"), "gmv": bought, "credit_cost": words.say("Credit cost"),
             "rewards": words.say("Rewards")}
    found = []
    for figure in FIGURES:
        sums = {group: held(twin, figure, group) for group in COLOUR}
        total: Numbers = np.sum(list(sums.values()), axis=0)
        if total.sum() > 0.0 and all(values.sum() >= 0.0 for values in sums.values()):
            mean = float(total.mean())
            told = f"{mean:,.0f}" if figure == "customers" else words.rounded_money(mean, twin.record["currency"])
            found.append(Row(names[figure], told, {group: ratio(values, total) for group, values in sums.items()}))
    return found


def held(twin: TwinFolder, figure: str, group: Group) -> Numbers:
    """Return a figure of a group with the scheme, of each replication."""
    return np.array([table[f"{figure}_with"][(table["trait"] == ALL) & (table["group"] == group.name.lower())].sum()
                     for table in twin.groups], dtype=np.float64)


def drawn(words: Words, rows: list[Row], groups: list[Group], heads: Mapping[Group, str]) -> Drawing:
    """Draw a column a group, a row a figure."""
    drawing, axes = sheet(0.62 * len(rows) + 0.85, columns=max(len(groups), 1))
    for number, (each, group) in enumerate(zip(axes, groups, strict=False)):
        column(words, each, [row.shares[group] for row in rows], COLOUR[group])
        each.set_title(fill(heads[group], HEAD // len(groups)), fontweight="bold")
        each.set(yticks=range(len(rows)), yticklabels=[f"{row.name}\n{row.total}" for row in rows] if number == 0 else [])
    return drawing


def column(words: Words, axes: Axes, shares: list[Interval], colour: str) -> None:
    """Draw one group's share of each figure, from none to all of it, the first on top."""
    for row, share in enumerate(shares):
        axes.barh(row + 0.13, 1.0, color=PALE, height=0.36)
        axes.barh(row + 0.13, share.mean, color=colour, height=0.36)
        if share.low is not None and share.high is not None:
            axes.plot([max(share.low, 0.0), min(share.high, 1.0)], [row + 0.13] * 2, color=INK, linewidth=1.2)
        axes.text(0.0, row - 0.13, plus_minus(words, share, "share"), va="bottom")
    axes.set(xlim=(0.0, 1.0), ylim=(len(shares) - 0.5, -0.5), xticks=[])
    axes.grid(visible=False)
    axes.tick_params(axis="y", length=0)
    axes.spines[:].set_visible(False)


def title(words: Words, twin: TwinFolder) -> str:
    """Say what the scheme does to the number of customers."""
    measures = twin.record["measures"]
    more = estimate(measures["incremental_customers"])
    than = words.say("with {scheme}", scheme=brief(words, twin.against)) if twin.against else words.say("without it")
    if more.low is not None and not more.decided or more.mean == 0.0:
        return words.say("Not surely more or fewer customers than {than}", than=than)
    number = f"{abs(more.mean):,.0f}"
    if more.mean < 0.0:
        return words.say("{number} fewer customers than {than}", number=number, than=than)
    if twin.against:
        return words.say("{number} more customers than {than}", number=number, than=than)
    share = percent(words, measures["only_because_share"]["value"])
    return words.say("{share} of customers came only because of the scheme", share=share)


def estimate(value: Mapping[str, Any]) -> Interval:
    """Return an estimate of the record as an interval."""
    return Interval(np.nan if value["value"] is None else value["value"], value.get("low"), value.get("high"),
                    value.get("replications", 1))


def subtitle(words: Words, twin: TwinFolder) -> str:
    """Return what is held against what."""
    days, scheme = twin.record["days"], brief(words, twin.scheme)
    if twin.against:
        return words.say("{scheme} against {other}; same people, same luck, {days:,} days", scheme=scheme,
                         other=brief(words, twin.against), days=days)
    return words.say("{scheme} against no scheme; same people, same luck, {days:,} days", scheme=scheme, days=days)


def source(words: Words, twin: TwinFolder) -> str:
    """Return what the columns do not show, and where the figure comes from."""
    record, measures = twin.record, twin.record["measures"]
    told = []
    either, away = estimate(measures["referred_either_way_share"]), estimate(measures["kept_away"])
    if np.isfinite(either.mean):
        told.append(words.say("Of the customers whom somebody referred, {share} would have come otherwise, too.",
                              share=words.estimate(either, "share", "")))
    if away.mean >= 1.0:
        told.append(words.say("{number} who come otherwise have been kept away.", number=words.estimate(away, "count", "")))
    many = record["replications"]
    mean = (words.say("one replication, so no intervals") if many == 1 else
            words.say("means of {many} replications with 95 % intervals", many=many))
    told.append(words.say("Simulation: {persons:,} persons, {mean}.", persons=record["persons"], mean=mean))
    told.append(words.say("Credit cost: principal written off, less recoveries, plus expected losses."))
    if twin.blocked:
        told.insert(0, words.say("Not to be launched as it is: {blocked}.", blocked=twin.blocked))
    return words.together(*told)
