"""What fresh seeds say: against closed forms and cases whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from experiments.interval import interval
from experiments.search.freezing import layers
from experiments.search.posterior import drawn, fronts, holding, regrets, relative, winners

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
    """As long as its luck is not skewed."""
    values = 9.0 + np.outer((-1.0, 1.0), LUCK.normal(0.0, 2.0, 8)).ravel()
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


def test_a_cap_on_skewed_luck_is_called_safe_no_more_often_than_promised() -> None:
    """At its very limit a mean may be called safe once in twenty; Student's probability alone would do so twice as often."""
    lucky = [holding(LUCK.exponential(1.0, 40), -1, 1.0) for _ in range(4_000)]
    plain = [stats.ttest_1samp(LUCK.exponential(1.0, 40), 1.0, alternative="less").pvalue for _ in range(4_000)]
    assert np.mean(np.array(plain) <= 0.05) > 0.085
    assert np.mean(np.array(lucky) >= 0.95) < 0.08


def test_a_design_with_fewer_seeds_is_compared_under_those_it_has() -> None:
    """What the seeds have in common is gone from the difference, also of designs that have not seen all of them."""
    together = LUCK.normal(0.0, 50.0, (40, 1))
    one, other = (mean + together + LUCK.normal(0.0, 1.0, (40, 1)) for mean in (3.0, 2.0))
    draws = relative(drawn([one, other[:10]], 1, 100_000)[:, :, 0])
    paired = interval((one - other)[:10, 0])
    low, high = np.quantile(draws[:, 0] - draws[:, 1], (0.025, 0.975))
    assert (low, high) == pytest.approx((paired.low, paired.high), abs=0.01 * (high - low))
