"""A small scenario in which much happens: invitations, teams, defaults."""

from __future__ import annotations

import pytest

from scenarios import load
from sim.market import Market
from sim.scenario import Scenario


@pytest.fixture
def busy() -> Scenario:
    scenario = load("growth_at_any_price")
    return scenario._replace(persons=600, days=150, population=scenario.population._replace(launch=0.3))


@pytest.fixture
def market(busy) -> Market:
    """Return a market whose days have passed."""
    market = Market(busy, 1)
    market.run()
    return market
