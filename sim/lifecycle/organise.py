"""Once a month each organiser who has no ring yet weighs every ring she could run, and opens the best if it pays.

A row of this phase is an organiser and a shape: she says of each what she expects to gain.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim import decide
from sim.compiling import inner, kernel
from sim.decide import Decision
from sim.draw import Purpose, uniform
from sim.facts import RingPlan, Suspicion, Verdict
from sim.lifecycle.harvest import fanned, harvest
from sim.lifecycle.ring import identity
from sim.people import account_cost
from sim.policy import Policy, policy_at, policy_for_person
from sim.rows import event_at, person_at, ring_at, shape_at, world_at
from sim.scouting import CHANCES
from sim.tables import APPLICANTS, MONTH, NONE, Channel, World


@kernel
def scout(place: int, rules: int, today: int) -> None:
    """Once a month it gets about what the scheme pays a ring of each size and shape."""
    world, policy = world_at(place), policy_at(rules)
    if world.ring_count == 0 or today % MONTH != 0:
        return
    row = 0
    for accounts in range(2, world.ring_size + 1):
        for fan in range(1, accounts):
            shape = shape_at(world, row)
            shape.accounts, shape.fan = accounts, fan
            mine = np.ones(accounts, dtype=np.bool_)
            paid = harvest(policy, world.used, today, policy.abuse.days_between, fanned(accounts, fan), mine)
            shape.reward, shape.own = paid.own + paid.below, paid.own
            shape.spend = accounts_buy(policy, accounts)
            shape.found = chance_found(policy, fan)
            row += 1


@inner
def accounts_buy(policy: Policy, accounts: int) -> int:
    """Return what the accounts of a ring buy in all."""
    more = policy.least_spend + policy.smallest * max(0, policy.least_payments - 1)
    return int(policy.smallest * max(1, policy.payments_to_lead) + more * (accounts - 1))


@inner
def chance_found(policy: Policy, fan: int) -> float:
    """Return the true chance that an account of a ring is found before the last line pays it."""
    flagged = 0
    for k in range(CHANCES):
        seen = Suspicion(True, fan, 1, MONTH)
        luck = (k + 0.5) / CHANCES
        flagged += decide.fraud_detection(seen, policy.rules[Decision.FRAUD_DETECTION], luck) == Verdict.FLAGGED
    return 1.0 - (1.0 - flagged / CHANCES) ** (policy.longest_wait // MONTH)


@kernel
def rows(world: World, policy: Policy, today: int) -> NDArray[np.int32]:
    """Return a row for each organiser whose day it is and each shape: organiser x shapes + shape."""
    shapes = world.shape_count
    up = np.empty(world.ring_count * shapes, dtype=np.int32)
    number = 0
    for ring in range(world.ring_count):
        if considers(world, today, ring):
            for shape in range(shapes):
                up[number] = ring * shapes + shape
                number += 1
    return up[:number]


@inner
def considers(world: World, today: int, ring: int) -> bool:
    """Tell whether it is an organiser's day of the month and she runs no ring yet."""
    her_day = int(MONTH * uniform(world.seed, identity(world, ring, 0), 0, Purpose.ORGANISE_DAY))
    return ring_at(world, ring).begun == NONE and today % MONTH == her_day


@kernel
def organisers(world: World, rows: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return the person behind each row: the ring's first identity."""
    persons = np.empty(len(rows), dtype=np.int64)
    for at in range(len(rows)):
        persons[at] = identity(world, rows[at] // world.shape_count, 0)
    return persons


@kernel
def facts(world: World, policy: Policy, today: int, row: int) -> RingPlan:
    """Return what an organiser knows of a ring she could run."""
    shape = shape_at(world, row % world.shape_count)
    who = identity(world, row // world.shape_count, 0)
    cost = account_cost(world.seed, who, policy.abuse.cost_low, policy.abuse.cost_high)
    return RingPlan(int(shape.accounts), int(shape.fan), shape.reward, shape.own, shape.spend, cost, policy.approved,
                    policy.refused, shape.found)


@kernel
def decision(policy: Policy, seen: RingPlan) -> float:
    """Return what the ring is expected to gain."""
    return decide.organise(seen, policy.rules[Decision.ORGANISE])


@kernel
def act(world: World, policy: Policy, today: int, row: int, gain: float) -> None:
    """Keep the ring if it is the best so far; of two alike the larger, then the wider one: fewer links to hand round."""
    ring, shape = ring_at(world, row // world.shape_count), row % world.shape_count
    if gain > ring.gain or (gain == ring.gain > 0.0 and shape > ring.plan):
        ring.gain, ring.plan = gain, shape


@kernel
def run(place: int, rules: int, today: int) -> None:
    """Let every organiser whose day it is weigh every shape."""
    world, policy = world_at(place), policy_at(rules)
    for row in rows(world, policy, today):
        hers = policy_for_person(world, identity(world, row // world.shape_count, 0), Channel.ORGANIC)
        act(world, hers, today, row, decision(hers, facts(world, hers, today, row)))


@kernel
def settle(place: int, rules: int, today: int) -> None:
    """Begin the rings that pay; let each ring that is under way apply for its next account when it is time."""
    world, policy = world_at(place), policy_at(rules)
    for number in range(world.ring_count):
        ring = ring_at(world, number)
        if ring.begun == NONE and ring.plan != NONE:
            shape = shape_at(world, ring.plan)
            ring.begun, ring.accounts, ring.fan = today, shape.accounts, shape.fan
        under_way = ring.begun != NONE and ring.applied < ring.accounts and ring.found == 0
        if under_way and (today - ring.begun) % policy.abuse.days_between == 0:
            apply(world, number)


@inner
def apply(world: World, number: int) -> None:
    """Let the ring's next identity apply; those that have an account stand in the shape in the order of opening."""
    ring, opened = ring_at(world, number), 0
    for k in range(ring.applied):
        opened += person_at(world, identity(world, number, k)).account != NONE
    i = identity(world, number, ring.applied)
    person_at(world, i).referrer = nth_open(world, number, (opened - 1) // ring.fan) if opened > 0 else NONE
    event_at(world, world.count[APPLICANTS]).applicants = i
    world.count[APPLICANTS] += 1
    ring.applied += 1


@inner
def nth_open(world: World, number: int, n: int) -> int:
    """Return the identity behind the n-th account (from 0) that a ring has opened."""
    i = identity(world, number, 0)
    while n > 0 or person_at(world, i).account == NONE:
        n -= person_at(world, i).account != NONE
        i += 1
    return i
