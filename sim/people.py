"""Persons: their traits, drawn from the population's distributions, all N of them, prospects too."""

from __future__ import annotations

import math

import numpy as np

from sim.cells import under
from sim.compiling import inner, kernel
from sim.draw import Purpose, normal, uniform
from sim.scenario import Population, Portrait, Scenario
from sim.tables import NONE, PERSON, Records, layout, records

LARGEST_INCOME = 2.0e9
KIND = np.dtype([("until", "f8"), ("reach", "f8"), ("population", layout(Population))], align=True)
"""A kind of people: the uniform draw up to which somebody is of it, weak ties over the mean's, its population."""


def people(seed: int, scenario: Scenario) -> Records:
    """Return the table of persons with their traits; ties and arrivals are not known yet."""
    table, network = records(scenario.persons, PERSON), scenario.network
    shared = network.homophily / network.strong_share if network.kind == 0 and network.strong_share > 0.0 else 0.0
    alike = network.alike if network.kind == 0 else 0.0
    draw_traits(table, seed, kinds(scenario), network.circle, shared, alike)
    for field in ("account", "referrer", "inviter", "invited_day", "due_day", "due_next", "due_before"):
        table[field] = NONE
    table["hazard_day"] = -1  # day 0 counts in full
    return table


def kinds(scenario: Scenario) -> Records:
    """Return the kinds of people: the portraits, or everybody as one."""
    portraits = list(scenario.portraits.values()) or [Portrait()]
    table, shares = records(len(portraits), KIND), np.array([portrait.share for portrait in portraits])
    table["until"] = np.cumsum(shares)
    table["until"][-1] = 1.0
    table["reach"] = [portrait.ties for portrait in portraits]
    table["reach"] /= (table["reach"] * shares).sum() / shares.sum()
    for row, portrait in zip(table, portraits, strict=True):
        row["population"] = tuple(under(scenario, [*portrait.changes.items()]).population)
    return table


@inner
def portrait_of(kinds: Records, luck: float) -> int:
    """Return the portrait that a uniform draw falls on."""
    at = 0
    while luck > kinds[at].until:
        at += 1
    return at


@kernel
def draw_traits(persons: Records, seed: int, kinds: Records, circle: int, shared: float, alike: float) -> None:
    """Draw every person's portrait and traits.

    A share ``alike`` is of the portrait drawn for the circle. Creditworthiness theta is normal around the portrait's
    mean with standard deviation 1; members of a circle have the share ``shared`` of its variance in common,
    so that it correlates by ``shared`` over strong ties and not at all over weak ones. So does deal-proneness: birds of
    a feather, which is how a reward that draws the deal-prone brings their friends.
    """
    for i in range(len(persons)):
        common = normal(seed, i // circle, 0, Purpose.CIRCLE_THETA)
        theta = math.sqrt(shared) * common + math.sqrt(1.0 - shared) * normal(seed, i, 0, Purpose.THETA)
        person = persons[i]
        if uniform(seed, i, 1, Purpose.PORTRAIT) < alike:
            person.portrait = portrait_of(kinds, uniform(seed, i // circle, 0, Purpose.CIRCLE_PORTRAIT))
        else:
            person.portrait = portrait_of(kinds, uniform(seed, i, 0, Purpose.PORTRAIT))
        population = kinds[person.portrait].population
        person.theta = population.theta_mean + theta
        taste = math.sqrt(shared) * normal(seed, i // circle, 0, Purpose.CIRCLE_DEAL)
        taste += math.sqrt(1.0 - shared) * normal(seed, i, 0, Purpose.DEAL)
        person.deal = population.deal_mean + mixed(population.deal_theta, theta, taste)
        log_income = population.income_sigma * mixed(population.income_theta, theta, normal(seed, i, 0, Purpose.INCOME))
        person.income = np.int32(min(LARGEST_INCOME, population.income_median * math.exp(log_income)))
        person.propensity = around_one(population.propensity_sigma, normal(seed, i, 0, Purpose.PROPENSITY))
        spread = population.taste_sigma
        person.points_taste = min(1.0, population.points_taste * around_one(spread, normal(seed, i, 0, Purpose.POINTS_TASTE)))
        person.limit_taste = min(1.0, population.limit_taste * around_one(spread, normal(seed, i, 0, Purpose.LIMIT_TASTE)))
        person.thin = uniform(seed, i, 0, Purpose.THIN_FILE) < population.thin_file


@kernel
def mixed(correlation: float, first: float, second: float) -> float:
    """Return a standard normal with the given correlation to ``first``; ``second`` is independent of it.

    >>> mixed(0.6, 1.0, 0.5)
    1.0
    """
    return correlation * first + math.sqrt(1.0 - correlation * correlation) * second


@kernel
def around_one(sigma: float, z: float) -> float:
    """Return a log-normal with mean 1.

    >>> around_one(0.0, 1.5)
    1.0
    """
    return math.exp(sigma * z - 0.5 * sigma * sigma)
