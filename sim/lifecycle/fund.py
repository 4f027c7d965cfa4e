"""The day begins with money: how much of the capital is lent out, what funds cost, what the programme costs by itself."""

from __future__ import annotations

from sim import decide
from sim.compiling import inner, kernel
from sim.decide import Decision
from sim.facts import Capital
from sim.ledger import Cause, post
from sim.policy import Policy, policy_at
from sim.rows import day_at, world_at
from sim.scenario import NO_END
from sim.tables import BUCKETS, MONTH, NONE, World


@kernel
def run(place: int, rules: int, today: int) -> None:
    """Decide, on what was lent out last night, how much is lent today, and at which cost of funds."""
    world, policy = world_at(place), policy_at(rules)
    day, lent = day_at(world, today), lent_out(world, today)
    day.capital_used = lent / policy.capital if policy.capital < NO_END else 0.0
    used = Capital(day.capital_used)
    day.lending = decide.ration(used, policy.rules[Decision.RATION]) if lent < policy.capital else 0.0
    dearer = policy.stress_spread * day.stress + policy.funding_premium * min(1.0, day.capital_used)
    day.cost_of_funds = max(0.0, policy.economics.cost_of_funds + dearer)
    post(world, today, Cause.OVERHEAD, NONE, overhead(policy, today % MONTH))


@inner
def lent_out(world: World, today: int) -> int:
    """Return the principal owed as the day begins."""
    owed = 0
    if today > 0:
        for bucket in range(BUCKETS):
            owed += day_at(world, today - 1).balance_by_bucket[bucket]
    return owed


@inner
def overhead(policy: Policy, day: int) -> int:
    """Return the part of the month's fixed cost that falls on a day of it, such that 30 days add up to the month."""
    monthly = policy.economics.overhead
    return monthly * (day + 1) // MONTH - monthly * day // MONTH


@inner
def nothing_lent(world: World, today: int) -> bool:
    """Tell whether no new money is lent today: neither purchases nor approvals."""
    return day_at(world, today).lending == 0.0
