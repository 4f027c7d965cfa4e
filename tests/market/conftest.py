"""A small scenario in which much happens: invitations, teams, defaults."""

from __future__ import annotations

import copy

import pytest

from scenarios import load
from sim.market import Market
from sim.scenario import Scenario


@pytest.fixture(scope="session")
def busy() -> Scenario:
    scenario = load("growth_at_any_price")
    return scenario._replace(persons=600, days=150, population=scenario.population._replace(launch=0.3))


@pytest.fixture(scope="session")
def lived(busy) -> Market:
    """Return a market whose days have passed, to look at."""
    market = Market(busy, 1)
    market.run()
    return market


@pytest.fixture
def market(lived) -> Market:
    """Return a market whose days have passed, to do with as one likes."""
    return copy.deepcopy(lived)
