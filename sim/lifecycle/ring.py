"""Rings: which identities an organiser has, which of their accounts are open, and what they still wait for."""

from __future__ import annotations

from sim.compiling import inner
from sim.lifecycle.promise import running
from sim.lifecycle.team import policy_for_reward
from sim.policy import Policy
from sim.rows import account_at, payout_at, ring_at
from sim.tables import NONE, Channel, Payout, Record, World


@inner
def is_fake(world: World, i: int) -> bool:
    """Tell whether a person is an identity that an organiser has bought."""
    return i >= world.people


@inner
def identity(world: World, ring: int, number: int) -> int:
    """Return the person behind the number-th account of a ring."""
    return world.people + ring * world.ring_size + number


@inner
def ring_of(world: World, i: int) -> Record:
    """Return the ring of an identity."""
    return ring_at(world, (i - world.people) // world.ring_size)


@inner
def in_ring(world: World, account: Record) -> bool:
    """Tell whether an account is one of a ring."""
    return is_fake(world, account.person)


@inner
def origin(world: World, account: Record) -> int:
    """Return the channel of an account, ``RING`` for one of a ring."""
    return Channel.RING.value if in_ring(world, account) else int(account.channel)


@inner
def still_asked(world: World, policy: Policy, today: int, a: int, line: int) -> bool:
    """Tell whether a line that runs, and can be fulfilled, still waits for this account to do what it asks for."""
    account, hers = account_at(world, a), policy_for_reward(world, policy, a, line)
    if account.referrer == NONE or account.rewarded >> line & 1 or hers.lines[line].least_spend < 0:
        return False
    return running(world, hers, today, line)


@inner
def awaits(world: World, policy: Policy, today: int, a: int) -> bool:
    """Tell whether the ring is still being built, or a reward for this account is still to come."""
    account = account_at(world, a)
    ring = ring_of(world, account.person)
    if ring.applied < ring.accounts and ring.found == 0:
        return True
    for line in range(policy.line_count):
        if still_asked(world, policy, today, a, line):
            return True
    row = account.payouts
    while row != NONE:
        if payout_at(world, row).status == Payout.HELD:
            return True
        row = payout_at(world, row).next_of_friend
    return False
