"""A scenario in the form that kernels take: rules by number, terms as vectors, what follows from terms worked out once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim import decide
from sim.decide import Decision, chosen
from sim.facts import Purchase, Referral
from sim.roll import default_probabilities
from sim.scenario import Economics, Product, Reward, Scenario
from sim.tables import MONTH, Records, records
from sim.terms import WIDTH, Choice

LONGEST_WAIT = 36
LEADER, FRIEND, REFERRER = 2, 1, 0

LINE = np.dtype([
    ("cap_amount", "i8"), ("budget", "i8"), ("typical_spend", "i8"), ("delay_days", "f8"),
    ("pay", "i4"), ("form", "i4"), ("hold", "i4"), ("cap_count", "i4"), ("from_day", "i4"), ("to_day", "i4"),
    ("by_tier", "u1"), ("needs_purchase", "u1"), ("needs_repayment", "u1"),
], align=True)
TIER = np.dtype([("spend", "i8"), ("limit", "f8"), ("reward", "f8"), ("on_time", "i4")], align=True)


class Policy(NamedTuple):
    """Everything a day needs to know besides the world. Shapes: R reward lines, T tiers (tier 0 first)."""

    rules: NDArray[np.float64]
    """The rule chosen for each ``Decision``, shape (decisions, ``WIDTH``)."""
    product: Product
    economics: Economics
    lgd: float
    seasoned_days: int
    pd: NDArray[np.float64]
    """Probability of 90 dpd within 12 months and within a lifetime, by bucket, shape (2, buckets)."""
    lines: Records
    triggers: NDArray[np.float64]
    amounts: NDArray[np.float64]
    claw_backs: NDArray[np.float64]
    tiers: Records
    team_depth: int
    foresight: int
    usual_balance: float
    leader_limit: int


def policy_of(scenario: Scenario) -> Policy:
    """Return the policy of a scenario."""
    behaviour, credit, team = scenario.behaviour, scenario.credit, scenario.team
    slots = [(slot, choice) for group in (behaviour, credit, team) for slot, choice in group._asdict().items()]
    rules = np.zeros((len(Decision), WIDTH))
    for slot, choice in slots:
        if isinstance(choice, Choice):
            rules[Decision[slot.upper()]] = chosen(slot, choice)
    rewards = list(scenario.rewards.values())
    return Policy(
        rules=rules, product=scenario.product, economics=scenario.economics, lgd=credit.lgd,
        seasoned_days=credit.seasoned_after * MONTH, pd=default_probabilities(behaviour.repay),
        lines=lines(scenario), triggers=matrix([chosen("trigger", line.when) for line in rewards]),
        amounts=matrix([chosen("amount", line.amount) for line in rewards]),
        claw_backs=matrix([chosen("claw_back", line.claw_back) for line in rewards]),
        tiers=tiers(scenario), team_depth=team.depth, leader_limit=team.extra_limit,
        foresight=behaviour.foresight, usual_balance=usual_balance(scenario),
    )


def matrix(choices: list[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Return some choices as rows."""
    return np.array(choices).reshape(-1, WIDTH)


def lines(scenario: Scenario) -> Records:
    """Return the scheme as a table of reward lines, in the order of the file."""
    table = records(len(scenario.rewards), LINE)
    for row, line in zip(table, scenario.rewards.values(), strict=True):
        for field in ("pay", "form", "hold", "cap_count", "cap_amount", "from_day", "to_day", "budget", "by_tier"):
            row[field] = min(getattr(line, field), np.iinfo(LINE[field]).max)
        imagine(row, line, typical_month(scenario))
    return table


def typical_month(scenario: Scenario) -> Referral:
    """Return what a typical friend does in a month: how often she buys, and for how much."""
    shop, basket = scenario.behaviour.shop.terms, scenario.behaviour.basket.terms
    purchases = max(1, round(getattr(shop, "rate", 1.0)))
    spent = int(purchases * getattr(basket, "share", 0.05) * scenario.population.income_median)
    return Referral(days_open=MONTH, purchases=purchases, spent=spent, on_time=1, bucket=0)


def usual_balance(scenario: Scenario) -> float:
    """Return the debt that typical spending leads to, over monthly income."""
    month = typical_month(scenario)
    amount, income = month.spent // month.purchases, scenario.population.income_median
    rule = chosen("payment_plan", scenario.behaviour.payment_plan)
    purchase = Purchase(amount, income, 600.0, False)
    plans = [decide.payment_plan(purchase, rule, (k + 0.5) / 100) for k in range(100)]
    until_due = 0.5 + scenario.product.grace_days / MONTH
    owed = [until_due + (0.5 * (months - 1) if months else 0.0) for months in plans]
    return float(np.mean(owed)) * month.spent / income


def imagine(row: Records, line: Reward, month: Referral) -> None:
    """Write down how a reward looks from before: after how long a typical friend earns it, and through what."""
    rule = chosen("trigger", line.when)
    fulfilled = [decide.trigger(after(month, months), rule) for months in range(LONGEST_WAIT + 1)]
    wait = fulfilled.index(True) if True in fulfilled else LONGEST_WAIT
    row["delay_days"] = wait * MONTH + line.hold
    row["typical_spend"] = month.spent * max(wait, 1)
    idle = Referral(days_open=LONGEST_WAIT * MONTH, purchases=0, spent=0, on_time=0, bucket=0)
    row["needs_purchase"] = not decide.trigger(idle, rule)
    spender = after(month, LONGEST_WAIT)._replace(on_time=0)
    row["needs_repayment"] = not decide.trigger(spender, rule)


def after(month: Referral, months: int) -> Referral:
    """Return a typical friend's record after some months; the first purchase comes at once."""
    return Referral(months * MONTH, max(1, months * month.purchases), max(1, months) * month.spent, months, 0)


def tiers(scenario: Scenario) -> Records:
    """Return the ladder, with a tier 0 that asks nothing and gives nothing."""
    table = records(1 + len(scenario.tiers), TIER)
    table["limit"][0] = table["reward"][0] = 1.0
    for row, tier in zip(table[1:], scenario.tiers, strict=True):
        for field in ("spend", "limit", "reward", "on_time"):
            row[field] = getattr(tier, field)
    return table
