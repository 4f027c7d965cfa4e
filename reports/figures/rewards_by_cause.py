"""What rewards are paid for: each line of the scheme, and each level of overrides above it."""

from __future__ import annotations

from functools import partial

import numpy as np
from matplotlib.figure import Figure

from experiments.replication import Replications
from reports.document.blocks import Picture, Series, Table
from reports.figures.bars import draw_bars
from reports.figures.numbers import paired, percent
from reports.figures.runs import ENGLISH, Numbers, One, brief, first_only, one
from reports.figures.style import ROW, sheet, styled
from reports.messages import kept
from reports.words import Words
from sim.result import Table as Rows

IN_MONEY = ("cash", "points", "coupon")
STANDING = ("held", "paid")
LEAST_PAID = 30
"""Rewards in one run, below which their parts are chance."""


def rewards_by_cause(found: One, *, words: Words = ENGLISH) -> Picture:
    """Return the figure of rewards in money by line and level, of the first replication."""
    arm, currency = one(found), one(found).scenario.currency
    spent = causes(words, arm)
    names, whole = list(spent), sum(spent.values())
    amounts = [words.figure(value, "money", currency) for value in spent.values()]
    shares = [words.figure(value / whole, "share", "") for value in spent.values()]
    shown = Series(words.say("Rewards"), names, list(spent.values()))
    heads = [words.say("Paid for"), words.say("Amount"), words.say("Share")]
    rows = [list(row) for row in zip(names, amounts, shares, strict=True)]
    told = [words.say(", ").join((amount, share)) for amount, share in zip(amounts, shares, strict=True)]
    return Picture(
        "rewards_by_cause", title(words, spent, int(np.count_nonzero(in_money(arm.runs[0].tables["payouts"])))),
        words.say("{scheme}: rewards in money at face value, held or paid, less what was taken back",
                  scheme=brief(words, arm.scenario)),
        words.say("Bars of rewards by line and level. {rows}.", rows=paired(words, names, told))
        if names else words.say("No reward was paid in money."),
        styled(partial(drawn, shown, told, words.say("Rewards, {unit}", unit=words.name(currency)))),
        Table(words.say("Rewards by line and level"), heads, rows, [False, True, True]), first_only(words, found), "bar", [shown],
        heads[0], words.name(currency))


def causes(words: Words, arm: Replications) -> dict[str, float]:
    """Return what was paid in money for each line and level, the largest first."""
    table = arm.runs[0].tables["payouts"]
    amounts = in_money(table)
    spent: dict[str, float] = {}
    for line, level, amount in zip(table["line"].tolist(), table["level"].tolist(), amounts.tolist(), strict=True):
        spent[cause(words, line, level)] = spent.get(cause(words, line, level), 0.0) + amount
    return {name: value for name, value in sorted(spent.items(), key=lambda each: -each[1]) if value > 0.0}


def in_money(table: Rows) -> Numbers:
    """Return what of each reward stands: nothing of cancelled ones, limits and lower rates."""
    counts = np.isin(table["form"], IN_MONEY) & np.isin(table["status"], STANDING)
    return np.where(counts, table["amount"] - table["taken_back"], 0.0).astype(np.float64)


def cause(words: Words, line: str, level: int) -> str:
    """Return what a reward was paid for."""
    name = words.name(line).capitalize()
    return words.say("{line}, level {level} above", line=name, level=level) if level else name


def drawn(shown: Series, told: list[str], x_label: str) -> Figure:
    """Draw a bar a cause."""
    figure, [axes] = sheet(ROW * max(len(shown.y), 1) + 0.5)
    draw_bars(axes, shown, told, x_label)
    return figure


def title(words: Words, spent: dict[str, float], paid: int) -> str:
    """Say what takes the largest part of the rewards, where so many were ``paid`` that it is no chance."""
    if not spent:
        return words.say("In one run no reward was paid in money")
    if paid < LEAST_PAID:
        return words.say("Too few rewards to say what takes most")
    name, amount = next(iter(spent.items()))
    if len(spent) == 1:
        return kept(words.say("One run: all rewards are paid for: {cause}", cause=name),
                    words.say("In one run all rewards have one cause"))
    share = percent(words, amount / sum(spent.values()))
    return kept(words.say("One run: {cause} takes {share} of rewards", cause=name, share=share),
                words.say("In one run one cause takes {share} of rewards", share=share))
