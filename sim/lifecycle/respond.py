"""The invited answer. Each has one threshold, which her invitations' hazards add up to, in the order of persons."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim import decide
from sim.arrivals import share_of_customers, strike
from sim.compiling import inner, kernel
from sim.decide import Decision
from sim.draw import Purpose, exponential
from sim.facts import Invitation
from sim.lifecycle.promise import friend_reward
from sim.lifecycle.team import channel_by
from sim.policy import POLICY, Policy, policy_at, policy_number
from sim.rows import day_at, event_at, person_at, row_at, tie_at, ties_from, world_at
from sim.tables import APPLICANTS, INVITED, Tally, World

SURE = 1.0 - 1e-12


@kernel
def rows(world: World, policy: Policy, today: int) -> NDArray[np.int32]:
    """Return the persons invited today."""
    up = np.empty(world.count[INVITED], dtype=np.int32)
    for at in range(len(up)):
        up[at] = event_at(world, at).invited
    return up


@kernel
def facts(world: World, policy: Policy, today: int, i: int) -> Invitation:
    """Return the invitation as its receiver meets it."""
    person = person_at(world, i)
    strong = is_strong(world, i, person.inviter)
    reward = friend_reward(world, policy, today, i, False)
    return Invitation(strong, reward, float(person.deal), share_of_customers(world, i), int(person.invitations))


@kernel
def promised(world: World, policy: Policy, i: int) -> int:
    """Return the number of the policy that an invitation promises."""
    return policy_number(world, i, 0, channel_by(world, policy, person_at(world, i).inviter))


@inner
def is_strong(world: World, i: int, other: int) -> bool:
    """Tell whether another person is among one's strong ties."""
    begin = ties_from(world, i)
    for at in range(begin, begin + person_at(world, i).strong):
        if tie_at(world, at) == other:
            return True
    return False


@kernel
def decision(policy: Policy, seen: Invitation) -> float:
    """Return the probability that this invitation makes her apply."""
    return decide.respond(seen, policy.rules[Decision.RESPOND])


@kernel
def act(world: World, policy: Policy, today: int, i: int, probability: float) -> None:
    """Add the invitation's hazard up; where it crosses the threshold, she applies."""
    person = person_at(world, i)
    person.invitations += 1
    strong = is_strong(world, i, person.inviter)
    day_at(world, today).tally[Tally.INVITED] += 1
    day_at(world, today).tally[Tally.INVITED_STRONG] += strong
    person.invitation_hazard -= math.log1p(-min(probability, SURE))
    if person.invitation_hazard < exponential(world.seed, i, 0, Purpose.RESPOND):
        return
    person.referrer = person.inviter
    strike(world, i)
    event_at(world, world.count[APPLICANTS]).applicants = i
    world.count[APPLICANTS] += 1
    day_at(world, today).tally[Tally.ACCEPTED] += 1
    day_at(world, today).tally[Tally.ACCEPTED_STRONG] += strong


@kernel
def run(place: int, rules: int, today: int) -> None:
    """Let everybody who was invited today answer."""
    world, policy = world_at(place), policy_at(rules)
    for i in rows(world, policy, today):
        hers = row_at(rules, promised(world, policy, i), POLICY)
        act(world, hers, today, i, decision(hers, facts(world, hers, today, i)))
