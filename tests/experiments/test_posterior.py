"""What fresh seeds say: against closed forms and cases whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from experiments.interval import interval
from experiments.search.freezing import layers
from experiments.search.posterior import drawn, fronts, holding, regrets, shrunk, winners

LUCK = np.random.default_rng(5)


def test_each_difference_has_the_paired_t_interval() -> None:
    together = LUCK.normal(0.0, 50.0, (12, 1))
    one, other = (mean + together + LUCK.normal(0.0, 1.0, (12, 1)) for mean in (3.0, 2.0))
    draws = drawn([one, other], seed=1, draws=200_000)
    paired = interval((one - other)[:, 0])
    low, high = np.quantile(draws[:, 0, 0] - draws[:, 1, 0], (0.025, 0.975))
    assert (low, high) == pytest.approx((paired.low, paired.high), rel=0.02)


def test_two_designs_are_told_apart_as_the_t_test_does() -> None:
    one, other = LUCK.normal(0.5, 1.0, (10, 1)), LUCK.normal(0.0, 1.0, (10, 1))
    best = winners(drawn([one, other], 1, 200_000)[:, :, 0], np.ones((200_000, 2), dtype=bool)).mean(axis=0)
    assert best[1] == pytest.approx(stats.ttest_rel(one[:, 0], other[:, 0], alternative="greater").pvalue, abs=0.003)


def test_a_cap_holds_as_surely_as_the_t_distribution_says() -> None:
    values = LUCK.normal(9.0, 2.0, 15)
    assert holding(values, -1, 10.0) == pytest.approx(stats.ttest_1samp(values, 10.0, alternative="less").pvalue * -1 + 1.0)
    assert holding(values, 1, 10.0) == pytest.approx(1.0 - holding(values, -1, 10.0))
    assert [holding(np.full(10, 5.0), -1, limit) for limit in (4.9, 5.0)] == [0.0, 1.0]


def test_equal_designs_share_the_chance_to_be_the_best() -> None:
    draws = drawn([np.ones((10, 1))] * 4, 1)[:, :, 0]
    able = np.ones(draws.shape, dtype=bool)
    assert winners(draws, able).mean(axis=0) == pytest.approx([0.25] * 4)
    assert regrets(draws, able) == pytest.approx([0.0] * 4)


def test_who_may_not_win_does_not_win() -> None:
    utility, able = np.array([[3.0, 2.0, 1.0]]), np.array([[False, True, True]])
    assert winners(utility, able).tolist() == [[0.0, 1.0, 0.0]]
    assert winners(utility, np.zeros((1, 3), dtype=bool)).tolist() == [[0.0, 0.0, 0.0]]
    assert fronts(utility[:, :, None], able).tolist() == [[False, True, False]]


def test_the_front_and_its_layers() -> None:
    values = np.array([[4.0, 0.0], [3.0, 1.0], [3.0, 1.0], [2.0, 1.0], [0.0, 4.0]])
    assert fronts(values[None], np.ones((1, 5), dtype=bool))[0].tolist() == [True, True, True, False, True]
    assert layers(values).tolist() == [0, 0, 0, 1, 0]


def test_luck_is_taken_from_those_who_look_best_of_many() -> None:
    """Of thirty equal designs one always looks best; of thirty that differ far beyond their luck none is moved."""
    equal = drawn([LUCK.normal(0.0, 1.0, (10, 1)) for _ in range(30)], 1)[:, :, 0]
    able = np.ones(equal.shape, dtype=bool)
    assert winners(shrunk(equal, able, 1), able).mean(axis=0).max() < 0.6 * winners(equal, able).mean(axis=0).max()
    far = drawn([LUCK.normal(100.0 * number, 1.0, (10, 1)) for number in range(30)], 1)[:, :, 0]
    assert shrunk(far, able, 1).mean(axis=0) == pytest.approx(far.mean(axis=0), abs=0.05)
