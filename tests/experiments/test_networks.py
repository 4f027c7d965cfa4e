"""The picture of a network, against networkx and what has been published."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from experiments.networks import pictured, tail
from scenarios import load
from sim.scenario import EDGES, Network, Scenario
from sim.ties import EdgeList

KARATE_CLUB = Path(__file__).with_name("karate_club.txt")
SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "facebook_friendships.txt"


def on(graph: nx.Graph) -> Scenario:
    pairs = np.array(sorted(tuple(sorted(tie)) for tie in graph.edges()), dtype=np.int32).T
    return Scenario(persons=len(graph), network=Network(kind=EDGES, edges=EdgeList("ties", np.arange(len(graph)), pairs)))


@pytest.mark.parametrize("graph", [
    nx.complete_graph(3), nx.star_graph(5), nx.karate_club_graph(), nx.watts_strogatz_graph(200, 6, 0.2, seed=1),
    nx.disjoint_union(nx.complete_graph(4), nx.empty_graph(3)), nx.barabasi_albert_graph(200, 3, seed=1),
])
def test_it_is_the_one_that_networkx_draws(graph: nx.Graph) -> None:
    found = {name: each.value for name, each in pictured(on(graph)).measures.items()}
    degrees = [degree for _, degree in graph.degree()]
    assert found["ties"] == graph.number_of_edges()
    assert found["degree_mean"] == pytest.approx(np.mean(degrees))
    assert found["degree_max"] == max(degrees)
    assert found["isolated"] == degrees.count(0) / len(graph)
    assert found["components"] == nx.number_connected_components(graph)
    assert found["largest_component"] == pytest.approx(max(map(len, nx.connected_components(graph))) / len(graph))
    assert found["transitivity"] == pytest.approx(nx.transitivity(graph))
    assert found["clustering"] == pytest.approx(nx.average_clustering(graph))
    if len({degree for degree in degrees if degree}) > 1:
        assert found["degree_assortativity"] == pytest.approx(nx.degree_pearson_correlation_coefficient(graph))


def test_traits_correlate_over_ties_as_networkx_says() -> None:
    from sim.people import people

    graph = nx.karate_club_graph()
    scenario = on(graph)
    theta = people(1, scenario)["theta"]
    nx.set_node_attributes(graph, {i: float(theta[i]) for i in graph}, "theta")
    assert pictured(scenario).measures["homophily_theta"].value == pytest.approx(
        nx.numeric_assortativity_coefficient(graph, "theta"), abs=1e-6)


def test_in_the_complete_network_all_friends_are_friends() -> None:
    found = pictured(Scenario(persons=40, network=Network(kind=1))).measures
    assert found["transitivity"].value == found["clustering"].value == 1.0
    assert found["common_friends"].value == 38


def test_the_exponent_of_a_tail_is_found() -> None:
    pareto = np.random.default_rng(1).pareto(1.5, 200_000) + 1.0
    assert tail(np.round(100 * pareto).astype(np.int64)) == pytest.approx(2.5, abs=0.1)
    assert np.isnan(tail(np.full(100, 7)))


def test_a_file_of_friendships_is_as_clustered_as_published() -> None:
    # Zachary 1977: 34 members, 78 friendships; 0.5706 on average, 0.2557 of all triplets closed (networkx)
    found = {name: each.value for name, each in pictured(load("cash_for_invites", {"network.edges": KARATE_CLUB})).measures.items()}
    assert (found["persons"], found["ties"], found["components"]) == (34, 78, 1)
    assert found["clustering"] == pytest.approx(0.5706, abs=5e-5)
    assert found["transitivity"] == pytest.approx(0.2557, abs=5e-5)
    assert found["degree_max"] == 17


@pytest.mark.skipif(not SHARED.exists(), reason="the file is not there")
def test_the_friendships_of_facebook_are_as_clustered_as_published() -> None:
    # stanford.edu, SNAP, ego-Facebook: 0.6055 on average, 0.5192 of all triplets closed, one component
    found = {name: each.value for name, each in pictured(load("cash_for_invites", {"network.edges": SHARED})).measures.items()}
    assert found["persons"] == 4_039
    assert found["ties"] == 88_234
    assert found["clustering"] == pytest.approx(0.6055, abs=5e-5)
    assert found["transitivity"] == pytest.approx(0.5192, abs=5e-5)
    assert found["components"] == 1
    assert found["strong_share"] == pytest.approx(0.4, abs=1e-4)
    assert found["homophily_most"] == pytest.approx(0.5575, abs=1e-4)
