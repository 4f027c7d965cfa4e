"""How many persons a scheme gathers, counted in trees that one can draw, and simulated."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments import guardrails
from experiments.guardrails import allowed, below_one, checked, gathered, in_pyramids, simulated_reach
from scenarios import load
from sim.scenario import EDGES, Network, Scenario
from sim.tables import NONE
from sim.ties import EdgeList


def tree(*referrers: int) -> np.ndarray:
    """Referrers by account, the oldest first."""
    return np.array(referrers, dtype=np.int32)


CHAIN = tree(NONE, 0, 1, 2, 3)
STAR = tree(NONE, 0, 0, 0, 0)
TWO = tree(NONE, NONE, 0, 1, 2, 3, 0)


def test_nobody_gathers_nobody() -> None:
    assert in_pyramids(tree()) == 0
    assert in_pyramids(tree(NONE, NONE)) == 0
    assert below_one(tree(), 3).max(initial=0) == 0


def test_a_star_is_two_levels_however_wide() -> None:
    assert in_pyramids(STAR) == 0
    assert below_one(STAR, 2).tolist() == [5, 1, 1, 1, 1]
    assert below_one(STAR, 5).tolist() == [5, 1, 1, 1, 1]


def test_a_chain_counts_as_deep_as_is_paid() -> None:
    assert in_pyramids(CHAIN) == 5
    assert below_one(CHAIN, 1).tolist() == [1, 1, 1, 1, 1]
    assert below_one(CHAIN, 3).tolist() == [3, 3, 3, 2, 1]


def test_the_persons_of_several_trees_are_added_up() -> None:
    assert in_pyramids(TWO) == 7
    assert below_one(TWO, 3).max() == 4


@given(st.integers(1, 60).flatmap(lambda n: st.tuples(*(st.integers(-1, number - 1) for number in range(n)))), st.integers(1, 6))
def test_who_is_counted_below_one_is_her_and_hers(parents: tuple[int, ...], levels: int) -> None:
    referrers = np.array([NONE if parent < 0 else parent for parent in parents], dtype=np.int32)
    slowly = np.zeros(len(referrers), dtype=np.int64)
    for account in range(len(referrers)):
        above, level = account, 1
        while above != NONE and level <= levels:
            slowly[above] += 1
            above, level = int(referrers[above]), level + 1
    assert below_one(referrers, levels).tolist() == slowly.tolist()


def test_a_reckless_scheme_gathers_more_than_thirty() -> None:
    reckless = load("growth_at_any_price", {"persons": 5_000, "days": 30})
    reach = simulated_reach(reckless)
    assert (reach.runs, reach.persons, reach.days) == (3, 5_000, 720)
    assert reach.participants >= 30
    assert 3 <= reach.below_one <= reach.participants
    assert reach == gathered(reckless._replace(days=720)), "the same again"
    assert [each.verdict for each in checked(reckless) if each.id == "G2"] == ["block"]


def test_a_market_of_a_few_gathers_fewer_than_thirty() -> None:
    few = load("team_plan", {"persons": 400})
    assert simulated_reach(few).participants < 30
    assert [each.verdict for each in checked(few) if each.id == "G2"] == ["warn"]


def on_edges(persons: int, pairs: np.ndarray) -> Scenario:
    """A scheme of three paid levels on an edge list."""
    edges = EdgeList("ties", np.arange(persons), pairs.astype(np.int32))
    return load("team_plan")._replace(persons=persons, network=Network(kind=EDGES, homophily=0.0, edges=edges))


def test_a_real_network_is_gathered_whole_however_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guardrails, "MOST_PERSONS", 300)
    chain = on_edges(500, np.stack((np.arange(499), np.arange(1, 500))))
    assert simulated_reach(chain).persons == 500
    assert simulated_reach(chain._replace(persons=900)).persons == 500, "nobody can invite those whom the list does not know"
    assert simulated_reach(load("team_plan", {"persons": 900})).persons == 300


def test_networks_that_differ_only_where_numpy_does_not_print_them_are_simulated_apart() -> None:
    chain = np.stack((np.arange(2_999), np.arange(1, 3_000)))
    star = chain.copy()
    star[0, 500:2_500] = 500
    one, other = on_edges(3_000, chain), on_edges(3_000, star)
    assert repr(one) == repr(other)
    assert simulated_reach(one) != simulated_reach(other)


def test_the_oldest_verdict_is_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guardrails, "MOST_KEPT", 2)
    monkeypatch.setattr(guardrails, "SIMULATED", {})
    few = [load("team_plan", {"persons": persons}) for persons in (100, 110, 120)]
    for each in few:
        simulated_reach(each)
    assert list(guardrails.SIMULATED) == [guardrails.fingerprint(each._replace(days=720)) for each in few[1:]]


def test_nothing_is_simulated_where_it_would_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("experiments.guardrails.Engine")
    assert allowed(load("cash_for_invites"))
    assert allowed(load("team_plan", {"compliance.china": False}))
    assert not allowed(load("cash_for_invites", {"compliance.joining_fee": 1}))
