"""An observed network: who is close, what friends have in common, and how alike they are, against closed forms."""

from __future__ import annotations

import copy
import pickle

import networkx as nx
import numpy as np
import pytest

from sim import simulate
from sim.draw import Purpose
from sim.observed import among_friends, both_ways, common_friends, observed
from sim.result import result_hash
from sim.scenario import EDGES, Network, Scenario
from sim.ties import EdgeList
from tests.model.settings import changed, crowd

KARATE = nx.karate_club_graph()
LATTICE = nx.watts_strogatz_graph(600, 10, 0.1, seed=1)


def edges_of(graph: nx.Graph, strength: list[float] | None = None, named: bool = False) -> EdgeList:
    pairs = np.array(sorted(tuple(sorted(tie)) for tie in graph.edges()), dtype=np.int32).T
    return EdgeList("somewhere.csv", np.arange(len(graph)), pairs, None if strength is None else np.array(strength), named)


@pytest.mark.parametrize("graph", [nx.path_graph(2), nx.complete_graph(5), nx.star_graph(6), KARATE, LATTICE])
def test_friends_in_common_are_those_that_networkx_counts(graph: nx.Graph) -> None:
    start, friends = both_ways(edges_of(graph).pairs, len(graph))
    here = np.repeat(np.arange(len(graph)), np.diff(start))
    expected = [len(set(nx.common_neighbors(graph, int(i), int(j)))) for i, j in zip(here, friends, strict=True)]
    assert common_friends(start, friends).tolist() == expected


def test_everybody_keeps_her_friends_the_close_ones_first() -> None:
    ties = observed(edges_of(KARATE), 36, 0.4).ties
    for i in range(34):
        row = ties.ties[ties.start[i] : ties.start[i + 1]].tolist()
        close, rest = row[: ties.strong[i]], row[ties.strong[i] :]
        assert sorted(row) == sorted(KARATE[i])
        assert close == sorted(close)
        assert rest == sorted(rest)
        assert all(i in ties.ties[ties.start[j] : ties.start[j] + ties.strong[j]] for j in close), "both are close, or neither"
    assert ties.strong.sum() == 2 * round(0.4 * 78)
    assert ties.start[34] == ties.start[36], "those beyond the list are alone"


def test_a_bridge_is_weak() -> None:
    two_circles = nx.disjoint_union(nx.complete_graph(5), nx.complete_graph(5))
    two_circles.add_edge(0, 5)
    ties = observed(edges_of(two_circles), 10, 0.95).ties
    assert ties.ties[ties.start[0] + ties.strong[0] : ties.start[1]].tolist() == [5]


def test_the_closest_are_those_that_the_list_says() -> None:
    path = nx.path_graph(4)
    by_number = observed(edges_of(path, [5.0, 1.0, 3.0]), 4, 0.67).ties
    assert by_number.strong.tolist() == [1, 1, 1, 1]
    by_word = observed(edges_of(path, [0.0, 1.0, 0.0], named=True), 4, 0.1).ties
    assert by_word.strong.tolist() == [0, 1, 1, 0]


@pytest.mark.parametrize(("graph", "direct", "common", "most"), [
    (nx.complete_graph(4), 2 / 3**0.5, 2 / 3, 1.0),
    (nx.star_graph(9), 1 + 1 / 3, 0.0, 2 / 3),
    (nx.cycle_graph(8), 2**0.5, 0.0, 0.5**0.5),
])
def test_how_alike_friends_can_be_has_a_closed_form(graph: nx.Graph, direct: float, common: float, most: float) -> None:
    likeness = observed(edges_of(graph), len(graph), 0.4).likeness
    assert likeness == pytest.approx((direct, common))
    assert likeness.most == pytest.approx(most)


@pytest.mark.parametrize("asked", [0.0, 0.15, 0.3, 0.5])
def test_friends_are_as_alike_as_asked(asked: float) -> None:
    (start, friends, _), likeness = observed(edges_of(LATTICE), 600, 0.4)
    here = np.repeat(np.arange(600), np.diff(start))
    traits = [among_friends(seed, start, friends, likeness.mixing(asked), Purpose.THETA) for seed in range(60)]
    products = [float(np.mean(theta[here] * theta[friends])) for theta in traits]
    error = np.std(products) / 60**0.5
    assert np.mean(products) == pytest.approx(asked, abs=3.5 * error + 1e-9)
    assert np.var(traits) == pytest.approx(1.0, abs=0.03), "whatever is asked, traits stay standard normal"


def test_what_cannot_be_reached_is_cut() -> None:
    likeness = observed(edges_of(nx.cycle_graph(8)), 8, 0.4).likeness
    assert likeness.mixing(0.95) == likeness.mixing(likeness.most)


def test_lists_are_equal_where_their_content_is() -> None:
    edges = edges_of(KARATE)
    assert pickle.loads(pickle.dumps(edges)) == edges == copy.deepcopy(edges)
    assert edges_of(KARATE) == edges
    assert hash(edges_of(KARATE)) == hash(edges)
    assert edges_of(nx.path_graph(34)) != edges
    assert edges_of(KARATE, [1.0] * 78) != edges


def on(graph: nx.Graph, persons: int) -> Scenario:
    network = Network(kind=EDGES, edges=edges_of(graph))
    return changed(crowd(persons, 150), network=network)


def test_both_drivers_live_on_it_alike() -> None:
    from sim.engine import Engine
    from sim.market import Market

    scenario = on(nx.watts_strogatz_graph(120, 10, 0.1, seed=1), 130)
    engine = Engine(scenario, 3).run()
    assert engine.world.count.max() > 100
    assert result_hash(Market(scenario, 3, shuffle=True).run()) == result_hash(engine)


@pytest.mark.parametrize(("changes", "says"), [
    ({"persons": 20}, "persons: 20 are fewer than the 34 of network.edges"),
    ({"network": Network(kind=EDGES)}, "network.edges: an edge list and kind edges go together"),
    ({"network": Network(edges=edges_of(KARATE))}, "network.edges: an edge list and kind edges go together"),
    ({"network": Network(kind=EDGES, edges="friends.csv")}, "network.edges: an edge list must stand here"),
])
def test_a_network_made_in_python_is_held_to_bounds(changes: dict, says: str) -> None:
    with pytest.raises(ValueError, match=says.replace(".", r"\.")):
        simulate(changed(on(KARATE, 34), **changes))


def test_nobody_has_more_friends_than_can_be_counted() -> None:
    with pytest.raises(ValueError, match="somebody has 32,768 friends, at most 32,767"):
        simulate(on(nx.star_graph(32_768), 32_769))
