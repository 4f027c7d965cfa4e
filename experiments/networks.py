"""A network in figures: how many ties, how clustered, how alike friends are. All counts are exact, at any size."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from sim.observed import both_ways, common_friends, observed
from sim.result import Measure
from sim.scenario import COMPLETE, Scenario
from sim.tables import Records
from sim.world import empty

TAIL = 0.02


class Graph(NamedTuple):
    """A network; of each end of a tie: whose it is, to whom, whether it is strong, and the friends in common."""

    degree: NDArray[np.int64]
    here: NDArray[np.int64]
    there: NDArray[np.int32]
    strong: NDArray[np.bool_]
    common: NDArray[np.int32]


class Picture(NamedTuple):
    """The measures of a network, and the number of friends of each person."""

    measures: dict[str, Measure]
    degree: NDArray[np.int64]


def pictured(scenario: Scenario, seed: int = 1) -> Picture:
    """Return the picture of the network on which a scenario runs under a seed."""
    tables = empty(scenario, seed, journal=False)
    graph = graph_of(tables.ties_start, tables.ties, tables.persons["strong"], scenario.network.kind == COMPLETE)
    parts = (size(graph), spread(graph.degree), cohesion(graph), kinds(graph), likeness(graph, tables.persons), reach(scenario))
    return Picture({name: measure for part in parts for name, measure in part}, graph.degree)


def graph_of(start: NDArray[np.int64], ties: NDArray[np.int32], strong: NDArray[np.int32], complete: bool) -> Graph:
    """Return the network of the model's tables of ties."""
    degree = np.diff(start)
    here = np.repeat(np.arange(len(degree)), degree)
    is_strong = np.arange(len(ties)) - start[here] < strong[here]
    order = np.argsort(here << 32 | ties)
    here, there = here[order], ties[order]
    if complete:
        return Graph(degree, here, there, is_strong[order], np.full(len(there), len(degree) - 2, dtype=np.int32))
    once = here < there
    common = common_friends(*both_ways(np.array([here[once], there[once]]), len(degree)))
    return Graph(degree, here, there, is_strong[order], common)


def size(graph: Graph) -> Iterator[tuple[str, Measure]]:
    """Yield how many there are, and whether they hang together."""
    persons = len(graph.degree)
    matrix = csr_array((np.ones(len(graph.here), dtype=np.int8), (graph.here, graph.there)), shape=(persons, persons))
    many, labels = connected_components(matrix, directed=False)
    yield "persons", Measure(persons, "count", "persons, those without a tie included")
    yield "ties", Measure(len(graph.here) // 2, "count", "ties, each counted once")
    yield "isolated", Measure(float(np.mean(graph.degree == 0)), "share", "persons without a tie: nobody can invite them")
    yield "components", Measure(many, "count", "parts that no tie connects, persons without a tie included")
    yield "largest_component", Measure(np.bincount(labels).max() / persons, "share", "persons in the largest of these parts")


def spread(degree: NDArray[np.int64]) -> Iterator[tuple[str, Measure]]:
    """Yield how ties are spread over persons."""
    yield "degree_mean", Measure(float(degree.mean()), "number", "ties a person")
    for name, share in (("median", 50), ("p90", 90), ("p99", 99), ("max", 100)):
        about = {50: "half have at most so many", 100: "the most that a person has"}.get(share, f"{share} % have at most so many")
        yield f"degree_{name}", Measure(float(np.percentile(degree, share)), "number", about)
    yield "degree_tail", Measure(tail(degree), "number", "exponent of the density's tail (Hill, upper 2 %): the lower, the heavier")


def tail(degree: NDArray[np.int64]) -> float:
    """Return Hill's estimate of the exponent of the density's tail; not a number for too few or equal degrees."""
    largest = np.sort(degree[degree > 0])[::-1][: max(round(TAIL * len(degree)), 10)].astype(float)
    if len(largest) < 10 or largest[0] == largest[-1]:
        return float("nan")
    return float(1.0 + 1.0 / np.mean(np.log(largest[:-1] / largest[-1])))


def cohesion(graph: Graph) -> Iterator[tuple[str, Measure]]:
    """Yield whether friends of friends are friends."""
    closed = np.bincount(graph.here, graph.common, len(graph.degree))
    possible = graph.degree * (graph.degree - 1.0)
    own = np.divide(closed, possible, out=np.zeros_like(closed), where=possible > 0)
    yield "transitivity", Measure(divided(closed.sum(), possible.sum()), "ratio",
                                  "pairs of friends of one person that are friends themselves")
    yield "clustering", Measure(float(own.mean()), "ratio",
                                "the same for each person, averaged; 0 for those with less than two friends")
    yield "common_friends", Measure(mean(graph.common), "number", "friends that the two of a tie have in common")
    yield "degree_assortativity", Measure(correlation(graph.degree, graph, graph.strong | True), "number",
                                          "correlation of the numbers of ties over a tie")


def kinds(graph: Graph) -> Iterator[tuple[str, Measure]]:
    """Yield what strong ties are like."""
    yield "strong_share", Measure(mean(graph.strong), "share", "ties that are strong")
    for name, which in (("strong", graph.strong), ("weak", ~graph.strong)):
        yield f"common_friends_{name}", Measure(mean(graph.common[which]), "number", f"friends in common over a {name} tie")


def likeness(graph: Graph, persons: Records) -> Iterator[tuple[str, Measure]]:
    """Yield how alike friends are, trait by trait."""
    traits = {"theta": ("creditworthiness", persons["theta"]), "deal": ("deal-proneness", persons["deal"]),
              "income": ("log income", np.log(np.maximum(persons["income"], 1)))}
    over = {"": ("a tie", graph.strong | True), "_strong": ("a strong tie", graph.strong),
            "_weak": ("a weak tie", ~graph.strong)}
    for trait, (words, values) in traits.items():
        for kind, (which, chosen) in over.items():
            yield f"homophily_{trait}{kind}", Measure(correlation(values, graph, chosen), "number",
                                                      f"correlation of {words} over {which}, under this seed")


def reach(scenario: Scenario) -> Iterator[tuple[str, Measure]]:
    """Yield what homophily was asked for, and the highest that an observed network allows."""
    network = scenario.network
    if network.kind != COMPLETE:
        yield "homophily_asked", Measure(network.homophily, "number", "network.homophily, the correlation asked for over a tie")
    if network.edges is not None:
        most = observed(network.edges, scenario.persons, network.strong_share).likeness.most
        yield "homophily_most", Measure(most, "number", "the highest homophily that these ties allow; more is cut to it")


def correlation(values: NDArray[np.float64] | NDArray[np.int64], graph: Graph, chosen: NDArray[np.bool_]) -> float:
    """Return the correlation of a trait over some ties, both ways (Newman 2003); not a number where it does not vary."""
    one, other = values[graph.here[chosen]].astype(float), values[graph.there[chosen]].astype(float)
    if len(one) == 0 or np.ptp(one) == 0.0:
        return float("nan")
    return float(np.corrcoef(one, other)[0, 1])


def mean(values: NDArray[np.int32] | NDArray[np.bool_]) -> float:
    """Return a mean; not a number for nothing."""
    return divided(float(values.sum()), len(values))


def divided(part: float, whole: float) -> float:
    """Return a ratio; not a number where there is nothing."""
    return part / whole if whole else float("nan")
