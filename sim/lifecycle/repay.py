"""On the due day a borrower pays all, a part, the minimum or nothing; payments go to the oldest statement first."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim import decide
from sim.arrivals import share_of_defaulted
from sim.compiling import inner, kernel
from sim.decide import Decision
from sim.draw import Purpose, uniform
from sim.facts import Household, Payment, Statement
from sim.ledger import Cause, post
from sim.lifecycle.owing import utilisation
from sim.lifecycle.promise import running
from sim.lifecycle.ring import in_ring
from sim.lifecycle.team import count_late, policy_for_reward
from sim.lifecycle.touch import touch
from sim.policy import Policy, policy_at, policy_for
from sim.rows import account_at, day_at, month_at, person_at, world_at
from sim.tables import MONTH, NONE, STATEMENTS, State, Tally, World

LATE_30 = 2


@kernel
def rows(world: World, policy: Policy, today: int) -> NDArray[np.int32]:
    """Return the accounts with something due today, in the order of their cycle; rings have a phase of their own."""
    first = world.cycle_first[(today - policy.product.grace_days) % MONTH]
    number, a = 0, first
    while a != NONE:
        number += falls_due(world, a) and not in_ring(world, account_at(world, a))
        a = account_at(world, a).cycle_next
    up = np.empty(number, dtype=np.int32)
    number, a = 0, first
    while a != NONE:
        if falls_due(world, a) and not in_ring(world, account_at(world, a)):
            up[number] = a
            number += 1
        a = account_at(world, a).cycle_next
    return up


@inner
def falls_due(world: World, a: int) -> bool:
    """Tell whether an open account has a statement that asks for anything."""
    account = account_at(world, a)
    if account.state != State.OPEN or not account.billed:
        return False
    return account.bucket > 0 or due(world, a) > 0


@inner
def due(world: World, a: int) -> int:
    """Return what the account's statements ask for in all, in minor units."""
    account, asked = account_at(world, a), 0
    for at in range(STATEMENTS):
        asked += account.owed_principal[at] + account.owed_fees[at]
    return asked


@kernel
def facts(world: World, policy: Policy, today: int, a: int) -> Statement:
    """Return the statement as its receiver meets it."""
    account, person = account_at(world, a), person_at(world, account_at(world, a).person)
    distress = share_of_defaulted(world, account.person)
    burden = due(world, a) / max(1, person.income)
    struck = account.hardship > 0 or falls_on_hard_times(world, policy, today, a)
    return Statement(int(account.bucket), float(person.theta), burden, utilisation(account), struck, distress,
                     bonus_pending(world, policy, today, a), account.wont_pay > 0, day_at(world, today).stress)


@inner
def falls_on_hard_times(world: World, policy: Policy, today: int, a: int) -> bool:
    """Tell whether a loss of income strikes this month."""
    return months_of_hardship(world, policy, today, a) > 0


@inner
def months_of_hardship(world: World, policy: Policy, today: int, a: int) -> int:
    """Return for how many months a loss of income that begins today lasts; 0 for none."""
    account = account_at(world, a)
    household = Household(account.hardship > 0, float(person_at(world, account.person).theta), day_at(world, today).stress)
    luck = uniform(world.seed, account.person, (today - account.opened) // MONTH, Purpose.HARDSHIP)
    return decide.hardship(household, policy.rules[Decision.HARDSHIP], luck)


@inner
def bonus_pending(world: World, policy: Policy, today: int, a: int) -> bool:
    """Tell whether a reward, hers or her referrer's, still waits for her repayment."""
    account = account_at(world, a)
    if account.referrer == NONE:
        return False
    for line in range(policy.line_count):
        terms = policy_for_reward(world, policy, a, line)
        waits = terms.lines[line].needs_repayment and not account.rewarded >> line & 1
        if waits and running(world, terms, today, line):
            return True
    return False


@kernel
def decision(policy: Policy, seen: Statement, luck: float, second: float) -> int:
    """Return the code of the payment."""
    return decide.repay(seen, policy.rules[Decision.REPAY], luck, second)


@kernel
def luck(world: World, today: int, a: int) -> tuple[float, float]:
    """Return the luck of a month on book: for missing, and for how much is paid otherwise.

    Who opens some days earlier under another scheme meets the same luck with each statement.
    """
    account = account_at(world, a)
    i, mob = account.person, (today - account.opened) // MONTH
    return uniform(world.seed, i, mob, Purpose.REPAY), uniform(world.seed, i, mob, Purpose.REPAY_HOW)


@kernel
def act(world: World, policy: Policy, today: int, a: int, payment: int) -> None:
    """Take the payment, move the account to its new bucket, let hardship begin or go by."""
    account = account_at(world, a)
    before = int(account.bucket)
    begun = months_of_hardship(world, policy, today, a)
    account.hardship = max(0, (begun if begun > 0 else int(account.hardship)) - 1)
    if payment == Payment.NOTHING:
        miss(world, today, a)
    elif payment == Payment.MINIMUM and before == 0:
        pay_minimum(world, policy, today, a)
    else:
        months = 1 + before
        if payment != Payment.FULL and before > 0:
            months = min(months, 2 if payment == Payment.TWO_MONTHS else 1)
        pay_months(world, today, a, months)
    account.on_time = account.on_time + 1 if payment != Payment.NOTHING and before == 0 else 0
    account.billed = 0
    moved(world, policy, today, a, before)
    touch(world, a)


@inner
def miss(world: World, today: int, a: int) -> None:
    """Count a missed statement; the first one starts the days past due."""
    account = account_at(world, a)
    if account.bucket == 0:
        account.oldest_due = today
    account.bucket += 1
    day_at(world, today).tally[Tally.MISSED] += 1


@inner
def pay_months(world: World, today: int, a: int, months: int) -> None:
    """Pay the oldest statements in full; one that asks for nothing is paid as soon as it is the oldest."""
    account = account_at(world, a)
    left = account.bucket + 1
    while left > account.bucket + 1 - months or left > 0 and account.owed_principal[0] + account.owed_fees[0] == 0:
        pay_oldest(world, today, a)
        left -= 1
    account.oldest_due = account.oldest_due + MONTH * (account.bucket + 1 - left) if left > 0 else NONE
    account.bucket = left


@inner
def pay_oldest(world: World, today: int, a: int) -> None:
    """Pay the oldest statement in full; younger ones move up."""
    account = account_at(world, a)
    post(world, today, Cause.PRINCIPAL_REPAID, a, account.owed_principal[0])
    post(world, today, Cause.FEES_REPAID, a, account.owed_fees[0])
    for at in range(STATEMENTS - 1):
        account.owed_principal[at] = account.owed_principal[at + 1]
        account.owed_fees[at] = account.owed_fees[at + 1]
    account.owed_principal[STATEMENTS - 1] = account.owed_fees[STATEMENTS - 1] = 0


@inner
def pay_minimum(world: World, policy: Policy, today: int, a: int) -> None:
    """Pay the fees and the smallest part of the rest; what is left is carried over."""
    account = account_at(world, a)
    part = int(policy.product.minimum_payment * account.owed_principal[0] + 0.5)
    post(world, today, Cause.PRINCIPAL_REPAID, a, part)
    post(world, today, Cause.FEES_REPAID, a, account.owed_fees[0])
    account.carried += account.owed_principal[0] - part
    account.owed_principal[0] = account.owed_fees[0] = 0


@inner
def moved(world: World, policy: Policy, today: int, a: int, before: int) -> None:
    """Record the roll, the worst bucket so far, and what it means for the teams above."""
    account = account_at(world, a)
    month_at(world, today // MONTH).rolls[before, account.bucket] += 1
    account.worst = max(account.worst, account.bucket)
    if before < LATE_30 <= account.bucket:
        count_late(world, policy, a, 1)
    elif account.bucket < LATE_30 <= before:
        count_late(world, policy, a, -1)


@kernel
def run(place: int, rules: int, today: int) -> None:
    """Let everybody whose day it is pay."""
    world, policy = world_at(place), policy_at(rules)
    for a in rows(world, policy, today):
        first, second = luck(world, today, a)
        hers = policy_for(world, a)
        act(world, hers, today, a, decision(hers, facts(world, hers, today, a), first, second))
