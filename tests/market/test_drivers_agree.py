"""Both drivers end with the same books, whatever the order in which agents act."""

from __future__ import annotations

import pytest

from scenarios import load, names
from sim.engine import Engine
from sim.market import Consumer, Market, Prospect
from sim.result import result_hash
from sim.scenario import Scenario
from sim.tables import Count


def small(name: str) -> Scenario:
    scenario = load(name)
    return scenario._replace(persons=600, days=200, population=scenario.population._replace(launch=0.3))


@pytest.mark.parametrize("name", names())
def test_both_drivers_end_with_the_same_books(name):
    life = Engine(small(name), 1).run()
    assert life.world.count[Count.ACCOUNTS] > 100
    assert result_hash(Market(small(name), 1).run()) == result_hash(life)


@pytest.mark.parametrize("order", [1, 2, 3])
def test_the_order_of_activation_changes_nothing(busy, order):
    market = Market(busy, 7, shuffle=True)
    market.random.seed(order)
    assert result_hash(market.run()) == result_hash(Engine(busy, 7).run())


def test_a_class_that_only_asks_the_rule_changes_nothing(busy):
    class Same(Consumer):
        def repay(self, seen, luck, second):
            return super().repay(seen, luck, second)

    class Thoughtful(Prospect):
        def respond(self, seen):
            return super().respond(seen)

    market = Market(busy, 1, agents={Consumer: Same, Prospect: Thoughtful})
    assert result_hash(market.run()) == result_hash(Engine(busy, 1).run())


def test_the_journal_holds_the_same_postings(busy):
    market, engine = Market(busy, 1, journal=True, shuffle=True).run(), Engine(busy, 1, journal=True).run()
    rows = market.world.count[Count.JOURNAL_ROWS]
    assert rows == engine.world.count[Count.JOURNAL_ROWS] > 0
    assert sorted(market.tables.journal[:rows].tolist()) == sorted(engine.tables.journal[:rows].tolist())


def test_each_day_is_told(busy):
    told = []
    market = Market(busy._replace(days=5), 1)
    market.run(told.append)
    assert told == [0, 1, 2, 3, 4]
    assert not market.running
    with pytest.raises(RuntimeError, match="all 5 days"):
        market.step()
    assert market.today == 4
