"""On the cycle day a customer may decide to leave: she buys no more, and the account closes once nothing is owed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim import decide
from sim.compiling import inner, kernel
from sim.decide import Decision
from sim.draw import Purpose, exponential
from sim.facts import Idle, Tempted
from sim.lifecycle.owing import fees, principal
from sim.lifecycle.ring import in_ring
from sim.lifecycle.touch import touch
from sim.policy import Policy, policy_at, policy_for
from sim.rows import account_at, day_at, world_at
from sim.tables import MONTH, NONE, Leaving, State, Tally, World


@kernel
def rows(world: World, policy: Policy, today: int) -> NDArray[np.int32]:
    """Return the accounts of today's cycle that may leave, in its order."""
    first = world.cycle_first[today % MONTH]
    number, a = 0, first
    while a != NONE:
        number += may_leave(world, today, a)
        a = account_at(world, a).cycle_next
    up = np.empty(number, dtype=np.int32)
    number, a = 0, first
    while a != NONE:
        if may_leave(world, today, a):
            up[number] = a
            number += 1
        a = account_at(world, a).cycle_next
    return up


@inner
def may_leave(world: World, today: int, a: int) -> bool:
    """Tell whether an account is open since before today, current, and not leaving yet."""
    account = account_at(world, a)
    decides = not account.leaving and not in_ring(world, account)
    return account.state == State.OPEN and account.opened < today and account.bucket == 0 and decides


@kernel
def facts(world: World, policy: Policy, today: int, a: int) -> Idle:
    """Return what keeps a customer or lets her go; who repays a loan is not idle."""
    account = account_at(world, a)
    since = account.last_purchase if account.last_purchase != NONE else account.opened
    stays = account.referrer != NONE and account_at(world, account.referrer).state == State.OPEN
    idle = 0 if account.facility and principal(account) > 0 else today - since
    return Idle(idle, account.friends, float(account.deal), stays)


@kernel
def decision(policy: Policy, seen: Idle) -> float:
    """Return the hazard, this month, of leaving."""
    return decide.attrite(seen, policy.rules[Decision.ATTRITE])


@kernel
def act(world: World, policy: Policy, today: int, a: int, hazard: float) -> None:
    """Add the hazards up, her own first; where they cross the threshold, she buys no more and pays off what she owes."""
    account = account_at(world, a)
    own = float(account.leave_hazard) + hazard
    account.leave_hazard = own + lure(world, policy, today, a)
    threshold = exponential(world.seed, account.person, 0, Purpose.ATTRITE)
    if account.leave_hazard >= threshold:
        account.leaving = Leaving.OWN if np.float32(own) >= threshold else Leaving.LURED


@inner
def lure(world: World, policy: Policy, today: int, a: int) -> float:
    """Return the hazard of leaving for a competitor, over the part of this month in which the offer stood."""
    offered = day_at(world, today).offer
    if offered == 0.0:
        return 0.0
    account = account_at(world, a)
    tempted = Tempted(policy.offer_worth, float(account.deal), account.friends, principal(account) + fees(account) > 0)
    return offered * decide.lure(tempted, policy.rules[Decision.LURE])


@kernel
def settle(place: int, _rules: int, today: int) -> None:
    """Close the accounts that leave and owe nothing, in the order of their cycle."""
    world = world_at(place)
    a = world.cycle_first[today % MONTH]
    while a != NONE:
        account = account_at(world, a)
        if account.state == State.OPEN and account.leaving and principal(account) + fees(account) == 0:
            account.state, account.ended, account.leader = State.CLOSED, today, 0
            day_at(world, today).tally[Tally.CLOSED] += 1
            day_at(world, today).tally[Tally.LURED] += account.leaving == Leaving.LURED
            touch(world, a)
        a = account.cycle_next


@kernel
def run(place: int, rules: int, today: int) -> None:
    """Let everybody who may leave decide."""
    world, policy = world_at(place), policy_at(rules)
    for a in rows(world, policy, today):
        hers = policy_for(world, a)
        act(world, hers, today, a, decision(hers, facts(world, hers, today, a)))
