"""Who gets the rewards: the Lorenz curve of payees, the largest first."""

from __future__ import annotations

import math
from functools import partial

import numpy as np
from matplotlib.figure import Figure

from experiments.replication import Replications
from reports.document.blocks import Picture, Series, Table
from reports.figures.lines import draw_line
from reports.figures.numbers import listed, percent
from reports.figures.rewards_by_cause import LEAST_PAID, in_money
from reports.figures.runs import ENGLISH, Numbers, One, brief, first_only, one
from reports.figures.style import BASELINE, COLOURS, INK, PANEL, look, number_axis, sheet, styled
from reports.words import Words

POINTS = 101
TENTHS = (0.01, 0.1, 0.2, 0.5)
"""The shares of payees whose part is told."""


def rewards_by_payee(found: One, *, words: Words = ENGLISH) -> Picture:
    """Return the figure of the part of the rewards that the largest payees get, of the first replication."""
    arm = one(found)
    paid = by_payee(arm)
    x = np.linspace(0.0, 1.0, POINTS)
    shown = Series(words.say("Rewards"), (100.0 * x).tolist(), [100.0 * part(paid, float(share)) for share in x])
    heads = [words.say("Largest payees"), words.say("Accounts"), words.say("Their part of rewards")]
    rows = [[words.figure(share, "share", ""), f"{members(paid, share):,}", words.figure(part(paid, share), "share", "")]
            for share in TENTHS] if len(paid) else []
    return Picture(
        "rewards_by_payee", title(words, paid), subtitle(words, arm, len(paid)),
        words.say("Curve of the part of rewards that the largest payees get. {rows}.", rows=listed(words, (
            words.say("the largest {share} get {part}", share=row[0], part=row[2]) for row in rows)))
        if rows else words.say("No reward was paid in money."),
        styled(partial(drawn, words, shown, paid)),
        Table(words.say("Rewards by payee"), heads, rows, [False, True, True]),
        first_only(words, found), "line", [shown], words.say("% of payees, the largest first"), words.say("% of rewards"))


def subtitle(words: Words, arm: Replications, payees: int) -> str:
    """Return what is shown, with the part of rings where there are any."""
    text = words.say("{scheme}: part of the rewards in money that the largest of {payees:,} payees get",
                     scheme=brief(words, arm.scenario), payees=payees)
    rings = arm.summary["ring_reward_share"]
    if not rings.mean > 0.0:
        return text
    return words.say("{text}; rings get {share}", text=text, share=words.estimate(rings, "share", ""))


def by_payee(arm: Replications) -> Numbers:
    """Return what each payee has got in money, the largest first."""
    table = arm.runs[0].tables["payouts"]
    sums = np.bincount(table["payee"], weights=in_money(table)) if len(table) else np.zeros(0)
    return np.asarray(np.sort(sums[sums > 0.0])[::-1], dtype=np.float64)


def members(paid: Numbers, share: float) -> int:
    """Return how many payees make up a share of them, at least one.

    >>> members(np.ones(25), 0.1)
    3
    """
    return max(math.ceil(share * len(paid) - 1e-9), 1)


def part(paid: Numbers, share: float) -> float:
    """Return the part of the rewards that a share of the payees gets, the largest first.

    >>> part(np.array([6.0, 3.0, 1.0]), 0.5), part(np.array([6.0, 3.0, 1.0]), 0.0)
    (0.75, 0.0)
    """
    so_far = np.concatenate([[0.0], np.cumsum(paid)])
    return float(np.interp(share * len(paid), np.arange(len(so_far)), so_far) / so_far[-1]) if len(paid) else math.nan


def drawn(words: Words, shown: Series, paid: Numbers) -> Figure:
    """Draw the curve, with the part of the largest tenth, and the line of equal parts."""
    figure, [axes] = sheet(PANEL + 0.4)
    axes.plot([0.0, 100.0], [0.0, 100.0], color=BASELINE, linestyle=(0, (4, 3)), linewidth=1.2)
    axes.annotate(words.say("equal parts"), (62.0, 62.0), (6, -4), textcoords="offset points", color=BASELINE, va="top")
    if len(paid):
        draw_line(axes, shown, look(1)._replace(marker=""))
        tenth = 100.0 * part(paid, 0.1)
        axes.plot([10.0], [tenth], "o", color=COLOURS[1], markersize=7)
        axes.annotate(words.say("largest tenth: {share}", share=percent(words, tenth / 100.0)), (10.0, tenth), (45.0, 12.0),
                      color=COLOURS[1], va="center", arrowprops={"arrowstyle": "-", "color": COLOURS[1], "linewidth": 0.8})
    axes.set(xlim=(0.0, 100.0), ylim=(0.0, 100.5))
    number_axis(axes.xaxis)
    number_axis(axes.yaxis)
    axes.set_title(words.say("% of rewards"))
    axes.set_xlabel(words.say("% of payees, the largest first"), color=INK)
    return figure


def title(words: Words, paid: Numbers) -> str:
    """Say what part of the rewards the largest tenth of the payees gets, where these are enough."""
    if not len(paid):
        return words.say("In one run no reward was paid in money")
    if len(paid) < LEAST_PAID:
        return words.say("Too few payees to say who gets most")
    tenth = part(paid, 0.1)
    share = percent(words, tenth)
    if tenth < 0.15:
        return words.say("One run: rewards are even, a tenth gets {share}", share=share)
    return words.say("One run: a tenth of payees gets {share} of rewards", share=share)
