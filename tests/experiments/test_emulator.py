"""An emulator finds what figures come to on average over luck, and knows how well it knows it."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from experiments.calibration.emulator import Emulator, emulator

Array = NDArray[np.float64]
LUCK = 0.2


def bent(places: Array) -> Array:
    """Return a figure that is a polynomial of two parameters, and one that is none."""
    one, other = places[:, 0], places[:, 1]
    return np.stack([1.0 + 2.0 * one - 3.0 * one * other, np.exp(one - other)], axis=1)


def learned(places: Array, figures: Array) -> Emulator:
    """Return the emulator over the whole unit cube."""
    with threadpool_limits(limits=1):
        return emulator(places, figures, np.zeros(places.shape[1]), np.ones(places.shape[1]))


@pytest.fixture
def luck() -> np.random.Generator:
    """The same luck for every test."""
    return np.random.default_rng(1)


def test_a_polynomial_is_found_exactly_where_there_is_no_luck(luck: np.random.Generator) -> None:
    places, fresh = luck.random((200, 2)), luck.random((50, 2))
    expected, variance = learned(places, bent(places)).expected(fresh)
    np.testing.assert_allclose(expected, bent(fresh), atol=1e-3)
    assert variance.max() < 1e-6


def test_it_is_as_far_off_as_it_says(luck: np.random.Generator) -> None:
    fresh = luck.random((200, 2))
    off = []
    for _ in range(12):
        places = luck.random((100, 2))
        expected, variance = learned(places, bent(places) + luck.normal(0.0, LUCK, (100, 2))).expected(fresh)
        off.append((expected - bent(fresh)) / np.sqrt(variance))
    assert 0.8 < np.sqrt(np.mean(np.square(off))) < 1.25


def test_terms_that_are_left_out_are_not_thought_known(luck: np.random.Generator) -> None:
    slopes = luck.normal(0.0, 2.0, (6, 8))

    def steep(places: Array) -> Array:
        return np.asarray(1.0 / (1.0 + np.exp(-(2.0 * places - 1.0) @ slopes)))

    places, fresh = luck.random((300, 6)), luck.random((500, 6))
    found = learned(places, steep(places) + luck.normal(0.0, 0.03, (300, 8)))
    expected, variance = found.expected(fresh)
    assert (found.omitted < found.luck.diagonal()).all()
    assert 0.6 < np.sqrt(np.mean((expected - steep(fresh)) ** 2 / variance)) < 1.2
    assert np.median(learned(places, places + luck.normal(0.0, 0.03, (300, 6))).omitted) < 1e-5


def test_parameters_that_do_nothing_cost_little(luck: np.random.Generator) -> None:
    places, fresh = luck.random((300, 6)), luck.random((200, 6))
    figures = bent(places) + luck.normal(0.0, LUCK, (300, 2))
    few, many = (learned(places[:, :columns], figures).expected(fresh[:, :columns])[0] for columns in (2, 6))
    misses = [np.sqrt(np.mean((each - bent(fresh)) ** 2, axis=0)) for each in (few, many)]
    assert (misses[1] < 1.5 * misses[0] + 0.01).all()


def test_luck_and_how_it_goes_together_are_found(luck: np.random.Generator) -> None:
    places = luck.random((1_000, 2))
    covariance = LUCK**2 * np.array([[1.0, 0.8], [0.8, 1.0]])
    found = learned(places, bent(places) + luck.multivariate_normal(np.zeros(2), covariance, 1_000)).luck
    np.testing.assert_allclose(found, covariance, rtol=0.12)


def test_a_run_without_a_figure_tells_of_the_others(luck: np.random.Generator) -> None:
    places = luck.random((200, 2))
    figures = bent(places)
    figures[::3, 1] = np.nan
    fresh = luck.random((50, 2))
    np.testing.assert_allclose(learned(places, figures).expected(fresh)[0], bent(fresh), atol=1e-3)


def test_a_figure_that_never_varies_is_known(luck: np.random.Generator) -> None:
    places = luck.random((100, 2))
    found = learned(places, np.full((100, 1), 0.25))
    expected, variance = found.expected(places)
    assert expected == pytest.approx(0.25)
    assert not variance.any()
    assert not found.luck.any()


def test_a_box_is_learned_from_what_lies_in_it(luck: np.random.Generator) -> None:
    places, low, high = luck.random((800, 2)), np.array([0.2, 0.4]), np.array([0.7, 0.9])
    jagged = np.where((places >= low).all(axis=1) & (places <= high).all(axis=1), places[:, 0], 100.0 * luck.random(800))
    found = emulator(places, jagged[:, None], low, high)
    fresh = low + (high - low) * luck.random((50, 2))
    np.testing.assert_allclose(found.expected(fresh)[0][:, 0], fresh[:, 0], atol=1e-4)
    assert found.simulations == pytest.approx(200, rel=0.2)
