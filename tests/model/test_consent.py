"""The network in the score: looked at for those who consent, with a purpose, and for nobody else."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.draw import Purpose, uniform
from sim.engine import Engine
from sim.result import result_hash
from sim.scenario import default
from tests.model.script import Scripted, Someone, predictable
from tests.model.settings import changed, crowd

FRIENDS = 12
ASKED = {"credit__separate_consent": True, "credit__social_data_purpose": "credit assessment"}


def scores(**settings: Any) -> list[float]:
    """Return the scores of average friends whom a referrer one standard deviation above the average has brought."""
    clear = default("score", "networked", auc_thin=0.99, auc_thick=0.99, auc_behaviour=0.99, separation=0.05)
    scenario = predictable(1 + FRIENDS, 5, credit__score=clear, behaviour__friends_at_once=FRIENDS, **settings)
    script = [(1, 0, "buys"), (2, 0, "invites"), *((2, k, "accepts") for k in range(1, FRIENDS + 1))]
    people = [Someone(theta=1.0), *[Someone()] * FRIENDS]
    driver = Scripted(scenario, people, [(0, 0)], script, friends=[(0, k) for k in range(1, FRIENDS + 1)])
    driver.run()
    return [float(driver.account(k).score) for k in range(1, FRIENDS + 1)]


def test_a_fifth_of_the_referrer_s_lead_is_passed_on_to_who_consents() -> None:
    assert scores(**ASKED, credit__consent=1.0) == [610.0] * FRIENDS


def test_consent_is_each_one_s_own_draw() -> None:
    consents = [uniform(1, k, 0, Purpose.CONSENT) < 0.5 for k in range(1, FRIENDS + 1)]
    assert scores(**ASKED, credit__consent=0.5) == [610.0 if yes else 600.0 for yes in consents]
    assert len(set(consents)) == 2


@pytest.mark.parametrize("missing", ["credit__separate_consent", "credit__social_data_purpose"])
def test_without_a_consent_of_its_own_or_a_purpose_nobody_is_looked_at(missing: str) -> None:
    assert scores(**{**ASKED, missing: type(ASKED[missing])()}, credit__consent=1.0) == [600.0] * FRIENDS


def test_without_consent_the_rule_is_the_plain_score() -> None:
    plain, networked = (Engine(crowd(credit__score=default("score", rule)), 3).run() for rule in ("noisy", "networked"))
    assert result_hash(plain) == result_hash(networked)
    asked = changed(crowd(credit__score=default("score", "networked"), **ASKED), credit__consent=1.0)
    assert not np.array_equal(Engine(asked, 3).run().tables.accounts["score"], plain.tables.accounts["score"])
