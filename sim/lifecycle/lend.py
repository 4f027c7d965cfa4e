"""Enterprise loans: what is drawn and at which rate, and what a loan asks for on each statement.

The rate of a loan is fixed when it is disbursed; discounts earned later come off it, down to the product's floor. Rates
are whole numbers of ``RATE_UNIT``.
"""

from __future__ import annotations

from sim import decide
from sim.compiling import inner
from sim.decide import Decision
from sim.draw import Purpose, normal, uniform
from sim.facts import Application, Drawdown, Facility, Instalment, Pricing
from sim.ledger import Cause, post
from sim.lifecycle.owing import available, principal
from sim.lifecycle.touch import touch
from sim.policy import Policy
from sim.rows import account_at, day_at, event_at, person_at
from sim.tables import MONTH, PLANS_ASKED, Record, Tally, World
from sim.terms import RATE_UNIT

YEAR = 360


@inner
def facility(world: World, policy: Policy, i: int, seen: Application) -> int:
    """Return what an account lends: for purchases, or what an enterprise asks for."""
    if not policy.enterprise:
        return Facility.PURCHASES.value
    return decide.facility(seen, policy.rules[Decision.FACILITY], uniform(world.seed, i, 0, Purpose.FACILITY))


@inner
def may_borrow(account: Record) -> bool:
    """Tell whether another purchase or drawdown may be made: a term loan is repaid before the next one."""
    return account.facility != Facility.TERM_LOAN or principal(account) == 0


@inner
def borrow(world: World, policy: Policy, today: int, a: int) -> bool:
    """Price and disburse a loan, if the facility allows one; tell whether it did."""
    account = account_at(world, a)
    rate = contract_rate(policy, account)
    revenue = int(person_at(world, account.person).income)
    need = Drawdown(int(account.facility), revenue, rate * RATE_UNIT, available(account), account.wont_pay > 0)
    luck = normal(world.seed, account.person, account.purchases, Purpose.DRAWDOWN)
    amount = decide.drawdown(need, policy.rules[Decision.DRAWDOWN], luck)
    if amount <= 0:
        return False
    account.rate = rate
    disburse(world, policy, today, a, amount)
    return True


@inner
def contract_rate(policy: Policy, account: Record) -> int:
    """Return the rate at which a loan to the account is disbursed today."""
    seen = Pricing(float(account.score), int(account.on_time), policy.tiers[account.tier].rate)
    rate = int(decide.rate(seen, policy.rules[Decision.RATE]) / RATE_UNIT + 0.5)
    return min(max(rate, policy.rate_floor), policy.rate_ceiling)


@inner
def disburse(world: World, policy: Policy, today: int, a: int, amount: int) -> None:
    """Pay a loan out, as a plan that ``spend.settle`` opens."""
    account = account_at(world, a)
    account.purchases += 1
    account.spent += amount
    account.last_loan, account.last_purchase = amount, today
    account.plan_balance += amount
    asked = event_at(world, world.count[PLANS_ASKED])
    asked.buyer, asked.planned, asked.months = a, amount, policy.loan_months[account.facility]
    world.count[PLANS_ASKED] += 1
    tally = day_at(world, today).tally
    tally[Tally.PURCHASES] += 1
    tally[Tally.DISBURSED] += amount
    tally[Tally.INTEREST_AGREED] += int(RATE_UNIT * account.rate * amount + 0.5)
    post(world, today, Cause.LOAN_DISBURSED, a, amount)
    touch(world, a)


@inner
def open_loan(world: World, policy: Policy, today: int, account: Record, plan: Record) -> None:
    """Let a plan be a loan: on the next cycle day it asks for the interest until then, and from the one after for instalments."""
    plan.rate, plan.begun = account.rate, 0
    plan.months += 1
    plan.fee = interest_due(world, policy, today, account, plan, (int(account.opened) - today) % MONTH)


@inner
def charged(policy: Policy, account: Record, rate: int) -> int:
    """Return the rate that a loan is charged: its own less the discount earned, not below the floor."""
    return max(min(rate, policy.rate_floor), rate - int(account.earned_discount))


@inner
def interest_due(world: World, policy: Policy, today: int, account: Record, plan: Record, days: int) -> int:
    """Return the interest that a loan is charged for some days, and count what the discount takes off it."""
    due = interest(charged(policy, account, int(plan.rate)), plan.left, days)
    day_at(world, today).tally[Tally.INTEREST_FORGONE] += interest(int(plan.rate), plan.left, days) - due
    return due


@inner
def interest(rate: int, owed: int, days: int) -> int:
    """Return the interest on a sum for some days, 30/360, in minor units."""
    return int(RATE_UNIT * rate * owed * days / YEAR + 0.5)


@inner
def instalment(world: World, policy: Policy, today: int, account: Record, plan: Record) -> tuple[int, int]:
    """Return the principal and the interest that a loan asks for on today's statement."""
    if not plan.begun:
        plan.begun = 1
        return 0, int(plan.fee)
    monthly = RATE_UNIT * charged(policy, account, int(plan.rate)) * MONTH / YEAR
    seen = Instalment(int(plan.left), int(plan.months), monthly)
    principal_due = decide.schedule(seen, policy.rules[Decision.SCHEDULE])
    return principal_due, interest_due(world, policy, today, account, plan, MONTH)
