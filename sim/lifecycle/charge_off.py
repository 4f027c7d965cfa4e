"""After the due day: write off what is lost, provide for what may be, take in what comes back."""

from __future__ import annotations

from sim import decide
from sim.compiling import inner, kernel
from sim.decide import Decision
from sim.facts import Arrears, Exposure, WrittenOff
from sim.ledger import Cause, post
from sim.lifecycle.bill import drop_plan
from sim.lifecycle.owing import dpd, fees, principal
from sim.lifecycle.touch import touch
from sim.policy import Policy, policy_at, policy_for
from sim.rows import account_at, day_at, person_at, tie_at, ties_from, world_at
from sim.tables import MONTH, NONE, STATEMENTS, State, Tally, World


@kernel
def run(place: int, rules: int, today: int) -> None:
    """Go through the accounts whose due day it is."""
    world, policy = world_at(place), policy_at(rules)
    a = world.cycle_first[(today - policy.product.grace_days) % MONTH]
    while a != NONE:
        account, hers = account_at(world, a), policy_for(world, a)
        if account.state == State.CHARGED_OFF:
            recover(world, hers, today, a)
        elif account.state == State.OPEN:
            late = Arrears(dpd(account, today))
            if account.bucket > 0 and decide.charge_off(late, hers.rules[Decision.CHARGE_OFF]):
                write_off(world, today, a)
            provide(world, hers, today, a)
        a = account.cycle_next


@inner
def write_off(world: World, today: int, a: int) -> None:
    """Write the whole balance off: a credit loss, or a fraud loss where payment was never meant."""
    account = account_at(world, a)
    owed, fees_owed = principal(account), fees(account)
    post(world, today, Cause.FRAUD_LOSS if account.wont_pay else Cause.CREDIT_LOSS, a, owed)
    post(world, today, Cause.FEE_LOSS, a, fees_owed)
    account.state, account.ended, account.written_off, account.leader = State.CHARGED_OFF, today, owed, 0
    account.pay_later = account.carried = account.plan_balance = 0
    for at in range(STATEMENTS):
        account.owed_principal[at] = account.owed_fees[at] = 0
    while account.plans != NONE:
        drop_plan(world, a, NONE, account.plans)
    day_at(world, today).tally[Tally.CHARGED_OFF] += 1
    day_at(world, today).tally[Tally.CHARGED_OFF_EAD] += owed + fees_owed
    tell_ties(world, account.person)
    touch(world, a)


@inner
def tell_ties(world: World, i: int) -> None:
    """Let a defaulter's ties know."""
    for tie in range(ties_from(world, i), ties_from(world, i + 1)):
        person_at(world, tie_at(world, tie)).defaulted_ties += 1


@inner
def provide(world: World, policy: Policy, today: int, a: int) -> None:
    """Bring the account's provision to its expected credit loss."""
    account = account_at(world, a)
    bucket, balance = int(account.bucket), principal(account) + fees(account)
    exposure = Exposure(bucket >= policy.stage_2_bucket, balance, policy.pd[0, bucket], policy.pd[1, bucket], policy.lgd)
    wanted = decide.provision(exposure, policy.rules[Decision.PROVISION])
    post(world, today, Cause.PROVISION, a, wanted - account.provision)
    account.provision = wanted


@inner
def recover(world: World, policy: Policy, today: int, a: int) -> None:
    """Take in this month's part of what is recovered."""
    account = account_at(world, a)
    months = (today - account.ended) // MONTH
    back = decide.recover(WrittenOff(account.written_off, account.recovered, months, policy.lgd), policy.rules[Decision.RECOVER])
    account.recovered += back
    post(world, today, Cause.RECOVERY, a, back)
