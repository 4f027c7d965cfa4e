"""A small run and a small comparison that all stories of this folder share."""

from __future__ import annotations

import pytest

from experiments import Comparison, Replications, compare, replicate
from scenarios import Resolved, resolve

SMALL = ("persons=800", "days=120")


@pytest.fixture(scope="session")
def what() -> Resolved:
    """What was run."""
    return resolve("growth_at_any_price", SMALL)


@pytest.fixture(scope="session")
def found(what: Resolved) -> Replications:
    """Three replications."""
    return replicate(what.scenario, 3, 3)


@pytest.fixture(scope="session")
def comparison() -> Comparison:
    """Two schemes against none."""
    names = ("baitiao_consumer", "cash_for_invites", "growth_at_any_price")
    return compare([resolve(name, SMALL).scenario for name in names], replications=3)
