"""On its cycle day an account gets its statement: pay later, carried balance, instalments and fees."""

from __future__ import annotations

from sim.compiling import inner, kernel
from sim.ledger import Cause, post
from sim.lifecycle import lend
from sim.lifecycle.owing import dpd, principal
from sim.lifecycle.ring import origin
from sim.policy import Policy, policy_at, policy_for
from sim.rows import account_at, day_at, plan_at, vintage_at, world_at
from sim.tables import FREE_PLAN, MONTH, NONE, ORIGINS, STATEMENTS, State, World

YEAR = 360


@kernel
def run(place: int, rules: int, today: int) -> None:
    """Bill the accounts of today's cycle that were open before today; what has missed ``STATEMENTS`` waits for its write-off."""
    world, policy = world_at(place), policy_at(rules)
    a = world.cycle_first[today % MONTH]
    while a != NONE:
        account = account_at(world, a)
        if account.opened < today:
            if account.state == State.OPEN:
                carry(world, policy, today, a)
                if account.bucket < STATEMENTS:
                    state(world, policy_for(world, a), today, a)
            lapse_coupons(world, today, a)
            close_month(world, today, a)
        a = account.cycle_next


@inner
def carry(world: World, policy: Policy, today: int, a: int) -> None:
    """Book what the account costs this month: funds for what it owes, servicing where there is anything to service."""
    owed = principal(account_at(world, a))
    if owed > 0:
        post(world, today, Cause.FUNDING, a, int(day_at(world, today).cost_of_funds * owed * MONTH / YEAR + 0.5))
        post(world, today, Cause.SERVICING, a, policy.economics.servicing)


@inner
def state(world: World, policy: Policy, today: int, a: int) -> None:
    """Put everything that falls due on the new statement, after those that are still unpaid."""
    account, product = account_at(world, a), policy.product
    instalments, plan_costs = fall_due(world, policy, today, a)
    revolving = int(product.revolving_fee * MONTH * account.carried + 0.5)
    overdue = 0
    for at in range(account.bucket):
        overdue += account.owed_principal[at] + account.owed_fees[at]
    late = int(product.late_fee * min(MONTH, dpd(account, today)) * overdue + 0.5)
    account.owed_principal[account.bucket] = account.pay_later + account.carried + instalments
    account.owed_fees[account.bucket] = plan_costs + revolving + late
    account.pay_later = account.carried = 0
    account.plan_balance -= instalments
    account.billed = 1
    post(world, today, Cause.INTEREST if policy.enterprise else Cause.INSTALMENT_FEE, a, plan_costs)
    post(world, today, Cause.REVOLVING_FEE, a, revolving)
    post(world, today, Cause.LATE_FEE, a, late)


@inner
def fall_due(world: World, policy: Policy, today: int, a: int) -> tuple[int, int]:
    """Return the principal that falls due and what the plans cost, fees or interest; let finished plans go."""
    account, instalments, costs = account_at(world, a), 0, 0
    before, row = NONE, account.plans
    while row != NONE:
        plan = plan_at(world, row)
        part, cost = plan.left // plan.months, plan.fee
        if policy.enterprise:
            part, cost = lend.instalment(world, policy, today, account, plan)
        instalments += part
        costs += cost
        plan.left -= part
        plan.months -= 1
        after = plan.next
        if plan.months == 0:
            drop_plan(world, a, before, row)
        else:
            before = row
        row = after
    return instalments, costs


@inner
def drop_plan(world: World, a: int, before: int, row: int) -> None:
    """Take a plan out of its account's chain and keep its row for the next one."""
    if before == NONE:
        account_at(world, a).plans = plan_at(world, row).next
    else:
        plan_at(world, before).next = plan_at(world, row).next
    plan_at(world, row).next = world.count[FREE_PLAN]
    world.count[FREE_PLAN] = row


@inner
def lapse_coupons(world: World, today: int, a: int) -> None:
    """Let coupons go that were not used in time; what they would have cost lowers their holder's acquisition."""
    account = account_at(world, a)
    if account.coupons > 0 and today > account.coupons_until:
        post(world, today, Cause.COUPON_LAPSED, a, account.coupons)
        account.acquisition -= account.coupons
        account.coupons = 0


@inner
def close_month(world: World, today: int, a: int) -> None:
    """Add the account's month to its vintage: cohort by month of opening, channel, month on book."""
    account = account_at(world, a)
    cohort, mob = account.opened // MONTH, (today - account.opened) // MONTH
    cell = vintage_at(world, (cohort * ORIGINS + origin(world, account)) * world.months + mob)
    cell.accounts += 1
    cell.ever_30 += account.worst >= 2
    cell.ever_90 += account.worst >= 4
    cell.charged_off += account.state == State.CHARGED_OFF
    cell.margin += account.month_margin
    account.month_margin = 0
