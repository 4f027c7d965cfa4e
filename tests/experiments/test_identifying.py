"""What the data know of parameters is told: which they know, which they do not, and which combinations alone."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.calibration.identifying import combinations, known

NAMES = ("price", "reach", "speed")


@pytest.fixture
def luck() -> np.random.Generator:
    """The same luck for every test."""
    return np.random.default_rng(1)


def test_a_parameter_is_known_as_far_as_its_posterior_is_narrower_than_its_prior(luck: np.random.Generator) -> None:
    draws = np.column_stack([luck.random(4_000), 0.2 + 0.6 * luck.random(4_000), 0.5 + 0.01 * luck.standard_normal(4_000)])
    found = known(NAMES, draws)
    assert [each.verdict for each in found] == ["not known", "partly known", "known"]
    assert [each.left for each in found] == pytest.approx([1.0, 0.6, 0.035], rel=0.03)


@pytest.mark.parametrize(("other", "text"), [
    (lambda one, luck: 0.2 / one * luck, "only the product of price and reach is known"),
    (lambda one, luck: 0.9 * one * luck, "only the ratio of price to reach is known"),
    (lambda one, luck: 1.2 - one + 0.2 * (luck - 1.0), "only the sum of price and reach is known"),
    (lambda one, luck: one - 0.2 + 0.2 * (luck - 1.0), "only the difference of price and reach is known"),
])
def test_pairs_that_go_together_are_named_for_what_is_known(luck: np.random.Generator, other: object, text: str) -> None:
    assert callable(other)
    one = luck.uniform(0.3, 1.0, 4_000)
    draws = np.column_stack([one, other(one, 1.0 + 0.03 * luck.standard_normal(4_000)), luck.random(4_000)])
    [found] = combinations(NAMES, draws, draws)
    assert found.names == ("price", "reach")
    assert found.text == text
    assert found.powers[0] == 1.0
    assert abs(found.powers[1]) == pytest.approx(1.0, abs=0.15)
    assert abs(found.correlation) > 0.9


def test_three_parameters_of_which_no_two_go_together(luck: np.random.Generator) -> None:
    logs = luck.normal(-1.5, 0.3, (4_000, 2))
    draws = np.exp(np.column_stack([logs, -4.0 - logs.sum(axis=1) + luck.normal(0.0, 0.02, 4_000)]))
    [found] = combinations(NAMES, draws, draws)
    assert found.text == "only the product of price, reach and speed is known"
    assert found.correlation > 0.95


def test_a_power_is_told(luck: np.random.Generator) -> None:
    one = luck.uniform(0.1, 1.0, 4_000)
    draws = np.column_stack([one, 0.1 * one**-0.5 * np.exp(luck.normal(0.0, 0.02, 4_000)), luck.random(4_000)])
    [found] = combinations(NAMES, draws, draws)
    assert found.text == "only price x reach^2 is known"


def test_parameters_that_have_nothing_to_do_with_each_other_are_no_combination(luck: np.random.Generator) -> None:
    assert combinations(NAMES, luck.random((4_000, 3)), luck.random((4_000, 3))) == []


def test_what_goes_together_within_a_hair_is_not_worth_telling(luck: np.random.Generator) -> None:
    one = 0.5 + 0.01 * luck.standard_normal(4_000)
    draws = np.column_stack([one, 1.0 - one, luck.random(4_000)])
    assert combinations(NAMES, draws, draws) == []


def test_a_parameter_that_does_not_move_is_left_out(luck: np.random.Generator) -> None:
    draws = np.column_stack([np.full(100, 0.5), luck.random((100, 1))])
    assert combinations(NAMES[:2], draws, draws) == []
