"""Who knows whom: the network has the form that its terms describe."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from sim.network import Ties, weave
from sim.people import people
from sim.scenario import Network, Scenario


def ends(ties: Ties) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return both ends of every tie, each tie twice."""
    return np.repeat(np.arange(len(ties.strong)), np.diff(ties.start)), ties.ties


def is_strong(ties: Ties) -> NDArray[np.bool_]:
    """Tell of every tie whether it stands among the strong ones of its row."""
    here, _ = ends(ties)
    place = np.arange(len(here)) - ties.start[here]
    return np.asarray(place < ties.strong[here])


networks = st.builds(
    Network,
    kind=st.just(0),
    edges=st.none(),
    mean_ties=st.floats(1.0, 30.0),
    strong_share=st.floats(0.0, 0.95),
    circle=st.integers(2, 40),
    tail=st.one_of(st.just(2.0), st.floats(1.5, 10.0)),
    homophily=st.just(0.0),
)


@given(seed=st.integers(0, 2**63 - 1), persons=st.integers(2, 300), network=networks)
def test_any_network_is_made_of_friendships(seed: int, persons: int, network: Network) -> None:
    ties = weave(seed, persons, network)
    here, there = ends(ties)
    pairs = set(zip(here.tolist(), there.tolist(), strict=True))
    assert len(pairs) == len(here), "no double ties"
    assert all((j, i) in pairs for i, j in pairs), "each goes both ways"
    assert (here != there).all(), "nobody knows herself"
    assert ((there >= 0) & (there < persons)).all()
    strong = is_strong(ties)
    assert np.array_equal(strong, here // network.circle == there // network.circle), (
        "strong ties are those of the circle, and stand first"
    )
    for kind in (strong, ~strong):
        rising = (np.diff(there) > 0) | (np.diff(here) > 0) | (kind[1:] != kind[:-1])
        assert rising.all(), "each kind in rising order"


@pytest.mark.parametrize(
    "network", [Network(), Network(mean_ties=10.0, strong_share=0.2), Network(tail=2.0), Network(tail=4.0)]
)
def test_the_mean_number_of_ties_and_of_strong_ones_is_what_was_asked(network: Network) -> None:
    ties = weave(1, 20_000, network)
    assert len(ties.ties) / 20_000 == pytest.approx(network.mean_ties, rel=0.05)
    assert ties.strong.mean() == pytest.approx(network.mean_ties * network.strong_share, rel=0.02)


def test_the_number_of_weak_ties_has_a_heavy_tail() -> None:
    # Hill's estimate of the tail of the degree, over the largest two in a hundred; a Poisson of mean 12 has almost
    # nobody beyond 24
    ties = weave(1, 20_000, Network())
    weak = np.diff(ties.start) - ties.strong
    largest = np.sort(weak)[::-1][:400].astype(float)
    hill = 1.0 / np.mean(np.log(largest[:-1] / largest[-1]))
    assert hill == pytest.approx(Network().tail - 1.0, abs=0.3)
    assert (weak > 24).mean() > 0.05


@pytest.mark.parametrize("homophily", [0.0, 0.2, 0.38])
def test_friends_resemble_each_other_as_asked(homophily: float) -> None:
    network = Network(homophily=homophily)
    theta = people(1, Scenario(persons=20_000, network=network))["theta"]
    ties = weave(1, 20_000, network)
    here, there = ends(ties)
    strong = is_strong(ties)
    assert np.corrcoef(theta[here], theta[there])[0, 1] == pytest.approx(homophily, abs=0.025)
    assert np.corrcoef(theta[here[~strong]], theta[there[~strong]])[0, 1] == pytest.approx(0.0, abs=0.02)


def test_in_the_complete_network_everybody_knows_everybody() -> None:
    ties = weave(1, 30, Network(kind=1))
    assert ties.strong.sum() == 0
    for i in range(30):
        assert sorted([*ties.ties[ties.start[i] : ties.start[i + 1]].tolist(), i]) == list(range(30))
