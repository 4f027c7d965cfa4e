"""Predictions tell doubt of the parameters from luck, and their intervals keep what they say."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from experiments.calibration.predicting import Prediction, predicted

DOUBT, LUCK = 2.0, 3.0


def runs(luck: np.random.Generator, draws: int = 50, seeds: int = 2) -> NDArray[np.float64]:
    """Return runs by draw and seed whose mean is 10, with doubt of the parameters and luck."""
    return 10.0 + luck.normal(0.0, DOUBT, (draws, 1)) + luck.normal(0.0, LUCK, (draws, seeds))


@pytest.fixture(scope="module")
def many() -> list[Prediction]:
    """Predictions of 90 % from many sets of runs."""
    luck = np.random.default_rng(1)
    return [predicted(runs(luck), 0.9) for _ in range(400)]


def test_the_variances_are_those_that_were_put_in(many: list[Prediction]) -> None:
    assert np.mean([each.of_luck for each in many]) == pytest.approx(LUCK**2, rel=0.03)
    assert np.mean([each.of_parameters for each in many]) == pytest.approx(DOUBT**2, rel=0.06)


def test_the_interval_of_the_share_has_it_in_it(many: list[Prediction]) -> None:
    share = DOUBT**2 / (DOUBT**2 + LUCK**2)
    assert np.mean([each.share_low <= share <= each.share_high for each in many]) == pytest.approx(0.9, abs=0.04)
    assert all(each.share_low <= each.share <= each.share_high for each in many)


def test_the_next_run_and_the_true_mean_lie_in_their_intervals(many: list[Prediction]) -> None:
    luck = np.random.default_rng(2)
    means = 10.0 + luck.normal(0.0, DOUBT, len(many))
    next_runs = means + luck.normal(0.0, LUCK, len(many))
    assert np.mean([each.low <= mean <= each.high for each, mean in zip(many, means, strict=True)]) == pytest.approx(0.88, abs=0.05)
    assert np.mean([each.run_low <= run <= each.run_high for each, run in zip(many, next_runs, strict=True)]) == pytest.approx(
        0.9, abs=0.04)


def test_without_luck_all_is_doubt_and_without_doubt_all_is_luck() -> None:
    luck = np.random.default_rng(1)
    doubt = predicted(np.repeat(luck.random((20, 1)), 2, axis=1))
    assert (doubt.share, doubt.share_low, doubt.of_luck) == (1.0, 1.0, 0.0)
    lucky = predicted(luck.random((20, 40)))
    assert lucky.share < 0.1
    assert lucky.share_low == 0.0


def test_draws_of_which_a_run_is_no_number_are_left_out() -> None:
    values = runs(np.random.default_rng(1))
    values[3, 1] = np.nan
    assert predicted(values) == predicted(np.delete(values, 3, axis=0))
    nothing = predicted(np.full((5, 2), np.nan))
    assert np.isnan([nothing.mean, nothing.low, nothing.share]).all()
    assert nothing.draws == 0


def test_where_nothing_but_luck_is_seen_the_mean_has_an_interval_all_the_same() -> None:
    """Among draws without any doubt the estimate of it is cut at 0 about every other time; the most that there may be is not."""
    luck = np.random.default_rng(5)
    cut = [each for each in (predicted(luck.normal(10.0, LUCK, (40, 2)), 0.9) for _ in range(40)) if each.of_parameters == 0.0]
    assert 10 <= len(cut) <= 30
    assert sum(each.low < each.mean < each.high for each in cut) >= 0.85 * len(cut)
