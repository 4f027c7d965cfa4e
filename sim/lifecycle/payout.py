"""The life of one reward: granted within caps and budgets, held, paid in its form, or taken back."""

from __future__ import annotations

from sim.compiling import inner
from sim.facts import Form
from sim.ledger import Cause, post
from sim.lifecycle.owing import is_frozen
from sim.lifecycle.review import limit
from sim.policy import POLICY, Policy, policy_for
from sim.rows import account_at, day_at, payout_at, row_at
from sim.scenario import MOST_REWARDS
from sim.tables import PAYOUTS, Payout, Record, State, Tally, World


@inner
def within(world: World, policy: Policy, today: int, payee: int, line: int, amount: int) -> bool:
    """Tell whether a reward fits the caps a person and the budgets, the line's and the campaign's; count it where it does not.

    A rate discount is no sum of money, which caps and budgets of money know nothing of.
    """
    receiver, terms, day = account_at(world, payee), policy.lines[line], day_at(world, today)
    amount = 0 if terms.form == Form.RATE_DISCOUNT else amount
    if receiver.earned_count[line] >= terms.cap_count or receiver.earned_amount[line] + amount > terms.cap_amount:
        day.tally[Tally.OVER_CAP] += 1
        return False
    campaign = world.used[MOST_REWARDS] + amount
    if world.used[line] + amount > terms.budget or campaign > policy.economics.campaign_budget:
        day.tally[Tally.OVER_BUDGET] += 1
        return False
    campaign = day.granted[MOST_REWARDS] + amount
    if day.granted[line] + amount > terms.daily_budget or campaign > policy.economics.daily_budget:
        day.tally[Tally.OVER_DAILY_BUDGET] += 1
        return False
    return True


@inner
def grant(world: World, policy: Policy, today: int, friend: int, payee: int, line: int, level: int, amount: int) -> int:
    """Grant a reward (level 0) or an override; return what was granted, 0 where a cap or a budget forbids it.

    A reward of 0, as between the steps of a ladder, is counted and not booked.
    """
    if not within(world, policy, today, payee, line, amount):
        return 0
    receiver = account_at(world, payee)
    if level == 0:
        receiver.earned_count[line] += 1
    if amount <= 0:
        return 0
    if policy.lines[line].form != Form.RATE_DISCOUNT:
        receiver.earned_amount[line] += amount
        use(world, line, amount)
        day_at(world, today).granted[line] += amount
        day_at(world, today).granted[MOST_REWARDS] += amount
    write_down(world, policy, today, friend, payee, line, level, amount)
    return amount


@inner
def use(world: World, line: int, amount: int) -> None:
    """Take from the budgets of a line and of the campaign; a negative amount is given back."""
    world.used[line] += amount
    world.used[MOST_REWARDS] += amount


@inner
def write_down(world: World, policy: Policy, today: int, friend: int, payee: int, line: int, level: int, amount: int) -> None:
    """Write a granted reward into the table and the books."""
    row = world.count[PAYOUTS]
    world.count[PAYOUTS] += 1
    payout = payout_at(world, row)
    payout.amount, payout.payee, payout.friend, payout.earned = amount, payee, friend, today
    payout.line, payout.level, payout.form, payout.status = line, level, policy.lines[line].form, Payout.HELD
    payout.hold, payout.lapsed, payout.taken = policy.lines[line].hold, 0, 0
    payout.next_of_friend = account_at(world, friend).payouts
    account_at(world, friend).payouts = row
    day_at(world, today).tally[Tally.REWARDS] += 1
    if is_money(payout.form):
        cost(world, today, Cause.REWARD_EARNED, row, amount)


@inner
def is_money(form: int) -> bool:
    """Tell whether a form is posted: limit and a lower rate are promises, which cost nothing until they are used."""
    return form not in (Form.CREDIT_LIMIT, Form.RATE_DISCOUNT)


@inner
def cost(world: World, today: int, cause: int, row: int, amount: int) -> None:
    """Post for the payee; what a reward costs, or what comes back of it, is the acquisition of the friend."""
    payout = payout_at(world, row)
    post(world, today, cause, payout.payee, amount)
    if cause == Cause.REWARD_EARNED:
        account_at(world, payout.friend).acquisition += amount
    elif cause in (Cause.REWARD_CANCELLED, Cause.CASH_CLAWED_BACK, Cause.POINTS_CLAWED_BACK, Cause.POINTS_LAPSED,
                   Cause.COUPON_CLAWED_BACK):
        account_at(world, payout.friend).acquisition -= amount


@inner
def may_be_paid(receiver: Record) -> bool:
    """Tell whether an account may be given a reward: it is open, and not frozen for fraud."""
    return receiver.state == State.OPEN and not is_frozen(receiver)


@inner
def pay_due(world: World, policy: Policy, today: int) -> None:
    """Pay the rewards whose holding period ends today, line by line, in the order in which they were earned.

    Who has closed her account or was written off meanwhile forfeits what was held for her.
    """
    for line in range(policy.line_count):
        for number in range(world.policy_count):
            terms = row_at(world.policies, number, POLICY).lines[line]
            if terms.first_with_hold and terms.hold <= today:
                pay_earned_on(world, policy, today, today - terms.hold, line)


@inner
def pay_earned_on(world: World, policy: Policy, today: int, day: int, line: int) -> None:
    """Pay what was earned on a day under a line, if it is due today."""
    for row in range(day_at(world, day).payouts_from, day_at(world, day).payouts_to):
        payout = payout_at(world, row)
        if payout.line == line and payout.status == Payout.HELD and payout.hold == today - day:
            if may_be_paid(account_at(world, payout.payee)):
                pay(world, policy, today, row)
            else:
                take_back(world, today, row, 1.0)


@inner
def pay(world: World, policy: Policy, today: int, row: int) -> None:
    """Pay what is left of a reward in its form. Points lapse by the expected breakage at once."""
    payout = payout_at(world, row)
    receiver, amount = account_at(world, payout.payee), payout.amount - payout.taken
    payout.status = Payout.PAID
    if payout.form == Form.CASH:
        receiver.wallet += amount
        cost(world, today, Cause.CASH_PAID, row, amount)
    elif payout.form == Form.POINTS:
        payout.lapsed = int(policy.economics.points_breakage * amount + 0.5)
        receiver.points += amount - payout.lapsed
        cost(world, today, Cause.POINTS_PAID, row, amount)
        cost(world, today, Cause.POINTS_LAPSED, row, payout.lapsed)
    elif payout.form == Form.COUPON:
        receiver.coupons += amount
        receiver.coupons_until = today + policy.economics.coupon_days
        cost(world, today, Cause.COUPON_PAID, row, amount)
    else:
        promise(world, today, row, amount)


@inner
def promise(world: World, today: int, row: int, amount: int) -> None:
    """Add to (or take from) the limit, or the discount on the rate, that a customer has earned."""
    payee = payout_at(world, row).payee
    receiver = account_at(world, payee)
    if payout_at(world, row).form == Form.RATE_DISCOUNT:
        receiver.earned_discount += amount
        return
    receiver.earned_limit += amount
    receiver.limit = limit(world, policy_for(world, payee), payee)
    day_at(world, today).tally[Tally.LIMIT_GRANTED] += amount


@inner
def take_back(world: World, today: int, row: int, share: float) -> None:
    """Take a share of a reward back, what was taken before included; of what is paid, what is left of it. Budgets get it back."""
    payout = payout_at(world, row)
    whole = payout.amount - payout.lapsed
    amount = int(share * whole + 0.5) - payout.taken
    if amount <= 0:
        return
    day_at(world, today).tally[Tally.CLAWED_BACK] += payout.taken == 0
    payout.taken += amount
    returned = collect(world, today, row, amount)
    if payout.form != Form.RATE_DISCOUNT:
        use(world, payout.line, -returned)
    if payout.taken == whole:
        payout.status = Payout.CANCELLED if payout.status == Payout.HELD else Payout.CLAWED_BACK


@inner
def collect(world: World, today: int, row: int, amount: int) -> int:
    """Book what is taken back of a reward and return it: of coupons only what is not used yet."""
    payout = payout_at(world, row)
    receiver = account_at(world, payout.payee)
    if not is_money(payout.form):
        if payout.status == Payout.PAID:
            promise(world, today, row, -amount)
    elif payout.status == Payout.HELD:
        cost(world, today, Cause.REWARD_CANCELLED, row, amount)
    elif payout.form == Form.CASH:
        receiver.wallet -= amount
        cost(world, today, Cause.CASH_CLAWED_BACK, row, amount)
    elif payout.form == Form.POINTS:
        receiver.points -= amount
        cost(world, today, Cause.POINTS_CLAWED_BACK, row, amount)
    else:
        amount = min(amount, receiver.coupons)
        receiver.coupons -= amount
        cost(world, today, Cause.COUPON_CLAWED_BACK, row, amount)
    return amount
