"""Regret and its kin on tables of payoffs whose answers are known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from experiments.stresses.regret import STATISTICS, cvar, estimated, least_regret, regrets

UMBRELLA = np.array([[5.0, 5.0, 5.0, 5.0], [9.0, 8.0, 2.0, 1.0], [4.0, 6.0, 7.0, 3.0]])
"""Three schemes in four futures: one is the same come what may, one gambles, one is between."""


def seen(means: np.ndarray, seeds: int, noise: float = 0.0, seed: int = 1) -> np.ndarray:
    """Return payoffs under so many seeds, with noise that all schemes share and some of their own."""
    draw = np.random.default_rng(seed)
    shared = draw.normal(0.0, 10.0 * noise, (1, 1, seeds))
    return means[:, :, None] + shared + draw.normal(0.0, noise, (*means.shape, seeds))


def test_savages_table_by_hand():
    assert regrets(UMBRELLA).tolist() == [[4, 3, 2, 0], [0, 0, 5, 4], [5, 2, 0, 2]]
    by_hand = {"mean": [5, 5, 5], "worst": [5, 1, 3], "expected_regret": [2.25, 2.25, 2.25], "maximal_regret": [4, 5, 5]}
    for name, values in by_hand.items():
        assert STATISTICS[name](UMBRELLA).tolist() == values


@pytest.mark.parametrize(("tail", "mean"), [(0.25, 1.0), (0.5, 1.5), (0.375, 4 / 3), (0.01, 1.0), (1.0, 5.0)])
def test_the_value_at_risk_of_the_gambler_by_hand(tail, mean):
    assert cvar(UMBRELLA[1:2], tail)[0] == pytest.approx(mean)


@given(arrays(float, (3, 7), elements=st.floats(-1e6, 1e6)))
def test_in_every_future_somebody_has_no_regret_and_the_worst_is_worse_than_the_tail_and_the_mean(means):
    regret = regrets(means)
    assert (regret >= 0.0).all()
    assert (regret.min(axis=0) == 0.0).all()
    slack = 1e-6
    assert (STATISTICS["worst"](means) <= cvar(means, 0.3) + slack).all()
    assert (cvar(means, 0.3) <= means.mean(axis=1) + slack).all()


def test_luck_that_all_schemes_share_blurs_what_they_bring_and_not_what_is_forgone():
    payoffs = seen(UMBRELLA, 6, noise=0.0)
    payoffs += np.random.default_rng(1).normal(0.0, 50.0, (1, 1, 6))
    mean, regret = (estimated(payoffs, STATISTICS[name])[1] for name in ("mean", "maximal_regret"))
    assert mean.high - mean.low > 40.0
    assert (regret.low, regret.high) == pytest.approx((5.0, 5.0))


def test_intervals_of_regret_cover_the_truth_as_often_as_they_say():
    covered = [each.low <= 5.0 <= each.high for trial in range(400)
               for each in estimated(seen(UMBRELLA, 6, noise=0.2, seed=trial), STATISTICS["maximal_regret"])[1:2]]
    assert 0.92 < np.mean(covered) < 0.98


def test_the_least_maximal_regret_is_decided_with_little_noise_and_not_with_much():
    clear, blurred = (least_regret(seen(UMBRELLA, 5, noise)) for noise in (0.01, 5.0))
    assert (clear.scheme, clear.decided) == (0, True)
    assert clear.excess[1].mean == pytest.approx(1.0, abs=0.1)
    assert not blurred.decided


def test_one_replication_has_no_interval_and_decides_nothing():
    choice = least_regret(seen(UMBRELLA, 1))
    assert (choice.scheme, choice.decided, choice.excess[1].low) == (0, False, None)
