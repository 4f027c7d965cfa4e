"""A scenario in the form that kernels take: rules by number, terms as vectors, what follows from terms worked out once."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np
from numpy.typing import NDArray

from sim import decide
from sim.cells import STEPS, distinct
from sim.compiling import inner
from sim.decide import Decision, chosen
from sim.facts import Application, Drawdown, Facility, Pricing, Purchase, Referral
from sim.roll import LIFETIME, default_probabilities
from sim.rows import INT32, account_at, person_at, row_at
from sim.scenario import ENTERPRISE_LOAN, MOST_REWARDS, MOST_TIERS, Abuse, Economics, Product, Reward, Scenario
from sim.scouting import LONGEST_WAIT, scout
from sim.tables import BUCKETS, CHANNELS, MONTH, NONE, Record, Records, World, layout, records
from sim.terms import RATE_UNIT, WIDTH, Choice

LONGEST_AGE = 7_200
LARGEST_SPEND = 1_000_000_00
LEADER, FRIEND, REFERRER = 2, 1, 0

LINE = np.dtype([
    ("cap_amount", "i8"), ("budget", "i8"), ("daily_budget", "i8"), ("typical_spend", "i8"), ("delay_days", "f8"),
    ("trigger", "f8", WIDTH), ("amount", "f8", WIDTH), ("claw_back", "f8", WIDTH),
    ("pay", "i4"), ("form", "i4"), ("loans", "i4"), ("hold", "i4"), ("cap_count", "i4"), ("from_day", "i4"), ("to_day", "i4"),
    ("ripe", "i4"), ("least_spend", "i4"), ("least_payments", "i4"), ("least_days", "i4"),
    ("by_tier", "u1"), ("needs_purchase", "u1"), ("needs_repayment", "u1"), ("first_with_hold", "u1"),
], align=True)
TIER = np.dtype([("spend", "i8"), ("limit", "f8"), ("reward", "f8"), ("rate", "f8"), ("on_time", "i4")], align=True)


POLICY = np.dtype([
    ("rules", "f8", (len(Decision), WIDTH)), ("pd", "f8", (2, BUCKETS)), ("usual_balance", "f8"), ("lgd", "f8"),
    ("capital", "i8"), ("funding_premium", "f8"), ("stress_spread", "f8"), ("offer_worth", "i8"),
    ("product", layout(Product)), ("economics", layout(Economics)), ("abuse", layout(Abuse)),
    ("approved", "f8"), ("refused", "f8"), ("least_spend", "i8"), ("smallest", "i8"),
    ("least_payments", "i4"), ("payments_to_lead", "i4"), ("longest_wait", "i4"),
    ("lines", LINE, MOST_REWARDS), ("tiers", TIER, MOST_TIERS + 1), ("line_count", "i4"), ("tier_count", "i4"),
    ("seasoned_days", "i4"), ("consent", "f8"),
    ("enterprise", "i4"), ("processing", "i4"), ("rate_floor", "i4"), ("rate_ceiling", "i4"), ("usual_rate", "i4"),
    ("loan_months", "i4", len(Facility)),
    ("stage_2_bucket", "i4"), ("team_depth", "i4"), ("leader_limit", "i4"), ("foresight", "i4"), ("friends_at_once", "i4"),
], align=True)
"""Everything a day needs to know besides the world. ``rules`` holds the rule chosen for each ``Decision``, ``pd`` the
probability of 90 dpd within 12 months and within a lifetime by bucket. One record is one pointer to a kernel."""
Policy = Record


@inner
def policy_at(where: int) -> Policy:
    """Return the first policy at an address: what is the same for everybody is read there."""
    return row_at(where, 0, POLICY)


@inner
def policy_for(world: World, a: int) -> Policy:
    """Return the policy that an account lives under."""
    return row_at(world.policies, account_at(world, a).policy, POLICY)


@inner
def policy_for_person(world: World, i: int, channel: int) -> Policy:
    """Return the policy that somebody without an account meets by way of a channel."""
    return row_at(world.policies, policy_number(world, i, 0, channel), POLICY)


@inner
def policy_number(world: World, i: int, tier: int, channel: int) -> int:
    """Return the number of the policy of a person's portrait at a tier, for a channel."""
    return row_at(world.cells, (person_at(world, i).portrait * STEPS + tier) * CHANNELS + channel, INT32)


def policies_of(scenario: Scenario) -> tuple[Records, NDArray[np.int32]]:
    """Return the policies of a scenario, each once, and the number of that of each cell."""
    scenarios, cells = distinct(scenario)
    policies = records(len(scenarios), POLICY)
    for number, each in enumerate(scenarios):
        policies[number] = policy_of(each)
        for line in range(len(scenario.rewards)):
            hold = policies["lines"]["hold"][:, line]
            policies[number].lines[line].first_with_hold = hold[number] not in hold[:number]
    return policies, cells


def policy_of(scenario: Scenario) -> Policy:
    """Return the policy of a scenario, portraits and differences left aside."""
    policy = records(1, POLICY)[0]
    behaviour, credit, loan, team = scenario.behaviour, scenario.credit, scenario.loan, scenario.team
    for group in (behaviour, credit, loan, team, scenario.funding, scenario.competitor):
        for slot, choice in group._asdict().items():
            if isinstance(choice, Choice):
                policy.rules[Decision[slot.upper()]] = chosen(slot, choice)
    policy.product, policy.economics, policy.abuse = tuple(scenario.product), tuple(scenario.economics), tuple(scenario.abuse)
    policy.pd = default_probabilities(behaviour.repay, longest(scenario))
    policy.lgd, policy.usual_balance = credit.lgd, usual_balance(scenario)
    policy.seasoned_days, policy.team_depth, policy.leader_limit = credit.seasoned_after * MONTH, team.depth, team.extra_limit
    policy.stage_2_bucket = credit.stage_2_bucket
    policy.consent = credit.consent if credit.separate_consent and credit.social_data_purpose.strip() else 0.0
    policy.foresight, policy.friends_at_once = behaviour.foresight, behaviour.friends_at_once
    policy.capital, policy.funding_premium = scenario.funding.capital, scenario.funding.premium
    policy.stress_spread, policy.offer_worth = scenario.macro.spread, scenario.competitor.worth
    if scenario.product.kind == ENTERPRISE_LOAN:
        write_loan(policy, scenario)
    policy.line_count, policy.tier_count = len(scenario.rewards), 1 + len(scenario.tiers)
    write_lines(policy.lines, scenario)
    write_tiers(policy.tiers, scenario)
    scout(policy, scenario)
    return policy


def write_loan(policy: Policy, scenario: Scenario) -> None:
    """Write the terms of enterprise loans down; an instalment of a loan has no minimum but itself."""
    loan = scenario.loan
    policy.enterprise, policy.processing, policy.product.minimum_payment = 1, loan.processing, 1.0
    policy.rate_floor, policy.rate_ceiling = round(loan.floor / RATE_UNIT), round(loan.ceiling / RATE_UNIT)
    policy.usual_rate = round(typical_rate(scenario) / RATE_UNIT)
    policy.loan_months[Facility.TERM_LOAN], policy.loan_months[Facility.LINE] = loan.months, loan.line_months


def write_lines(table: Records, scenario: Scenario) -> None:
    """Write the scheme down as a table of reward lines, in the order of the file."""
    for row, line in zip(table, scenario.rewards.values(), strict=False):
        for field in ("pay", "form", "loans", "hold", "cap_count", "cap_amount", "from_day", "to_day", "budget", "daily_budget",
                      "by_tier"):
            row[field] = min(getattr(line, field), np.iinfo(LINE[field]).max)
        row["trigger"], row["amount"] = chosen("trigger", line.when), chosen("amount", line.amount)
        row["claw_back"] = chosen("claw_back", line.claw_back)
        imagine(row, line, typical_month(scenario), scenario.product.kind == ENTERPRISE_LOAN)
        least(row, line, scenario.product.grace_days)


def longest(scenario: Scenario) -> int:
    """Return the lifetime in months over which losses are expected: 36, or that of the longest loan."""
    loan = scenario.loan
    return max(LIFETIME, loan.months, loan.line_months) if scenario.product.kind == ENTERPRISE_LOAN else LIFETIME


def typical_month(scenario: Scenario) -> Referral:
    """Return what a typical friend does in a month: how often she buys, and for how much; an enterprise borrows once."""
    if scenario.product.kind == ENTERPRISE_LOAN:
        return Referral(days_open=MONTH, purchases=1, spent=typical_loan(scenario), on_time=1, bucket=0)
    shop, basket = scenario.behaviour.shop.terms, scenario.behaviour.basket.terms
    purchases = max(1, round(getattr(shop, "rate", 1.0)))
    spent = int(purchases * getattr(basket, "share", 0.05) * scenario.population.income_median)
    return Referral(days_open=MONTH, purchases=purchases, spent=spent, on_time=1, bucket=0)


def typical_loan(scenario: Scenario) -> int:
    """Return the first loan of an enterprise of median revenue, median need and 600 points: the mean over lines and term loans."""
    loan, revenue = scenario.loan, scenario.population.income_median
    seen = Application(600.0, False, False, revenue)
    limit = decide.first_limit(seen, chosen("first_limit", scenario.credit.first_limit))
    asks, draws = chosen("facility", loan.facility), chosen("drawdown", loan.drawdown)
    kinds = [decide.facility(seen, asks, (k + 0.5) / 100) for k in range(100)]
    rate = typical_rate(scenario)
    return round(sum(decide.drawdown(Drawdown(kind, revenue, rate, limit, False), draws, 0.0) for kind in kinds) / 100)


def typical_rate(scenario: Scenario) -> float:
    """Return the rate of the first loan of an enterprise of 600 points."""
    loan = scenario.loan
    return min(max(decide.rate(Pricing(600.0, 0, 0.0), chosen("rate", loan.rate)), loan.floor), loan.ceiling)


def usual_balance(scenario: Scenario) -> float:
    """Return the debt that typical spending leads to, over monthly income; of a loan, half of it."""
    month = typical_month(scenario)
    if scenario.product.kind == ENTERPRISE_LOAN:
        return 0.5 * month.spent / scenario.population.income_median
    amount, income = month.spent // month.purchases, scenario.population.income_median
    rule = chosen("payment_plan", scenario.behaviour.payment_plan)
    purchase = Purchase(amount, income, 600.0, False)
    plans = [decide.payment_plan(purchase, rule, (k + 0.5) / 100) for k in range(100)]
    until_due = 0.5 + scenario.product.grace_days / MONTH
    owed = [until_due + (0.5 * (months - 1) if months else 0.0) for months in plans]
    return float(np.mean(owed)) * month.spent / income


def imagine(row: Records, line: Reward, month: Referral, once: bool) -> None:
    """Write down how a reward looks from before: after how long a typical friend earns it, and through what.

    ``once``: what she does in the first month, she does not do again, as an enterprise that borrows.

    ``ripe`` is the age in days at which an account earns it without doing anything; ``LONGEST_AGE`` where none does.
    """
    rule = chosen("trigger", line.when)
    fulfilled = [decide.trigger(after(month, months, once), rule) for months in range(LONGEST_WAIT + 1)]
    wait = fulfilled.index(True) if True in fulfilled else LONGEST_WAIT
    row["delay_days"] = wait * MONTH + line.hold
    row["typical_spend"] = month.spent * (1 if once else max(wait, 1))
    idle = Referral(days_open=LONGEST_WAIT * MONTH, purchases=0, spent=0, on_time=0, bucket=0)
    row["needs_purchase"] = not decide.trigger(idle, rule)
    spender = after(month, LONGEST_WAIT, once)._replace(on_time=0)
    row["needs_repayment"] = not decide.trigger(spender, rule)
    row["ripe"] = bisect_left(range(LONGEST_AGE), True, key=lambda age: decide.trigger(idle._replace(days_open=age), rule))


def least(row: Records, line: Reward, grace_days: int) -> None:
    """Write down the least that fulfils a line after a first purchase: spending, statements repaid, and days.

    ``least_spend`` is -1 where nothing does.
    """
    rule = chosen("trigger", line.when)
    done = Referral(LONGEST_WAIT * MONTH, 1, LARGEST_SPEND, LONGEST_WAIT, 0)
    row["least_spend"] = NONE
    if decide.trigger(done, rule):
        spent = bisect_left(range(LARGEST_SPEND), True, key=lambda sum_: decide.trigger(done._replace(spent=sum_), rule))
        done = done._replace(spent=spent)
        payments = bisect_left(range(LONGEST_WAIT), True, key=lambda n: decide.trigger(done._replace(on_time=n), rule))
        done = done._replace(on_time=payments)
        days = bisect_left(range(LONGEST_AGE), True, key=lambda age: decide.trigger(done._replace(days_open=age), rule))
        row["least_spend"], row["least_payments"] = spent, payments
        row["least_days"] = max(days, payments * MONTH + grace_days if payments else int(row["needs_purchase"]))


def after(month: Referral, months: int, once: bool) -> Referral:
    """Return a typical friend's record after some months; the first purchase comes at once, and is the only one if ``once``."""
    times = 1 if once else max(1, months)
    return Referral(months * MONTH, times * month.purchases if months else 1, times * month.spent, months, 0)


def write_tiers(table: Records, scenario: Scenario) -> None:
    """Write the ladder down, with a tier 0 that asks nothing and gives nothing."""
    table["limit"][0] = table["reward"][0] = 1.0
    for row, tier in zip(table[1:], scenario.tiers, strict=False):
        for field in ("spend", "limit", "reward", "rate", "on_time"):
            row[field] = getattr(tier, field)
