"""The test for false names: splitting into several accounts gains under deep rewards, never under guarded ones."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios import load
from sim.false_names import split_gain
from sim.lifecycle.harvest import fanned
from sim.scenario import Scenario

DEEP, GUARDED = load("abused_growth"), load("guarded_growth")
CHEAPEST = GUARDED.abuse.cost_low
ALONE = [-1]


@st.composite
def shapes(draw: st.DrawFn, most: int = 12) -> tuple[list[int], list[int]]:
    """Return any tree of up to 12 names, each referred by any earlier one, and any friends under any of them."""
    names = [-1] + [draw(st.integers(0, k)) for k in range(draw(st.integers(0, most - 1)))]
    friends = draw(st.lists(st.integers(0, len(names) - 1), max_size=30))
    return names, friends


def per_name(scenario: Scenario) -> float:
    """Return what one false name brings that is referred by the first: both sides' rewards, as felt."""
    return split_gain(scenario, [-1, 0])


@settings(max_examples=60)
@given(shape=shapes())
def test_splitting_never_gains_under_the_guarded_scheme(shape: tuple[list[int], list[int]]) -> None:
    names, friends = shape
    assert split_gain(GUARDED, names, friends[:20], CHEAPEST) <= 0.0


@settings(max_examples=60)
@given(shape=shapes())
def test_free_false_names_gain_but_no_shape_more_than_another(shape: tuple[list[int], list[int]]) -> None:
    """What guards is that an account costs more than the two rewards it brings; no tree multiplies them."""
    names, friends = shape
    below_the_cap = friends[: 25 - len(names)]
    assert split_gain(GUARDED, names, below_the_cap) == pytest.approx((len(names) - 1) * per_name(GUARDED))
    assert 0.0 < per_name(GUARDED) < CHEAPEST


def test_a_cap_can_be_stepped_round_by_more_names_at_the_price_of_one_account() -> None:
    """Thirty friends and a cap of 25: a second name brings the other five their pay, here worth more than a cheap account."""
    gain = split_gain(GUARDED, [-1, 0], [0] * 24 + [1] * 6)
    assert gain > per_name(GUARDED)
    assert split_gain(GUARDED, [-1, 0], [0] * 24 + [1] * 6, CHEAPEST) > 0.0


@settings(max_examples=60)
@given(shape=shapes())
def test_under_deep_rewards_every_tree_of_cheap_names_gains(shape: tuple[list[int], list[int]]) -> None:
    names, friends = shape
    assert split_gain(DEEP, names, friends, CHEAPEST) >= 0.0


def test_under_deep_rewards_a_tree_gains_where_neither_chain_nor_star_does() -> None:
    """Geometric rewards fail the test (Emek et al. 2011): thirty names at 195 CNY each, against 160 CNY of plain rewards."""
    gains = [split_gain(DEEP, fanned(30, fan).tolist(), cost=19_500) > 0.0 for fan in (1, 3, 29)]
    assert gains == [False, True, False]


def test_with_friends_a_chain_of_names_above_them_collects_the_overrides() -> None:
    """Who brings ten friends anyway gains by standing several times above them, though a name costs 100 CNY."""
    friends = 10
    alone, chain = [0] * friends, [2] * friends
    assert split_gain(DEEP, ALONE, alone, 10_000) == 0.0
    assert split_gain(DEEP, [-1, 0, 1], chain, 10_000) > split_gain(DEEP, [-1, 0, 1], alone, 10_000) > 0.0


@pytest.mark.parametrize(("names", "friends", "message"), [
    ([0], [], "each name after the first"), ([-1, 1], [], "each name after the first"), ([-1], [1], "come under one of 1 names"),
])
def test_what_is_no_tree_is_refused(names: list[int], friends: list[int], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        split_gain(GUARDED, names, friends)
