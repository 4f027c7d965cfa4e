"""Break-even values of advantages whose zero is known."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.stresses.break_even import Search, Verdict, bisect, expanded

SEEDS = 8


def searched(advantage, today=0.2, steps=5, seed=1):
    """Return a search that has run over an advantage: a function of the place, seed by seed."""
    search = Search(today, steps)
    bisect({"one": search}, lambda asked: [advantage(place) for _, place in asked])
    return search, search.found(seed)


def linear(root, noise, seed=1):
    """Return an advantage that falls straight through zero at a place, with a level and a slope of their own for each seed."""
    level, slope = np.random.default_rng(seed).normal(0.0, noise, (2, SEEDS))
    return lambda place: (root - place) * (1.0 + slope) + level


@pytest.mark.parametrize("root", [0.0371, 0.2, 0.5, 0.93])
def test_a_straight_line_without_noise_breaks_even_where_it_must(root):
    _, found = searched(linear(root, 0.0))
    assert (found.verdict, found.pays_below) == (Verdict.BREAKS_EVEN, True)
    assert (found.place, found.low, found.high) == pytest.approx((root, root, root))


def test_a_curve_is_closed_in_upon_by_halves():
    places = [searched(lambda place: np.full(SEEDS, 0.55**3 - place**3), steps=steps)[1].place for steps in (0, 2, 8)]
    errors = [abs(place - 0.55) for place in places]
    assert errors[0] > errors[1] > errors[2]
    assert errors[2] < 1e-4


def test_the_interval_covers_the_truth_as_often_as_it_says():
    """With 8 seeds the plain percentiles would cover some 90 %."""
    trials = [searched(linear(0.4, 0.15, seed), seed=seed)[1] for seed in range(300)]
    covered = [(each.low is None or each.low <= 0.4) and (each.high is None or each.high >= 0.4) for each in trials]
    assert 0.925 < np.mean(covered) < 0.975
    assert expanded(SEEDS) < 0.025


def test_more_noise_widens_the_interval_until_it_reaches_beyond_the_range():
    narrow, wide = (searched(linear(0.8, noise))[1] for noise in (0.02, 0.3))
    assert narrow.low < narrow.place < narrow.high < 1.0
    assert wide.low < narrow.low
    assert wide.high is None


def test_an_advantage_that_rises_pays_above():
    _, found = searched(lambda place: -linear(0.3, 0.01)(place))
    assert (found.verdict, found.pays_below) == (Verdict.BREAKS_EVEN, False)


@pytest.mark.parametrize(("level", "noise", "verdict"),
                         [(2.0, 0.1, Verdict.PAYS), (-2.0, 0.1, Verdict.NEVER), (2.0, 9.0, Verdict.OPEN)])
def test_an_advantage_of_one_sign_has_no_break_even_value(level, noise, verdict):
    luck = np.random.default_rng(3).normal(0.0, noise, SEEDS)
    luck -= luck.mean()
    search, found = searched(lambda place: level + luck)
    assert (found.verdict, found.low, found.high) == (verdict, None, None)
    assert len(search.places) == 3, "the ends and today's place say all"


def test_of_two_zeros_the_one_nearest_to_today_is_found():
    def hill(place):
        return np.full(SEEDS, (place - 0.1) * (0.8 - place))

    assert searched(hill, today=0.6)[1].place == pytest.approx(0.8, abs=0.01)
    assert searched(hill, today=0.3)[1].place == pytest.approx(0.1, abs=0.01)


def failing(advantage, runs):
    """Return an advantage that is not defined of some runs where the place is high."""
    return lambda place: np.where(np.isin(np.arange(len(advantage(place))), runs) & (place > 0.5), np.nan, advantage(place))


def many(root, noise, seeds=24):
    """Return an advantage that falls straight through zero, with a level of their own for so many seeds."""
    level = np.random.default_rng(5).normal(0.0, noise, seeds)
    return lambda place: root - place + level


def test_a_seed_under_which_a_run_failed_is_left_out_everywhere():
    whole = many(0.4, 0.1)
    _, found = searched(failing(whole, [3, 7]))
    assert found == searched(lambda place: np.delete(whole(place), [3, 7]))[1]
    assert found.verdict is Verdict.BREAKS_EVEN


def test_where_more_than_a_tenth_of_the_seeds_failed_the_search_ends_and_decides_nothing():
    search, found = searched(failing(many(0.4, 0.1), [3, 7, 9]))
    assert found.verdict is Verdict.OPEN
    assert len(search.places) == 3


def test_one_pair_has_no_interval():
    _, found = searched(lambda place: np.array([0.5 - place]))
    assert (found.verdict, found.low, found.high) == (Verdict.OPEN, None, None)
