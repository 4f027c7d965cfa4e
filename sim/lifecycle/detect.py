"""On its cycle day the lender looks an account over; one that is taken for part of a ring is frozen.

Who is frozen buys no more, earns nothing and leads nobody; rewards held for her or for bringing her are cancelled that day,
those paid for bringing her are taken back where the line's claw-back rule takes a closed account's back; what she owes stays
due.
"""

from __future__ import annotations

from sim import decide
from sim.compiling import inner, kernel
from sim.decide import Decision
from sim.draw import Purpose, uniform
from sim.facts import Suspicion, Verdict
from sim.ledger import Cause, post
from sim.lifecycle.owing import is_frozen
from sim.lifecycle.ring import in_ring, ring_of
from sim.lifecycle.touch import touch
from sim.policy import Policy, policy_for
from sim.rows import account_at, day_at, world_at
from sim.tables import MONTH, NONE, Leaving, State, Tally, World


@kernel
def run(place: int, _rules: int, today: int) -> None:
    """Look over the open accounts of today's cycle that have brought somebody, or were brought, in its order."""
    world = world_at(place)
    a = world.cycle_first[today % MONTH]
    while a != NONE:
        account = account_at(world, a)
        if account.state == State.OPEN and account.opened < today and not is_frozen(account) and crowd(world, a) > 0:
            look_over(world, policy_for(world, a), today, a)
        a = account.cycle_next


@inner
def crowd(world: World, a: int) -> int:
    """Return how many activated accounts stand around an account's referral link: its own friends or its referrer's."""
    account = account_at(world, a)
    return max(account.friends, account_at(world, account.referrer).friends if account.referrer != NONE else 0)


@inner
def look_over(world: World, policy: Policy, today: int, a: int) -> None:
    """Ask the rule about an account; book the look where there was one, freeze the account where it is flagged."""
    account = account_at(world, a)
    seen = Suspicion(in_ring(world, account), crowd(world, a), account.purchases, today - account.opened)
    luck = uniform(world.seed, account.person, (today - account.opened) // MONTH, Purpose.FRAUD_DETECTION)
    verdict = decide.fraud_detection(seen, policy.rules[Decision.FRAUD_DETECTION], luck)
    if verdict != Verdict.NOT_CHECKED:
        post(world, today, Cause.FRAUD_REVIEW, a, policy.economics.fraud_review)
        day_at(world, today).tally[Tally.FRAUD_REVIEWS] += 1
    if verdict == Verdict.FLAGGED:
        freeze(world, today, a)


@inner
def freeze(world: World, today: int, a: int) -> None:
    """Freeze an account. A ring one of whose accounts is found opens no more of them, and the account is not repaid."""
    account = account_at(world, a)
    account.leaving, account.leader = Leaving.FROZEN, 0
    day_at(world, today).tally[Tally.FROZEN] += 1
    if in_ring(world, account):
        ring_of(world, account.person).found += 1
        account.wont_pay = 1
    else:
        day_at(world, today).tally[Tally.HONEST_FROZEN] += 1
    touch(world, a)
