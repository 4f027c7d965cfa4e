"""Agents read their rows, play the part that the state gives them, and decide by methods that can be overridden."""

from __future__ import annotations

import mesa
import pytest

from sim.draw import Purpose
from sim.engine import Engine
from sim.facts import Payment
from sim.market import Consumer, Defaulter, Individual, Market, Prospect, Referrer, RewardAbuser, TeamLeader
from sim.market.agents import OWN_PURPOSES
from sim.result import result_hash
from sim.tables import NONE, State


def test_an_agent_reads_its_rows(market):
    tables, agent = market.life.tables, market.agents_by_type[Referrer][0]
    account = tables.accounts[agent.account]
    assert isinstance(agent, mesa.Agent)
    assert agent.unique_id == agent.row + 1
    assert (agent.limit, agent.on_time, agent.invitations) == (account.limit, account.on_time, account.invitations)
    assert agent.theta == tables.persons[agent.row].theta
    assert agent.owed_principal == account.owed_principal.tolist()
    assert [tie.row for tie in agent.ties] == tables.ties[tables.ties_start[agent.row]:][:len(agent.ties)].tolist()
    assert "limit" in dir(agent)
    with pytest.raises(AttributeError, match="Referrer has no attribute 'limitt'"):
        agent.limitt  # noqa: B018


def test_a_prospect_has_no_account(market):
    agent = market.agents_by_type[Prospect][0]
    assert (agent.account, agent.limit, agent.balance, agent.dpd, agent.state) == (None,) * 5
    assert agent.invitations == 0


def test_balance_and_days_past_due(market):
    for agent in market.agents.select(agent_type=Consumer):
        account = market.life.tables.accounts[agent.account]
        billed = account.owed_principal.sum() + account.owed_fees.sum()
        assert agent.balance == account.pay_later + account.carried + account.plan_balance + billed
        assert agent.dpd == (market.today - account.oldest_due if account.bucket > 0 else 0)


def test_the_referrer_is_an_agent(market):
    brought = market.agents.select(lambda agent: agent.account is not None and agent.referrer is not None)
    assert len(brought) > 0
    for agent in brought:
        above = market.life.tables.accounts["referrer"][agent.account]
        assert above == NONE or agent.referrer.account == above


def test_the_part_follows_the_state(market):
    assert all(len(people) > 0 for part, people in market.agents_by_type.items() if part is not RewardAbuser)
    for agent in market.agents:
        late = agent.account is not None and (agent.state is State.CHARGED_OFF or agent.bucket >= 4)
        expected = (Prospect if agent.account is None else Defaulter if late else TeamLeader if agent.leader
                    else Referrer if agent.invitations else Consumer)
        assert type(agent) is expected


def test_one_agent_plays_many_parts(busy):
    market = Market(busy, 1)
    held = list(market.agents)
    held[0].note = "kept"
    market.run()
    assert all(agent is market.agents[agent.row] for agent in held)
    assert {type(agent) for agent in held} == {Prospect, Consumer, Referrer, TeamLeader, Defaulter}
    assert held[0].note == "kept"


def test_traits_may_be_set_and_nothing_else(market):
    agent = market.agents_by_type[Consumer][0]
    agent.theta, agent.deal = -2.0, 1.5
    assert (agent.theta, agent.deal) == (-2.0, 1.5)
    assert market.life.tables.accounts[agent.account].deal == 1.5
    with pytest.raises(AttributeError, match="'limit' can only be read"):
        agent.limit = 1
    with pytest.raises(ValueError, match="finite"):
        agent.theta = float("nan")


def test_a_replacement_counts_for_all_that_derive_from_it(busy):
    class Silent(Consumer):
        def invite(self, seen):
            return 0.0

    class Loud(TeamLeader):
        def invite(self, seen):
            return 5.0

    market = Market(busy, 1, agents={Consumer: Silent, TeamLeader: Loud})
    assert all(issubclass(part, Silent) for part in market.cast[1:])
    assert market.cast[2].invite is Silent.invite
    assert market.cast[3].invite is Loud.invite
    market.run()
    assert sum(market.agents.get("invitations")) == 0
    assert len(market.agents_by_type[Consumer]) > 0


def test_a_replacement_must_derive_from_what_it_replaces(busy):
    with pytest.raises(TypeError, match="cannot play Consumer"):
        Market(busy, 1, agents={Consumer: Prospect})
    with pytest.raises(TypeError, match="Individual is no part"):
        Market(busy, 1, agents={Individual: Consumer})


@pytest.mark.parametrize("answer", [None, -1.0, float("nan"), "often"])
def test_an_answer_that_makes_no_sense_is_refused(busy, answer):
    class Odd(Consumer):
        def invite(self, seen):
            return answer

    with pytest.raises(ValueError, match=r"\.invite must answer a number from 0\.0 to inf"):
        Market(busy, 1, agents={Consumer: Odd}).run()


def test_python_decides_what_is_paid(busy):
    class Honest(Consumer):
        def repay(self, seen, luck, second):
            return Payment.FULL

    market = Market(busy, 1, agents={Consumer: Honest})
    market.run()
    engine = Engine(busy, 1).run()
    assert len(market.agents_by_type[Defaulter]) == 0
    assert max(market.agents.select(agent_type=Consumer).get("worst")) == 0
    assert engine.tables.accounts["worst"].max() > 0


def test_luck_of_ones_own_does_not_depend_on_the_order(busy):
    class Moody(Consumer):
        def invite(self, seen):
            return 2.0 * super().invite(seen) if self.draw(1_000) < 0.3 else 0.0

    runs = [Market(busy, 1, agents={Consumer: Moody}, shuffle=shuffle).run() for shuffle in (False, True)]
    assert result_hash(runs[0]) == result_hash(runs[1]) != result_hash(Engine(busy, 1).run())


def test_luck_of_ones_own_is_not_the_models(market):
    assert max(Purpose) < OWN_PURPOSES
    assert 0.0 < market.agents[0].draw(1_000) < 1.0
    assert market.agents[0].draw(1_000) == market.agents[0].draw(1_000) != market.agents[1].draw(1_000)
    with pytest.raises(ValueError, match="the model's own"):
        market.agents[0].draw(Purpose.REPAY)
