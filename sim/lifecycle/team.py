"""What a member's fate adds to those above her. Whole numbers only, so that the order of events does not matter."""

from __future__ import annotations

from sim.compiling import inner
from sim.policy import Policy
from sim.rows import account_at
from sim.tables import NONE, World


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
