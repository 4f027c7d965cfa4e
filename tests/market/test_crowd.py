"""A crowd has the interface of mesa's AgentSet, and does what mesa's does."""

from __future__ import annotations

import mesa
import pytest

from sim.market import Consumer, Crowd, Referrer, TeamLeader


def test_a_crowd_is_a_sequence_and_a_set(market):
    crowd = market.agents
    assert len(crowd) == 600
    assert [agent.unique_id for agent in crowd] == list(range(1, 601))
    assert crowd[3] in crowd
    assert crowd[-1] is crowd[599]
    assert crowd[:2] == [crowd[0], crowd[1]]
    assert crowd.to_list()[5] is crowd[5]
    assert len(market.agents_by_type[Referrer] | market.agents_by_type[TeamLeader]) == sum(
        len(market.agents_by_type[part]) for part in (Referrer, TeamLeader))
    assert crowd - crowd.copy() == Crowd(market, crowd.rows[:0])


def test_select(market):
    crowd = market.agents
    assert all(agent.theta > 0 for agent in crowd.select(lambda agent: agent.theta > 0))
    assert crowd.select(agent_type=Consumer).to_list() == [agent for agent in crowd if isinstance(agent, Consumer)]
    assert len(crowd.select(at_most=7)) == 7
    assert len(crowd.select(at_most=0.5)) == 300
    assert len(crowd.select(at_most=1_000)) == 600
    part = crowd.copy()
    assert part.select(lambda agent: agent.theta > 0, at_most=3, inplace=True) is part
    assert len(part) == 3


def test_order(market):
    crowd = market.agents
    assert crowd.sort("theta").get("theta") == sorted(crowd.get("theta"), reverse=True)
    assert crowd.sort(lambda agent: agent.income, ascending=True)[0].income == min(crowd.get("income"))
    mixed = crowd.shuffle()
    assert mixed.rows.tolist() != crowd.rows.tolist()
    assert sorted(mixed.rows.tolist()) == crowd.rows.tolist()


def test_what_is_done_to_each(market):
    seen, crowd = [], market.agents.select(at_most=5)
    assert crowd.do(lambda agent, by: seen.append(agent.row * by), 2) is crowd
    assert seen == [0, 2, 4, 6, 8]
    crowd.shuffle_do(lambda agent: seen.append(agent.row))
    assert sorted(seen[5:]) == [0, 1, 2, 3, 4]
    assert crowd.do("step").map("__repr__") == [repr(agent) for agent in crowd]
    crowd.set("mark", 3)
    assert crowd.get("mark") == [3] * 5
    assert market.agents.get("mark", "default", 0).count(3) == 5
    assert crowd.get(["row", "mark"])[1] == [1, 3]
    assert crowd.agg("row", max) == 4
    assert crowd.agg("row", [min, sum]) == [0, 10]


def test_groups(market):
    groups = market.agents.groupby("role")
    assert groups.count() == {kind.__name__: len(people) for kind, people in market.agents_by_type.items() if len(people) > 0}
    assert groups.agg("theta", max)["Consumer"] == market.agents_by_type[Consumer].agg("theta", max)
    assert isinstance(market.agents.groupby(type, result_type="list").groups[Consumer], list)


def test_nobody_joins_or_leaves(market):
    class Regulator(mesa.Agent):
        pass

    with pytest.raises(TypeError, match="people are those of its scenario"):
        market.agents.add(market.agents[0])
    with pytest.raises(TypeError, match="cannot be removed"):
        market.agents[0].remove()
    with pytest.raises(TypeError, match="Regulator cannot join"):
        Regulator(market)
    market.remove_all_agents()
    assert len(market.agents) == 600
