"""Those above a member, and what her fate adds to them: whole numbers only, so that the order of events does not matter."""

from __future__ import annotations

from sim.compiling import inner
from sim.policy import FRIEND, LEADER, Policy, policy_for
from sim.rows import account_at, person_at
from sim.tables import NONE, Channel, World


@inner
def channel_by(world: World, policy: Policy, referrer: int) -> int:
    """Return the channel of who is brought by a person, or by nobody."""
    above = person_at(world, referrer).account if referrer != NONE else NONE
    if above == NONE:
        return Channel.ORGANIC
    for _ in range(policy.team_depth):
        if above == NONE:
            break
        if account_at(world, above).leader:
            return Channel.TEAM
        above = account_at(world, above).referrer
    return Channel.REFERRED


@inner
def payee_of(world: World, policy: Policy, a: int, line: int) -> int:
    """Return the account that a line pays for a friend."""
    if policy.lines[line].pay == FRIEND:
        return a
    above = account_at(world, a).referrer
    if policy.lines[line].pay == LEADER:
        for _ in range(policy.team_depth):
            if above == NONE or account_at(world, above).leader:
                return above
            above = account_at(world, above).referrer
        return NONE
    return above


@inner
def policy_for_reward(world: World, policy: Policy, a: int, line: int) -> Policy:
    """Return the policy by which a line pays for a friend: the payee's, or the friend's while there is no payee."""
    payee = payee_of(world, policy, a, line)
    return policy_for(world, payee if payee != NONE else a)


@inner
def count_friend(world: World, policy: Policy, a: int) -> None:
    """Add a friend who has begun to buy to her referrer, and a member to each team above her within the plan's depth."""
    above = account_at(world, a).referrer
    account_at(world, above).friends += 1
    for _ in range(policy.team_depth):
        if above == NONE:
            return
        account_at(world, above).team += 1
        above = account_at(world, above).referrer


@inner
def count_late(world: World, policy: Policy, a: int, change: int) -> None:
    """Add a member's becoming (or ceasing to be) 30 days late to each team above her within the plan's depth."""
    above = account_at(world, a).referrer
    for _ in range(policy.team_depth):
        if above == NONE:
            return
        account_at(world, above).team_late += change
        above = account_at(world, above).referrer
