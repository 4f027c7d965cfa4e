"""New customers make their first purchase, or never do."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim import decide
from sim.compiling import inner, kernel
from sim.decide import Decision
from sim.draw import Purpose, exponential
from sim.facts import NewCustomer
from sim.lifecycle.fund import nothing_lent
from sim.lifecycle.promise import friend_reward
from sim.lifecycle.ring import in_ring
from sim.lifecycle.spend import draws_near, purchase
from sim.lifecycle.team import count_friend
from sim.policy import Policy, policy_at, policy_for
from sim.rows import account_at, day_at, world_at
from sim.tables import ACCOUNTS, NONE, State, Tally, World


@kernel
def rows(world: World, policy: Policy, today: int) -> NDArray[np.int32]:
    """Return the open accounts that have not bought yet; of enterprises, those whose loan may be disbursed by now."""
    up = np.empty(world.count[ACCOUNTS], dtype=np.int32)
    number = 0
    if nothing_lent(world, today):
        return up[:number]
    for a in range(world.count[ACCOUNTS]):
        account = account_at(world, a)
        ready = account.state == State.OPEN and today - account.opened >= policy.processing
        if account.activated == NONE and ready and not account.leaving and not in_ring(world, account):
            up[number] = a
            number += 1
    return up[:number]


@kernel
def facts(world: World, policy: Policy, today: int, a: int) -> NewCustomer:
    """Return what the new customer sees."""
    account = account_at(world, a)
    reward = friend_reward(world, policy, today, account.person, True) if account.referrer != NONE else 0.0
    season = 1.0 if policy.enterprise else day_at(world, today).season
    return NewCustomer(reward, float(account.deal), float(account.propensity), today - account.opened, season)


@kernel
def decision(policy: Policy, seen: NewCustomer) -> float:
    """Return the hazard of a first purchase today."""
    return decide.activate(seen, policy.rules[Decision.ACTIVATE])


@kernel
def act(world: World, policy: Policy, today: int, a: int, hazard: float) -> None:
    """Add the hazard up; where it crosses the threshold, the first purchase is made."""
    account = account_at(world, a)
    if not draws_near(account, hazard):
        return
    account.shop_at = exponential(world.seed, account.person, 1, Purpose.SHOP)
    if purchase(world, policy, today, a):
        begin(world, policy, today, a)


@inner
def begin(world: World, policy: Policy, today: int, a: int) -> None:
    """Write down that an account has made its first purchase today."""
    account = account_at(world, a)
    account.activated = today
    day_at(world, today).tally[Tally.ACTIVATED] += 1
    if account.referrer != NONE:
        day_at(world, today).tally[Tally.REFERRED_ACTIVATED] += 1
        count_friend(world, policy, a)


@kernel
def run(place: int, rules: int, today: int) -> None:
    """Let every new customer decide."""
    world, policy = world_at(place), policy_at(rules)
    for a in rows(world, policy, today):
        hers = policy_for(world, a)
        act(world, hers, today, a, decision(hers, facts(world, hers, today, a)))
