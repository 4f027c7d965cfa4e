"""The figure of a network is readable for any of them."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from reports.figures import degrees
from reports.figures.degrees import title
from reports.figures.runs import ENGLISH


def of(graph: nx.Graph) -> np.ndarray:
    return np.array([degree for _, degree in graph.degree()])


@pytest.mark.parametrize("graph", [
    nx.path_graph(3), nx.star_graph(40), nx.karate_club_graph(), nx.watts_strogatz_graph(600, 8, 0.1, seed=1),
    nx.barabasi_albert_graph(2000, 3, seed=1), nx.disjoint_union(nx.complete_graph(3), nx.empty_graph(40)),
])
def test_both_axes_have_labels_enough_and_no_share_is_above_all(graph: nx.Graph) -> None:
    figure = degrees(of(graph), "source").draw()
    [axes] = figure.axes
    for axis, (low, high) in ((axes.xaxis, axes.get_xlim()), (axes.yaxis, axes.get_ylim())):
        inside = [place for place in axis.get_majorticklocs() if low <= place <= high]
        assert len(inside) >= 3
    assert axes.get_ylim()[1] == 100.0
    [curve] = axes.lines[:1]
    assert curve.get_ydata().max() <= 100.0
    assert curve.get_ydata()[-1] == pytest.approx(100.0 * np.mean(of(graph) == of(graph).max()))


def test_who_is_best_connected_is_told_only_where_somebody_is() -> None:
    assert title(ENGLISH, of(nx.barabasi_albert_graph(5000, 3, seed=1))) == "The best connected 1 % have 11 % of all ties"
    assert title(ENGLISH, of(nx.watts_strogatz_graph(600, 8, 0.1, seed=1))) == "Ties a person: 5 to 11"
