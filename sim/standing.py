"""What is worked out from the state of the world for those who look at it: roles, what is owed, how late."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from sim.compiling import kernel
from sim.lifecycle import respond
from sim.lifecycle.owing import dpd, fees, principal
from sim.lifecycle.ring import is_fake
from sim.policy import Policy
from sim.rows import account_at
from sim.tables import ACCOUNTS, NONE, State, World
from sim.world import Life

DAYS_90 = 4
"""The bucket of those who are 90 or more days past due."""


class Role(IntEnum):
    """What a person is to the lender."""

    PROSPECT = 0
    CONSUMER = 1
    REFERRER = 2
    TEAM_LEADER = 3
    DEFAULTER = 4
    REWARD_ABUSER = 5


def policy_of(life: Life, person: int) -> Policy:
    """Return the policy that somebody decides under: her account's, or the one that she is promised by who invites her."""
    account = life.tables.persons.view(np.ndarray)["account"][person]
    if account == NONE:
        return life.policies[respond.promised(life.world, life.policy, person)]
    return life.policies[life.tables.accounts.view(np.ndarray)["policy"][account]]


@kernel
def roles(world: World) -> NDArray[np.uint8]:
    """Return everybody's role, by person."""
    found = np.zeros(world.people + world.ring_count * world.ring_size, dtype=np.uint8)
    found[world.people:] = Role.REWARD_ABUSER
    for a in range(world.count[ACCOUNTS]):
        account = account_at(world, a)
        if not is_fake(world, account.person):
            found[account.person] = role(world, a)
    return found


@kernel
def role(world: World, a: int) -> int:
    """Return the role of an account's holder."""
    account = account_at(world, a)
    if account.state == State.CHARGED_OFF or account.bucket >= DAYS_90:
        return Role.DEFAULTER
    if account.leader:
        return Role.TEAM_LEADER
    return Role.REFERRER if account.invitations > 0 else Role.CONSUMER


@kernel
def owed(world: World, a: int) -> int:
    """Return what an account owes, principal and fees, in minor units."""
    return principal(account_at(world, a)) + fees(account_at(world, a))


@kernel
def days_late(world: World, a: int, today: int) -> int:
    """Return how many days past due an account is."""
    return dpd(account_at(world, a), today)
