"""Mesa's tools work on a market; a market can be copied, sent elsewhere, and let go of."""

from __future__ import annotations

import copy
import gc
import pickle
import weakref

import mesa
import numpy as np

from sim.engine import Engine
from sim.market import Consumer, Market, Referrer
from sim.result import result_hash
from sim.tables import Count


class Counting(Consumer):
    """Counts how often it has thought of inviting."""

    asked = 0

    def invite(self, seen):
        self.asked += 1
        return super().invite(seen)


def test_the_data_collector(busy):
    market = Market(busy, 1)
    collector = mesa.DataCollector(
        model_reporters={"referrers": lambda model: len(model.agents_by_type[Referrer]), "day": "today"},
        agent_reporters={"balance": "balance", "role": "role"},
        agenttype_reporters={Referrer: {"sent": "invitations"}, Consumer: {"limit": lambda agent: agent.limit}},
    )
    for _ in range(60):
        market.step()
        if market.steps % 20 == 0:
            collector.collect(market)
    by_model = collector.get_model_vars_dataframe()
    assert by_model["day"].tolist() == [19, 39, 59]
    assert by_model["referrers"].iloc[-1] == len(market.agents_by_type[Referrer]) > 0
    by_agent = collector.get_agent_vars_dataframe().loc[60]
    assert (by_agent["role"] == "Referrer").sum() == by_model["referrers"].iloc[-1]
    assert by_agent["balance"].sum() == sum(market.agents.select(agent_type=Consumer).get("balance"))
    assert collector.get_agenttype_vars_dataframe(Referrer).loc[60]["sent"].min() > 0
    assert len(collector.get_agenttype_vars_dataframe(Consumer).loc[60]) == len(market.agents_by_type[Consumer])


def test_copies_go_their_own_way(busy):
    market = Market(busy, 1, agents={Consumer: Counting})
    for _ in range(60):
        market.step()
    copies = [copy.deepcopy(market), pickle.loads(pickle.dumps(market))]
    for other in copies:
        assert not np.shares_memory(other.life.tables.accounts, market.life.tables.accounts)
        assert other.agents[0].model is other
    expected = result_hash(Engine(busy, 1).run())
    assert [result_hash(each.run()) for each in (market, *copies)] == [expected] * 3
    assert copies[0].agents.get("asked", "default", 0) == copies[1].agents.get("asked", "default", 0)
    assert isinstance(copies[1].agents_by_type[Referrer][0], Counting)


def test_a_copied_engine_goes_its_own_way(busy):
    engine = Engine(busy, 1)
    other = copy.deepcopy(engine)
    assert result_hash(other.run()) == result_hash(pickle.loads(pickle.dumps(engine)).run())
    assert engine.life.world.count[Count.ACCOUNTS] == 0


def test_an_agent_takes_its_market_along(market):
    agent = pickle.loads(pickle.dumps(market.agents_by_type[Referrer][0]))
    assert type(agent) is Referrer
    assert agent.model.agents[agent.row] is agent


def test_a_market_is_let_go_of(busy):
    market = Market(busy._replace(days=30), 1)
    market.run()
    agent = market.agents[0]
    held = [weakref.ref(thing) for thing in (market, market.life, agent)]
    del market, agent
    gc.collect()
    assert [ref() for ref in held] == [None] * 3
