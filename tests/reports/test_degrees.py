"""The figure of a network is readable for any of them, and is left out where there is nothing to see."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from reports import degrees


def of(graph: nx.Graph) -> np.ndarray:
    return np.array([degree for _, degree in graph.degree()])


@pytest.mark.parametrize("graph", [
    nx.path_graph(3), nx.star_graph(40), nx.karate_club_graph(), nx.watts_strogatz_graph(600, 8, 0.1, seed=1),
    nx.barabasi_albert_graph(2000, 3, seed=1), nx.disjoint_union(nx.complete_graph(3), nx.empty_graph(40)),
])
def test_both_axes_have_labels_enough_and_no_share_is_above_all(graph: nx.Graph) -> None:
    figure = degrees.drawn(of(graph), "source")
    figure.draw_without_rendering()
    [axes] = figure.axes
    for axis, (low, high) in ((axes.xaxis, axes.get_xlim()), (axes.yaxis, axes.get_ylim())):
        inside = [place for place in axis.get_majorticklocs() if low <= place <= high]
        assert len(inside) >= 3
    assert axes.get_ylim()[1] == 100.0
    [curve] = axes.lines[:1]
    assert curve.get_ydata().max() <= 100.0
    assert curve.get_ydata()[-1] == pytest.approx(100.0 * np.mean(of(graph) == of(graph).max()))


@pytest.mark.parametrize("graph", [nx.random_regular_graph(8, 600, seed=1), nx.complete_graph(4), nx.cycle_graph(30)])
def test_where_all_have_as_many_ties_nothing_is_drawn(graph: nx.Graph, tmp_path: Path) -> None:
    assert degrees.save(of(graph), "source", tmp_path) == []
    assert list(tmp_path.iterdir()) == []


def test_who_is_best_connected_is_told_only_where_somebody_is() -> None:
    assert degrees.message(of(nx.barabasi_albert_graph(5000, 3, seed=1))) == "The best connected 1 % have 11 % of all ties"
    assert degrees.message(of(nx.watts_strogatz_graph(600, 8, 0.1, seed=1))) == "Ties a person: 5 to 11"
