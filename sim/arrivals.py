"""Who applies without being invited, and when: thresholds crossed by cumulative hazards, found without polling.

Every person has one unit-exponential threshold. Her hazard changes only when one of her ties becomes a customer, so the
day of crossing is known until then: it stands in a calendar (a list a day), and a prospect costs nothing on other days.
"""

from __future__ import annotations

import math

import numpy as np

from sim import decide
from sim.compiling import inner, kernel
from sim.decide import Decision
from sim.draw import Purpose, exponential, uniform
from sim.facts import Prospect
from sim.policy import policy_for_person
from sim.rows import day_at, event_at, person_at, ties_from, world_at
from sim.tables import APPLICANTS, MONTH, NONE, Channel, Person, Records, World

YEAR = 360.0


@kernel
def plan_arrivals(place: int, kinds: Records) -> None:
    """Enter everybody's first expected day of applying: by her own hazard, or with the launch if that is sooner."""
    world = world_at(place)
    for i in range(world.people):
        day = crossing(world, i, -1)
        if uniform(world.seed, i, 0, Purpose.LAUNCH) < kinds[person_at(world, i).portrait].population.launch:
            day = min(day, int(MONTH * uniform(world.seed, i, 0, Purpose.LAUNCH_DAY)))
            person_at(world, i).arrival_hazard = np.inf
        enter(world, i, day)


@inner
def share_of_customers(world: World, i: int) -> float:
    """Return the share of a person's ties who have become customers."""
    ties = ties_from(world, i + 1) - ties_from(world, i)
    return person_at(world, i).customer_ties / ties if ties > 0 else 0.0


@inner
def share_of_defaulted(world: World, i: int) -> float:
    """Return the share of a person's ties who are known to have defaulted."""
    ties = ties_from(world, i + 1) - ties_from(world, i)
    return person_at(world, i).defaulted_ties / ties if ties > 0 else 0.0


@inner
def hazard_of_arrival(world: World, i: int) -> float:
    """Return how strongly a person is drawn, a year, to apply by herself."""
    policy = policy_for_person(world, i, Channel.ORGANIC)
    return decide.arrive(Prospect(share_of_customers(world, i)), policy.rules[Decision.ARRIVE])


@inner
def crossing(world: World, i: int, today: int) -> int:
    """Return the day, after today, on which the person's cumulative hazard passes her threshold."""
    left = exponential(world.seed, i, 0, Purpose.ARRIVE) - person_at(world, i).arrival_hazard
    hazard = hazard_of_arrival(world, i)
    horizon = world.horizon
    if hazard <= 0.0 or left > hazard * (horizon - today) / YEAR:
        return horizon
    return today + max(1, math.ceil(left * YEAR / hazard))


@inner
def befriend(world: World, i: int, today: int) -> None:
    """Tell a person that one more of her ties is a customer from today on."""
    person = person_at(world, i)
    if person.state == Person.PROSPECT and person.arrival_hazard < np.inf:
        person.arrival_hazard += hazard_of_arrival(world, i) * (today - person.hazard_day) / YEAR
        person.hazard_day = today
        person.customer_ties += 1
        strike(world, i)
        enter(world, i, crossing(world, i, today))
    else:
        person.customer_ties += 1


@inner
def enter(world: World, i: int, day: int) -> None:
    """Enter a person in the calendar; days beyond the run are not kept."""
    if day >= world.horizon:
        return
    person = person_at(world, i)
    after = day_at(world, day).due_first
    person.due_day, person.due_next, person.due_before = day, after, NONE
    if after != NONE:
        person_at(world, after).due_before = i
    day_at(world, day).due_first = i


@inner
def strike(world: World, i: int) -> None:
    """Take a person out of the calendar, if she is in it."""
    person = person_at(world, i)
    if person.due_day == NONE:
        return
    if person.due_before == NONE:
        day_at(world, person.due_day).due_first = person.due_next
    else:
        person_at(world, person.due_before).due_next = person.due_next
    if person.due_next != NONE:
        person_at(world, person.due_next).due_before = person.due_before
    person.due_day = NONE


@kernel
def expected(place: int, today: int) -> int:
    """Return how many are in the calendar for today."""
    world = world_at(place)
    number, i = 0, day_at(world, today).due_first
    while i != NONE:
        number += 1
        i = person_at(world, i).due_next
    return number


@kernel
def arrive(place: int, today: int) -> None:
    """Move those whose day it is to the applicants."""
    world = world_at(place)
    i = day_at(world, today).due_first
    while i != NONE:
        after = person_at(world, i).due_next
        strike(world, i)
        event_at(world, world.count[APPLICANTS]).applicants = i
        world.count[APPLICANTS] += 1
        i = after
