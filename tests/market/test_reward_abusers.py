"""Reward abusers in the Mesa driver: the same books as the engine's, and decisions a researcher can write anew."""

from __future__ import annotations

import pytest

from scenarios import load
from sim.engine import Engine
from sim.facts import Payment
from sim.market import Consumer, Market, Prospect, RewardAbuser
from sim.result import result_hash
from sim.scenario import Scenario
from sim.tables import NONE
from tests.model.settings import changed


@pytest.fixture(scope="module")
def abused() -> Scenario:
    scenario = load("abused_growth")
    abuse = scenario.abuse._replace(organisers=200.0, accounts=8, cost_high=5_000, bust_out=0.5)
    return changed(scenario, persons=150, days=120, population__launch=0.3, abuse=abuse)


def in_rings(market: Market) -> list[RewardAbuser]:
    return [agent for agent in market.agents_by_type[RewardAbuser] if agent.account is not None]


def test_both_drivers_end_with_the_same_books_in_any_order(abused):
    market = Market(abused, 3, shuffle=True)
    assert result_hash(market.run()) == result_hash(Engine(abused, 3).run())
    assert len(in_rings(market)) > 10


def test_identities_stand_behind_the_honest_and_stay_reward_abusers(abused):
    market = Market(abused, 3)
    market.run()
    identities = market.agents_by_type[RewardAbuser]
    assert len(market.agents) == 150 + len(identities) == 150 + 3 * 8
    assert all(agent.row >= 150 and len(agent.ties) == 0 for agent in identities)
    assert len(in_rings(market)) > 10
    assert all(agent.row < 150 for agent in market.agents_by_type[Prospect])


def test_an_organiser_may_think_otherwise(abused):
    class Careful(RewardAbuser):
        def organise(self, seen):
            return super().organise(seen._replace(account_cost=seen.account_cost + 30_000))

    class StarsOnly(RewardAbuser):
        def organise(self, seen):
            return super().organise(seen) if seen.fan == seen.accounts - 1 else -1.0

    stays_out, stars = (Market(abused, 3, agents={RewardAbuser: kind}) for kind in (Careful, StarsOnly))
    stays_out.run()
    assert in_rings(stays_out) == []
    rings = stars.run().tables.rings
    entered = rings[rings["begun"] != NONE]
    assert len(entered) > 0
    assert (entered["fan"] == entered["accounts"] - 1).all()


def test_an_account_may_be_used_otherwise(abused):
    class Spender(RewardAbuser):
        def exploit(self, seen):
            return seen.available

        def pay_back(self, seen):
            return Payment.NOTHING

    class Prompt(Consumer):
        def repay(self, seen, luck, second):
            return Payment.FULL

    market = Market(abused, 3, agents={RewardAbuser: Spender, Consumer: Prompt})
    market.run()
    late = [agent for agent in market.agents if agent.bucket]
    assert late
    assert all(isinstance(agent, Spender) for agent in late)
    assert all(agent.spent >= agent.first_limit for agent in late)


def test_an_answer_the_decision_does_not_allow_is_refused(abused):
    class Generous(RewardAbuser):
        def exploit(self, seen):
            return -1

    with pytest.raises(ValueError, match=r"Generous\.exploit must answer a whole number from 0"):
        Market(abused, 3, agents={RewardAbuser: Generous}).run()
