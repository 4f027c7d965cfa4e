"""Rewards earned are granted in a stated order (day, lot of the friend, line), held, paid, or taken back."""

from __future__ import annotations

from sim import decide
from sim.compiling import inner, kernel
from sim.decide import Decision
from sim.facts import Form, Referral, Rewarded, TeamReward
from sim.lifecycle.owing import is_frozen
from sim.lifecycle.payout import grant, may_be_paid, pay_due, take_back
from sim.lifecycle.promise import earned, in_window
from sim.lifecycle.team import payee_of, policy_for_reward
from sim.lifecycle.touch import touch
from sim.policy import POLICY, REFERRER, Policy, policy_at, policy_for
from sim.rows import account_at, day_at, event_at, payout_at, row_at, world_at
from sim.tables import ACCOUNTS, NONE, PAYOUTS, TOUCHED, Payout, State, Tally, World


@kernel
def run(place: int, rules: int, today: int) -> None:
    """Settle the rewards that hang on today's events, then pay what has been held long enough."""
    world, policy = world_at(place), policy_at(rules)
    day_at(world, today).payouts_from = world.count[PAYOUTS]
    for at in range(world.count[TOUCHED]):
        a = event_at(world, at).touched
        reconsider(world, today, a)
        for line in range(policy.line_count):
            if fulfilled(world, policy_for_reward(world, policy, a, line), today, a, line):
                settle(world, policy, today, a, line)
        account_at(world, a).touched = 0
    if day_at(world, today).tally[Tally.FROZEN] > 0:
        forfeit(world, today)
    day_at(world, today).payouts_to = world.count[PAYOUTS]
    pay_due(world, policy, today)


@inner
def forfeit(world: World, today: int) -> None:
    """Cancel what is held for accounts that are frozen."""
    for row in range(world.count[PAYOUTS]):
        payout = payout_at(world, row)
        if payout.status == Payout.HELD and is_frozen(account_at(world, payout.payee)):
            take_back(world, today, row, 1.0)


@kernel
def ripen(place: int, rules: int, today: int) -> None:
    """Note the accounts whose age alone fulfils a line from today on, whatever else happens to them."""
    world, policy = world_at(place), policy_at(rules)
    for number in range(world.policy_count):
        for line in range(policy.line_count):
            opened = today - row_at(rules, number, POLICY).lines[line].ripe
            a = first_opened(world, opened)
            while a < world.count[ACCOUNTS] and account_at(world, a).opened == opened:
                touch(world, a)
                a += 1


@inner
def first_opened(world: World, day: int) -> int:
    """Return the first account opened on a day or later (bisection: accounts stand in the order of opening)."""
    low, high = 0, world.count[ACCOUNTS]
    while low < high:
        middle = (low + high) // 2
        if account_at(world, middle).opened < day:
            low = middle + 1
        else:
            high = middle
    return low


@inner
def fulfilled(world: World, policy: Policy, today: int, a: int, line: int) -> bool:
    """Tell whether a friend has done what a line asks for, for the first time, or has borrowed again where it pays for that."""
    account = account_at(world, a)
    again = account.last_purchase == today and 1 < account.purchases <= policy.lines[line].loans
    if account.rewarded >> line & 1 and not again or not may_be_paid(account):
        return False
    record = Referral(today - account.opened, account.purchases, account.spent, int(account.on_time), int(account.bucket))
    return decide.trigger(record, policy.lines[line].trigger)


@inner
def settle(world: World, policy: Policy, today: int, a: int, line: int) -> None:
    """Grant a friend's reward to its payee, and overrides to the leaders above.

    What was done while the line did not run is done with: a campaign pays for what happens in its window.
    """
    account = account_at(world, a)
    account.rewarded |= 1 << line
    payee = payee_of(world, policy, a, line)
    if payee == NONE or not may_be_paid(account_at(world, payee)):
        return
    receiver, hers = account_at(world, payee), policy_for(world, payee)
    if not in_window(hers, today, line):
        return
    spent = int(account.last_loan if hers.lines[line].loans > 1 else account.spent)
    amount = earned(hers, line, receiver.earned_count[line] + 1, spent, receiver.tier)
    given = grant(world, hers, today, a, payee, line, 0, amount)
    if policy.lines[line].pay == REFERRER and given > 0 and hers.lines[line].form != Form.RATE_DISCOUNT:
        override(world, policy, today, a, line, given)


@inner
def override(world: World, policy: Policy, today: int, a: int, line: int, amount: int) -> None:
    """Grant each leader above the rewarded referrer her override; the referrer's own reward is level 1 if she leads."""
    above = account_at(world, a).referrer
    for level in range(1, policy.team_depth + 1):
        if above == NONE:
            return
        if account_at(world, above).leader and may_be_paid(account_at(world, above)):
            hers = policy_for(world, above)
            extra = decide.override(TeamReward(amount, level), hers.rules[Decision.OVERRIDE])
            if hers.lines[line].form != Form.RATE_DISCOUNT:
                grant(world, hers, today, a, above, line, level, extra)
        above = account_at(world, above).referrer


@inner
def reconsider(world: World, today: int, a: int) -> None:
    """Ask of each reward earned with this friend how much of it is taken back; one held for a friend now frozen all is."""
    account = account_at(world, a)
    row = account.payouts
    while row != NONE:
        payout = payout_at(world, row)
        if payout.status in (Payout.HELD, Payout.PAID):
            gone, left = account.state == State.CHARGED_OFF, account.state == State.CLOSED or is_frozen(account)
            seen = Rewarded(today - payout.earned, int(account.bucket), gone, left)
            terms = policy_for(world, payout.payee).lines[payout.line]
            share = decide.claw_back(seen, terms.claw_back)
            take_back(world, today, row, 1.0 if is_frozen(account) and payout.status == Payout.HELD else share)
        row = payout.next_of_friend
