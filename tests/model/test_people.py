"""Traits have the means, spreads and correlations that the population's terms state, in closed form."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.people import people
from sim.scenario import Network, Population, Scenario
from sim.tables import NONE, Person

MANY = 40_000
POPULATION = Population(deal_theta=-0.4, income_theta=0.3, taste_sigma=0.2, points_taste=0.5, limit_taste=0.05)
HERE = people(7, Scenario(persons=MANY, population=POPULATION, network=Network(homophily=0.0)))


def test_creditworthiness_is_standard_normal_and_correlates_as_stated() -> None:
    theta, deal, income = (HERE[field].astype(float) for field in ("theta", "deal", "income"))
    error = 4.0 / math.sqrt(MANY)
    assert theta.mean() == pytest.approx(0.0, abs=error)
    assert theta.std() == pytest.approx(1.0, abs=error)
    assert deal.std() == pytest.approx(1.0, abs=error)
    assert np.corrcoef(theta, deal)[0, 1] == pytest.approx(-0.4, abs=error)
    assert np.corrcoef(theta, np.log(income))[0, 1] == pytest.approx(0.3, abs=error)


def test_homophily_leaves_the_spread_of_traits_as_it_is() -> None:
    alike = people(7, Scenario(persons=MANY, population=POPULATION, network=Network(homophily=0.3)))
    for trait in ("theta", "deal"):
        assert alike[trait].astype(float).std() == pytest.approx(1.0, abs=0.03)
    assert np.corrcoef(alike["theta"], alike["deal"])[0, 1] == pytest.approx(-0.4, abs=0.03)


def test_income_is_log_normal_around_its_median() -> None:
    log_income = np.log(HERE["income"].astype(float) / POPULATION.income_median)
    assert log_income.mean() == pytest.approx(0.0, abs=4.0 * POPULATION.income_sigma / math.sqrt(MANY))
    assert log_income.std() == pytest.approx(POPULATION.income_sigma, rel=0.02)


def test_propensity_and_tastes_have_the_means_stated() -> None:
    # E exp(s z - s^2 / 2) = 1
    assert HERE["propensity"].astype(float).mean() == pytest.approx(1.0, abs=4.0 * 0.42 / math.sqrt(MANY))
    assert HERE["limit_taste"].astype(float).mean() == pytest.approx(0.05, rel=0.01)
    assert HERE["points_taste"].astype(float).mean() == pytest.approx(0.5, rel=0.01)
    assert HERE["points_taste"].max() <= 1.0


def test_thin_files_are_as_many_as_stated() -> None:
    assert HERE["thin"].mean() == pytest.approx(POPULATION.thin_file, abs=4.0 * math.sqrt(0.3 * 0.7 / MANY))


def test_nobody_has_a_past() -> None:
    for field in ("account", "referrer", "inviter", "due_day"):
        assert (HERE[field] == NONE).all()
    assert (HERE["state"] == Person.PROSPECT).all()
