"""Customers in good standing ask their friends. An invitation is an event on its receiver, settled by ``respond``."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim import decide
from sim.compiling import inner, kernel
from sim.decide import Decision
from sim.draw import Purpose, exponential, uniform
from sim.facts import Inviter, Ties
from sim.lifecycle.promise import referrer_reward
from sim.policy import Policy, policy_at, policy_for
from sim.rows import account_at, day_at, event_at, person_at, tie_at, ties_from, world_at
from sim.tables import ACCOUNTS, INVITED, NONE, State, Tally, World


@inner
def may_invite(world: World, a: int) -> bool:
    """Tell whether an account is open, in use, current and has somebody left to ask."""
    account = account_at(world, a)
    if account.state != State.OPEN or account.activated == NONE or account.bucket > 0:
        return False
    if account.leaving or account.wont_pay:
        return False
    i = account.person
    return account.strong_asked + account.weak_asked < ties_from(world, i + 1) - ties_from(world, i)


@kernel
def rows(world: World, policy: Policy, today: int) -> NDArray[np.int32]:
    """Return the accounts that may invite today."""
    up = np.empty(world.count[ACCOUNTS], dtype=np.int32)
    number = 0
    for a in range(world.count[ACCOUNTS]):
        if may_invite(world, a):
            up[number] = a
            number += 1
    return up[:number]


@kernel
def facts(world: World, policy: Policy, today: int, a: int) -> Inviter:
    """Return what the inviter sees."""
    account = account_at(world, a)
    reward = referrer_reward(world, policy, today, a)
    return Inviter(reward, float(account.deal), account.invitations, account.friends, today - account.opened)


@kernel
def decision(policy: Policy, seen: Inviter) -> float:
    """Return the hazard of inviting today."""
    return decide.invite(seen, policy.rules[Decision.INVITE])


@kernel
def act(world: World, policy: Policy, today: int, a: int, hazard: float) -> None:
    """Add the hazard up; where it crosses the threshold, some friends are asked."""
    account = account_at(world, a)
    account.invite_hazard = float(account.invite_hazard) + hazard
    if account.invite_hazard < account.invite_at:
        return
    account.invite_hazard = 0.0
    account.invite_at = exponential(world.seed, account.person, account.invitations + 1, Purpose.INVITE)
    i = account.person
    ties = ties_from(world, i + 1) - ties_from(world, i) - account.strong_asked - account.weak_asked
    for _ in range(min(policy.friends_at_once, ties)):
        send(world, policy, today, a)


@inner
def send(world: World, policy: Policy, today: int, a: int) -> None:
    """Choose the next tie, strong or weak, and invite her."""
    account = account_at(world, a)
    i = account.person
    strong_ties = person_at(world, i).strong
    weak_ties = ties_from(world, i + 1) - ties_from(world, i) - strong_ties
    ties = Ties(strong_ties - account.strong_asked, weak_ties - account.weak_asked, referrer_reward(world, policy, today, a))
    luck = uniform(world.seed, i, account.invitations, Purpose.WHOM)
    account.invitations += 1
    day_at(world, today).tally[Tally.INVITATIONS] += 1
    if ties.weak_left == 0 or (ties.strong_left > 0 and decide.whom(ties, policy.rules[Decision.WHOM], luck)):
        tie = strong_tie(world, i, account.strong_asked)
        account.strong_asked += 1
    else:
        tie = weak_tie(world, i, account.weak_asked)
        account.weak_asked += 1
    receive(world, today, i, tie)


@kernel
def strong_tie(world: World, i: int, asked: int) -> int:
    """Return the strong tie whom a person asks after so many others."""
    ties = person_at(world, i).strong
    first = int(uniform(world.seed, i, 0, Purpose.FIRST_TIE) * ties)
    return tie_at(world, ties_from(world, i) + (first + asked) % ties)


@kernel
def weak_tie(world: World, i: int, asked: int) -> int:
    """Return the weak tie whom a person asks after so many others."""
    begin = ties_from(world, i) + person_at(world, i).strong
    ties = ties_from(world, i + 1) - begin
    first = int(uniform(world.seed, i, 1, Purpose.FIRST_TIE) * ties)
    return tie_at(world, begin + (first + asked) % ties)


@inner
def receive(world: World, today: int, sender: int, receiver: int) -> None:
    """Write an invitation down at its receiver. Of several on one day the keyed draw says whose it is, in any order."""
    person = person_at(world, receiver)
    if person.state != 0:
        return
    if person.invited_day != today:
        person.invited_day, person.inviter = today, sender
        event_at(world, world.count[INVITED]).invited = receiver
        world.count[INVITED] += 1
    else:
        mine = uniform(world.seed, sender, today, Purpose.ATTRIBUTION)
        if mine < uniform(world.seed, person.inviter, today, Purpose.ATTRIBUTION):
            person.inviter = sender


@kernel
def run(place: int, rules: int, today: int) -> None:
    """Let everybody who is up decide."""
    world, policy = world_at(place), policy_at(rules)
    for a in rows(world, policy, today):
        hers = policy_for(world, a)
        act(world, hers, today, a, decision(hers, facts(world, hers, today, a)))
