"""The profit and loss of a run as a waterfall: from revenue, cost by cost, to profit."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
from matplotlib.figure import Figure

from experiments.interval import Interval, interval
from experiments.replication import Replications
from reports.document.blocks import Picture, Table
from reports.figures.bars import name_rows
from reports.figures.numbers import across, paired, plus_minus, series
from reports.figures.runs import ENGLISH, Numbers, One, brief, circumstances, one
from reports.figures.style import BASELINE, COLOURS, INK, ROW, sheet, styled
from reports.messages import direction, inside, kept
from reports.words import Words

REVENUE = ("merchant_fees", "instalment_fees", "late_fees", "revolving_fees", "interest")
COSTS: Mapping[str, tuple[str, ...]] = {
    "losses": ("credit_losses", "fraud_losses", "fee_losses", "recoveries"), "provisions": ("provisions",), "funding": ("funding",),
    "running": ("servicing", "fraud_reviews"), "rewards": ("rewards",),
    "acquiring": ("applications", "identity_checks", "marketing"),
    "overhead": ("overhead",),
}
ENDS = ("revenue", "profit")
"""The steps that start from zero."""


def waterfall(found: One, *, words: Words = ENGLISH) -> Picture:
    """Return the figure of the profit and loss over the whole run."""
    arm, currency = one(found), one(found).scenario.currency
    steps = {name: interval(values) for name, values in booked(arm).items()}
    names = {name: called(words, name) for name in steps}
    told = {name: words.estimate(each, "money", currency) for name, each in steps.items()}
    return Picture(
        "waterfall", title(words, steps, currency),
        words.say("{scheme}: from revenue to profit over {days:,} days", scheme=brief(words, arm.scenario), days=arm.scenario.days),
        words.say("Waterfall from revenue to profit. {steps}.", steps=paired(words, names.values(), told.values())),
        styled(partial(drawn, words, steps, names, currency)), table(words, steps, names, currency),
        circumstances(words, found), "bar", [series(words.say("Amount"), list(names.values()), list(steps.values()))],
        words.say("Item"), words.name(currency))


def booked(arm: Replications) -> dict[str, Numbers]:
    """Return revenue, each kind of cost that there is (below zero), and profit, of every replication."""
    books = [run.tables["profit_and_loss"] for run in arm.runs]

    def total(items: tuple[str, ...]) -> Numbers:
        return np.array([sum(float(book[item].sum()) for item in items) for book in books])

    costs = {name: values for name, items in COSTS.items() if (values := total(items)).any()}
    return {"revenue": total(REVENUE), **costs, "profit": total(("profit",))}


def called(words: Words, name: str) -> str:
    """Return what a step is called."""
    return {"revenue": words.say("Revenue"), "losses": words.say("Net charge-off"), "provisions": words.say("Provisions"),
            "funding": words.say("Funding"), "running": words.say("Servicing"), "rewards": words.say("Rewards"),
            "acquiring": words.say("Applications, advertising"), "overhead": words.say("Overhead"),
            "profit": words.say("Profit")}[name]


def drawn(words: Words, steps: Mapping[str, Interval], names: Mapping[str, str], currency: str) -> Figure:
    """Draw a row a step, each from where the one before has ended."""
    size, _, _ = words.large(max(abs(each.mean) for each in steps.values()), currency)
    figure, [axes] = sheet(ROW * len(steps) + 0.5)
    reached, most = 0.0, 0.0
    for row, (name, each) in enumerate(steps.items()):
        start, mean = (0.0 if name in ENDS else reached), each.mean / size
        reached = start + mean
        axes.barh(row, mean, left=start, height=0.62, color=colour(name, mean))
        if each.low is not None and each.high is not None:
            axes.plot([start + each.low / size, start + each.high / size], [row, row], color=INK, linewidth=1.2)
        if name != "profit":
            axes.plot([reached, reached], [row, row + 1], color=BASELINE, linewidth=0.8)
        most = max(most, start, reached, start + (each.high or each.mean) / size)
    for row, each in enumerate(steps.values()):
        axes.text(1.01, row, plus_minus(words, each, "money").replace("-", "\N{MINUS SIGN}"), va="center", ha="left",
                  transform=axes.get_yaxis_transform())
    name_rows(axes, list(names.values()))
    axes.axvline(0.0, color=INK, linewidth=0.8)
    axes.set_title(words.say("{unit}; ± half the 95 % interval", unit=words.name(currency)), loc="right", fontsize=9)
    return figure


def colour(name: str, value: float) -> str:
    """Return the colour of a step: what comes in, what goes out, and the result."""
    if name == "profit":
        return INK
    return COLOURS[0] if value >= 0.0 else COLOURS[1]


def table(words: Words, steps: Mapping[str, Interval], names: Mapping[str, str], currency: str) -> Table:
    """Return the steps as a table."""
    return across(words, words.say("Profit and loss over the whole run"), words.say("Item"), [names[name] for name in steps],
                  [(words.say("Amount"), list(steps.values()), "money")], currency)


def title(words: Words, steps: Mapping[str, Interval], currency: str) -> str:
    """Say whether it earns, and what costs most."""
    costs = {name: -each.mean for name, each in steps.items() if name not in ENDS}
    largest = max(costs, key=costs.__getitem__, default="")
    amount = words.rounded_money(abs(steps["profit"].mean), currency)
    result = {1: words.say("Profit of {amount}", amount=amount), -1: words.say("Loss of {amount}", amount=amount)}.get(
        direction(steps["profit"]), words.say("Profit or loss is not decided"))
    if not costs.get(largest, 0.0) > 0.0:
        return result
    return kept(words.say("{result}; largest cost: {cost}", result=result, cost=inside(called(words, largest))), result)
