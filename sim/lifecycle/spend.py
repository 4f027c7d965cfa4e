"""Customers buy, within their limit, and pay later or by instalments; enterprises draw on their facility."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim import decide
from sim.compiling import inner, kernel
from sim.decide import Decision
from sim.draw import Purpose, exponential, normal, uniform
from sim.facts import Basket, Facility, Purchase, Shopper
from sim.ledger import Cause, post
from sim.lifecycle import lend
from sim.lifecycle.fund import nothing_lent
from sim.lifecycle.owing import available
from sim.lifecycle.ring import in_ring
from sim.lifecycle.touch import touch
from sim.policy import Policy, policy_at, policy_for
from sim.rows import account_at, day_at, event_at, person_at, plan_at, world_at
from sim.tables import ACCOUNTS, FREE_PLAN, NONE, PLANS, PLANS_ASKED, Record, State, Tally, World


@kernel
def rows(world: World, policy: Policy, today: int) -> NDArray[np.int32]:
    """Return the accounts in use that are current and have bought before today; with a term loan, those that have repaid it."""
    up = np.empty(world.count[ACCOUNTS], dtype=np.int32)
    number = 0
    if nothing_lent(world, today):
        return up[:number]
    for a in range(world.count[ACCOUNTS]):
        account = account_at(world, a)
        in_use = account.state == State.OPEN and account.activated != NONE and account.activated < today
        free = account.bucket == 0 and not account.leaving and not in_ring(world, account)
        if in_use and free and lend.may_borrow(account):
            up[number] = a
            number += 1
    return up[:number]


@kernel
def facts(world: World, policy: Policy, today: int, a: int) -> Shopper:
    """Return what makes a customer buy."""
    account, day = account_at(world, a), day_at(world, today)
    idle = today - account.last_purchase
    renewal = account.facility == Facility.TERM_LOAN
    return Shopper(float(account.propensity), float(account.deal), idle, account.wont_pay > 0, renewal, day.season, day.stress)


@kernel
def decision(policy: Policy, seen: Shopper) -> float:
    """Return the hazard of a purchase today."""
    return decide.shop(seen, policy.rules[Decision.SHOP])


@inner
def draws_near(account: Record, hazard: float) -> bool:
    """Add the hazard up; tell whether it has crossed the threshold of the next purchase, and begin anew where it has."""
    account.shop_hazard = float(account.shop_hazard) + hazard
    crossed = account.shop_hazard >= account.shop_at
    if crossed:
        account.shop_hazard = 0.0
    return crossed


@kernel
def act(world: World, policy: Policy, today: int, a: int, hazard: float) -> None:
    """Add the hazard up; where it crosses the threshold, a purchase is made."""
    account = account_at(world, a)
    if not draws_near(account, hazard):
        return
    account.shop_at = exponential(world.seed, account.person, account.purchases + 1, Purpose.SHOP)
    purchase(world, policy, today, a)


@inner
def basket(world: World, policy: Policy, today: int, a: int) -> Basket:
    """Return what bounds and scales the purchase."""
    account, person = account_at(world, a), person_at(world, account_at(world, a).person)
    extra = max(0, account.limit - account.first_limit)
    usual = policy.usual_balance * person.income * account.propensity
    return Basket(int(person.income), float(account.propensity), float(account.score), extra, usual,
                  available(account), account.wont_pay > 0)


@inner
def purchase(world: World, policy: Policy, today: int, a: int) -> bool:
    """Make a purchase, or draw a loan, if the limit allows one; tell whether it did."""
    if policy.enterprise:
        return lend.borrow(world, policy, today, a)
    account = account_at(world, a)
    luck = normal(world.seed, account.person, account.purchases, Purpose.BASKET)
    amount = decide.basket(basket(world, policy, today, a), policy.rules[Decision.BASKET], luck)
    if amount <= 0:
        return False
    income = int(person_at(world, account.person).income)
    sought = Purchase(amount, income, float(account.score), account.wont_pay > 0)
    luck = uniform(world.seed, account.person, account.purchases, Purpose.PAYMENT_PLAN)
    book(world, policy, today, a, amount, decide.payment_plan(sought, policy.rules[Decision.PAYMENT_PLAN], luck))
    return True


@inner
def book(world: World, policy: Policy, today: int, a: int, amount: int, months: int) -> None:
    """Write a purchase down: on the next statement, or as a plan that ``settle`` opens."""
    account = account_at(world, a)
    account.purchases += 1
    account.spent += amount
    account.last_purchase = today
    owed = amount - use_coupons(world, policy, today, a, amount)
    if months == 0:
        account.pay_later += owed
    else:
        account.plan_balance += owed
        asked = event_at(world, world.count[PLANS_ASKED])
        asked.buyer, asked.planned, asked.months = a, owed, months
        world.count[PLANS_ASKED] += 1
        day_at(world, today).tally[Tally.ON_INSTALMENTS] += owed
    day_at(world, today).tally[Tally.PURCHASES] += 1
    day_at(world, today).tally[Tally.GMV] += amount
    post(world, today, Cause.PURCHASE, a, owed)
    post(world, today, Cause.MERCHANT_FEE, a, int(policy.product.take_rate * amount + 0.5))
    touch(world, a)


@inner
def use_coupons(world: World, policy: Policy, today: int, a: int, amount: int) -> int:
    """Pay a part of the purchase with the coupons that are still valid; return how much."""
    account = account_at(world, a)
    if account.coupons == 0 or today > account.coupons_until:
        return 0
    used = min(account.coupons, int(policy.economics.coupon_share * amount))
    account.coupons -= used
    post(world, today, Cause.COUPON_USED, a, used)
    return used


@kernel
def run(place: int, rules: int, today: int) -> None:
    """Let every customer in use decide."""
    world, policy = world_at(place), policy_at(rules)
    for a in rows(world, policy, today):
        hers = policy_for(world, a)
        act(world, hers, today, a, decision(hers, facts(world, hers, today, a)))


@kernel
def settle(place: int, _rules: int, today: int) -> None:
    """Open the plans asked for, in the order of accounts."""
    world = world_at(place)
    for at in range(world.count[PLANS_ASKED]):
        asked = event_at(world, at)
        row = world.count[FREE_PLAN]
        if row == NONE:
            row = world.count[PLANS]
            world.count[PLANS] += 1
        else:
            world.count[FREE_PLAN] = plan_at(world, row).next
        plan, account = plan_at(world, row), account_at(world, asked.buyer)
        hers = policy_for(world, asked.buyer)
        plan.left, plan.months, plan.rate, plan.begun = asked.planned, asked.months, 0, 1
        plan.fee = int(hers.product.instalment_fee * asked.planned + 0.5)
        if hers.enterprise:
            lend.open_loan(world, hers, today, account, plan)
        plan.next = account.plans
        account.plans = row
    world.count[PLANS_ASKED] = 0
