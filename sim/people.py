"""Persons: their traits, drawn from the population's distributions, all N of them, prospects too."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim.cells import under
from sim.compiling import inner, kernel
from sim.draw import Purpose, normal, uniform
from sim.observed import among_friends, observed
from sim.scenario import CIRCLES, Network, Population, Portrait, Scenario
from sim.tables import NONE, PERSON, Records, layout, records

LARGEST_INCOME = 2.0e9
KIND = np.dtype([("until", "f8"), ("reach", "f8"), ("population", layout(Population))], align=True)
"""A kind of people: the uniform draw up to which somebody is of it, weak ties over the mean's, its population."""


def people(seed: int, scenario: Scenario) -> Records:
    """Return the table of persons with their traits, bought identities behind the honest; ties and arrivals are not known yet.

    An identity is bought from somebody like everybody else, but for the share of thin files, and is like nobody's friend.
    """
    identities = organisers(scenario) * scenario.abuse.accounts
    table, network = records(scenario.persons + identities, PERSON), scenario.network
    alike = network.alike if network.kind == CIRCLES else 0.0
    bought = [own_draws(seed, scenario.persons, len(table), purpose) for purpose in (Purpose.THETA, Purpose.DEAL)]
    theta, taste = map(np.append, likeness(seed, scenario.persons, network), bought)
    draw_traits(table, scenario.persons, seed, kinds(scenario), network.circle, alike, theta, taste)
    for i in range(scenario.persons, len(table)):
        table[i].thin = uniform(seed, i, 0, Purpose.FALSE_FILE) < scenario.abuse.thin_file
    for field in ("account", "referrer", "inviter", "invited_day", "due_day", "due_next", "due_before"):
        table[field] = NONE
    table["hazard_day"] = -1  # day 0 counts in full
    return table


def organisers(scenario: Scenario) -> int:
    """Return how many people would run a ring if it paid.

    >>> from sim.scenario import Abuse
    >>> organisers(Scenario(persons=20_000, abuse=Abuse(organisers=2.0)))
    4
    """
    return round(scenario.abuse.organisers * scenario.persons / 10_000.0)


@kernel
def account_cost(seed: int, organiser: int, low: int, high: int) -> int:
    """Return what an account with a verified identity costs an organiser, known by her first identity, in minor units."""
    return low + int((high - low) * uniform(seed, organiser, 0, Purpose.ACCOUNT_COST))


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


def likeness(seed: int, persons: int, network: Network) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return creditworthiness and the taste for deals, standard normal and alike among friends, shapes (persons,).

    Birds of a feather: alike in deal-proneness too, which is how a reward that draws the deal-prone brings their friends.
    """
    if network.edges is not None:
        (start, friends, _), observed_likeness = observed(network.edges, persons, network.strong_share)
        mixing = observed_likeness.mixing(network.homophily)
        return (among_friends(seed, start, friends, mixing, Purpose.THETA),
                among_friends(seed, start, friends, mixing, Purpose.DEAL))
    shared = network.homophily / network.strong_share if network.kind == CIRCLES and network.strong_share > 0.0 else 0.0
    return (in_circles(seed, persons, network.circle, shared, Purpose.CIRCLE_THETA, Purpose.THETA),
            in_circles(seed, persons, network.circle, shared, Purpose.CIRCLE_DEAL, Purpose.DEAL))


@kernel
def own_draws(seed: int, first: int, until: int, purpose: int) -> NDArray[np.float64]:
    """Return standard normal traits of persons who are like nobody, shape (until - first,)."""
    found = np.empty(until - first)
    for i in range(first, until):
        found[i - first] = normal(seed, i, 0, purpose)
    return found


@kernel
def in_circles(seed: int, persons: int, circle: int, shared: float, common: int, own: int) -> NDArray[np.float64]:
    """Return a standard normal trait of which members of a circle have the share ``shared`` of the variance in common.

    So it correlates by ``shared`` over strong ties and not at all over weak ones.
    """
    found = np.empty(persons)
    for i in range(persons):
        found[i] = math.sqrt(shared) * normal(seed, i // circle, 0, common) + math.sqrt(1.0 - shared) * normal(seed, i, 0, own)
    return found


@kernel
def draw_traits(persons: Records, tied: int, seed: int, kinds: Records, circle: int, alike: float,
                theta: NDArray[np.float64], taste: NDArray[np.float64]) -> None:
    """Draw every person's portrait and traits, given her likeness to friends in creditworthiness and taste for deals.

    Of the first ``tied`` persons a share ``alike`` is of the portrait drawn for the circle. Creditworthiness is normal around
    the portrait's mean with standard deviation 1.
    """
    for i in range(len(persons)):
        person = persons[i]
        if i < tied and uniform(seed, i, 1, Purpose.PORTRAIT) < alike:
            person.portrait = portrait_of(kinds, uniform(seed, i // circle, 0, Purpose.CIRCLE_PORTRAIT))
        else:
            person.portrait = portrait_of(kinds, uniform(seed, i, 0, Purpose.PORTRAIT))
        population = kinds[person.portrait].population
        person.theta = population.theta_mean + theta[i]
        person.deal = population.deal_mean + mixed(population.deal_theta, theta[i], taste[i])
        log_income = population.income_sigma * mixed(population.income_theta, theta[i], normal(seed, i, 0, Purpose.INCOME))
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
