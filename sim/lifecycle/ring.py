"""Rings: which identities an organiser has, which of their accounts are open, and what they still wait for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.compiling import inner, kernel
from sim.lifecycle.owing import is_frozen
from sim.lifecycle.promise import running
from sim.lifecycle.team import policy_for_reward
from sim.policy import FRIEND, Policy
from sim.rows import account_at, payout_at, person_at, ring_at
from sim.tables import ACCOUNTS, NONE, Channel, Payout, Record, State, World


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


@kernel
def open_accounts(world: World) -> NDArray[np.int32]:
    """Return the open accounts of rings, ring by ring."""
    found = np.empty(min(world.ring_count * world.ring_size, world.count[ACCOUNTS]), dtype=np.int32)
    number = 0
    for ring in range(world.ring_count):
        for applied in range(ring_at(world, ring).applied):
            a = person_at(world, identity(world, ring, applied)).account
            if a != NONE and account_at(world, a).state == State.OPEN:
                found[number] = a
                number += 1
    return found[:number]


@inner
def still_asked(world: World, policy: Policy, today: int, a: int, line: int) -> bool:
    """Tell whether a line that runs, and can be fulfilled, still waits for this account to do what it asks for."""
    account = account_at(world, a)
    if account.referrer == NONE or account.rewarded >> line & 1 or account.state != State.OPEN or is_frozen(account):
        return False
    hers = policy_for_reward(world, policy, a, line)
    return hers.lines[line].least_spend >= 0 and running(world, hers, today, line)


@inner
def still_grows(ring: Record) -> bool:
    """Tell whether a ring is still being built."""
    return ring.applied < ring.accounts and ring.found == 0


@inner
def awaits(world: World, policy: Policy, today: int, a: int) -> bool:
    """Tell whether the ring is still being built, or a reward earned with this account, or owed to it, is still to come."""
    return still_grows(ring_of(world, account_at(world, a).person)) or expects(world, policy, today, a, True)


@inner
def builds_team(world: World, policy: Policy, today: int, a: int) -> bool:
    """Tell whether leading a team would bring an account anything: the ring still grows, or others may still earn it a reward."""
    if policy.payments_to_lead == 0:
        return False
    return still_grows(ring_of(world, account_at(world, a).person)) or expects(world, policy, today, a, False)


@inner
def expects(world: World, policy: Policy, today: int, a: int, itself: bool) -> bool:
    """Tell whether a ring's account is still to earn, or be paid, a reward: its own and held ones only where ``itself``."""
    who = account_at(world, a).person
    first = who - (who - world.people) % world.ring_size
    for i in range(first, first + ring_of(world, who).applied):
        b = person_at(world, i).account
        if b == NONE or not itself and a == b:
            continue
        if may_earn(world, policy, today, b, a) or itself and holds(world, b, a):
            return True
    return False


@inner
def may_earn(world: World, policy: Policy, today: int, b: int, a: int) -> bool:
    """Tell whether account b may still fulfil a line that pays for b, or that pays a for her, her referrer or leader."""
    for line in range(policy.line_count):
        concerned = a == b or policy.lines[line].pay != FRIEND and stands_above(world, policy, a, b)
        if concerned and still_asked(world, policy, today, b, line):
            return True
    return False


@inner
def stands_above(world: World, policy: Policy, a: int, b: int) -> bool:
    """Tell whether account a has referred b, or might lead a team with b in it."""
    above = account_at(world, b).referrer
    for _ in range(max(1, policy.team_depth)):
        if above == NONE:
            return False
        if above == a:
            return True
        above = account_at(world, above).referrer
    return False


@inner
def holds(world: World, b: int, a: int) -> bool:
    """Tell whether a reward earned with account b is held, that of a or, where a is b, anybody's."""
    row, own = account_at(world, b).payouts, a == b
    while row != NONE:
        payout = payout_at(world, row)
        if payout.status == Payout.HELD and (own or payout.payee == a):
            return True
        row = payout.next_of_friend
    return False
