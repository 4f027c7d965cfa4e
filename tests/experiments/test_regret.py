"""Regret and its kin on tables of payoffs whose answers are known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from experiments.interval import interval
from experiments.stresses.regions import signs
from experiments.stresses.regret import (
    STATISTICS,
    cvar,
    estimated,
    expected_regret,
    least_regret,
    maximal_regret,
    regrets,
    worst,
)

UMBRELLA = np.array([[5.0, 5.0, 5.0, 5.0], [9.0, 8.0, 2.0, 1.0], [4.0, 6.0, 7.0, 3.0]])
"""Three schemes in four futures: one is the same come what may, one gambles, one is between."""


def seen(means: np.ndarray, seeds: int, noise: float = 0.0, seed: int = 1) -> np.ndarray:
    """Return payoffs under so many seeds, with noise that all schemes share and some of their own."""
    draw = np.random.default_rng(seed)
    shared = draw.normal(0.0, 10.0 * noise, (1, 1, seeds))
    return means[:, :, None] + shared + draw.normal(0.0, noise, (*means.shape, seeds))


def test_savages_table_by_hand():
    assert regrets(UMBRELLA, UMBRELLA).tolist() == [[4, 3, 2, 0], [0, 0, 5, 4], [5, 2, 0, 2]]
    by_hand = {"mean": [5, 5, 5], "worst": [5, 1, 3], "expected_regret": [2.25, 2.25, 2.25], "maximal_regret": [4, 5, 5]}
    for name, values in by_hand.items():
        assert STATISTICS[name](UMBRELLA, UMBRELLA).tolist() == values


@pytest.mark.parametrize(("tail", "mean"), [(0.25, 1.0), (0.5, 1.5), (0.375, 4 / 3), (0.01, 1.0), (1.0, 5.0)])
def test_the_value_at_risk_of_the_gambler_by_hand(tail, mean):
    assert cvar(UMBRELLA[1:2], UMBRELLA[1:2], tail)[0] == pytest.approx(mean)


@given(arrays(float, (3, 7), elements=st.floats(-1e6, 1e6)))
def test_in_every_future_somebody_has_no_regret_and_the_worst_is_worse_than_the_tail_and_the_mean(means):
    regret = regrets(means, means)
    assert (regret >= 0.0).all()
    assert (regret.min(axis=0) == 0.0).all()
    slack = 1e-6
    assert (worst(means, means) <= cvar(means, means, 0.3) + slack).all()
    assert (cvar(means, means, 0.3) <= means.mean(axis=1) + slack).all()


def test_what_is_chosen_by_some_runs_is_read_from_others():
    chosen, read = np.array([[3.0, 0.0], [0.0, 5.0]]), np.array([[1.0, 2.0], [10.0, 20.0]])
    assert regrets(chosen, read).tolist() == [[0.0, 18.0], [-9.0, 0.0]]
    assert maximal_regret(chosen, read).tolist() == [18.0, -9.0]
    assert worst(chosen, read).tolist() == [2.0, 10.0]
    assert cvar(chosen, read, 0.5).tolist() == [2.0, 10.0]


def test_luck_that_all_schemes_share_blurs_what_they_bring_and_not_what_is_forgone():
    payoffs = seen(UMBRELLA, 6, noise=0.0)
    payoffs += np.random.default_rng(1).normal(0.0, 50.0, (1, 1, 6))
    mean, regret = (estimated(payoffs, STATISTICS[name])[1] for name in ("mean", "maximal_regret"))
    assert mean.high - mean.low > 40.0
    assert (regret.low, regret.high) == pytest.approx((5.0, 5.0))


def estimates(means: np.ndarray, seeds: int, name: str, trials: int = 150) -> tuple[float, float]:
    """Return the mean of what is found of the first scheme over many trials of luck with deviation 1, how often it is covered."""
    truth = STATISTICS[name](means, means)[0]
    found = [estimated(seen(means, seeds, 1.0, trial), STATISTICS[name])[0] for trial in range(trials)]
    return np.mean([each.mean for each in found]), np.mean([each.low <= truth <= each.high for each in found])


@pytest.mark.parametrize("name", ["expected_regret", "maximal_regret"])
@pytest.mark.parametrize("seeds", [2, 4, 12])
def test_luck_is_no_regret_of_schemes_that_are_equal_in_every_future(name, seeds):
    found, covered = estimates(np.zeros((2, 40)), seeds, name)
    assert abs(found) < {2: 0.6, 4: 0.5, 12: 0.3}[seeds]
    assert covered > 0.92


@pytest.mark.parametrize("name", STATISTICS)
@pytest.mark.parametrize("gaps", [np.linspace(-1.0, 5.0, 40), np.where(np.arange(40) == 7, 6.0, 0.0), np.full(40, 4.0),
                                  np.where(np.arange(40) % 2, 0.4, -0.4)],
                         ids=["spread", "in one future", "all alike", "hardly told apart"])
def test_intervals_cover_a_known_regret_as_often_as_they_say(name, gaps):
    assert estimates(np.array([np.zeros(40), gaps]), 6, name)[1] > 0.91


def test_a_regret_that_no_luck_hides_has_the_interval_of_a_mean():
    payoffs = seen(UMBRELLA, 6, noise=0.01)
    found = estimated(payoffs, maximal_regret)[1]
    assert tuple(found) == pytest.approx(interval(payoffs[2, 2] - payoffs[1, 2]))
    assert estimated(payoffs, expected_regret)[1].mean == pytest.approx(2.25, abs=0.02)


def test_the_least_maximal_regret_is_decided_with_little_noise_and_not_with_much():
    clear, blurred = (least_regret(seen(UMBRELLA, 6, noise)) for noise in (0.01, 5.0))
    assert (clear.scheme, clear.decided) == (0, True)
    assert clear.excess[1].mean == pytest.approx(1.0, abs=0.1)
    assert not blurred.decided


def test_one_replication_has_no_interval_and_decides_nothing():
    choice = least_regret(seen(UMBRELLA, 1))
    assert (choice.scheme, choice.decided, choice.excess[1].low) == (0, False, None)


def test_of_equal_schemes_none_is_said_to_regret_less_nor_to_be_worse_anywhere():
    trials = [seen(np.zeros((2, 60)), 6, 1.0, seed) for seed in range(100)]
    assert np.mean([least_regret(payoffs).decided for payoffs in trials]) < 0.05
    assert np.mean([signs(payoffs[1] - payoffs[0]).any() for payoffs in trials]) <= 0.1


def test_of_the_futures_said_to_be_worse_or_better_hardly_any_is_so_by_chance():
    truth = np.repeat([-6.0, 0.0, 6.0], 20)
    trials = [seen(np.array([np.zeros(60), truth]), 6, 1.0, seed) for seed in range(100)]
    told = np.array([signs(payoffs[1] - payoffs[0]) for payoffs in trials])
    right = told == np.sign(truth)
    assert right[:, truth != 0.0].mean() > 0.9
    assert (told[:, truth == 0.0] != 0.0).sum() / (told != 0.0).sum() < 0.05
