"""Break-even values of advantages whose zero is known."""

from __future__ import annotations

import math

import numpy as np
import pytest

from experiments.interval import interval, quantile
from experiments.stresses.break_even import Part, Search, Verdict, bisect

SEEDS = 8


def searched(advantage, today=0.2, steps=5):
    """Return a search that has run over an advantage: a function of the place, seed by seed."""
    search = Search(today, steps)
    bisect({"one": search}, lambda asked: [advantage(place) for _, place in asked])
    return search, search.found()


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
    trials = [searched(linear(0.4, 0.15, seed))[1] for seed in range(600)]
    covered = [(each.low is None or each.low <= 0.4) and (each.high is None or each.high >= 0.4) for each in trials]
    assert 0.93 < np.mean(covered) < 0.97


def spread(values):
    """Return luck by seed with a mean of nil and a deviation of one, as large as ``values``."""
    luck = np.random.default_rng(3).normal(0.0, 1.0, SEEDS)
    return values * (luck - luck.mean()) / luck.std(ddof=1)


def test_where_both_sides_are_sure_it_breaks_even_between_them():
    _, found = searched(lambda place: 0.6 - place + spread(0.05))
    half = 0.05 * quantile(SEEDS - 1) / math.sqrt(SEEDS)
    assert found.verdict is Verdict.BREAKS_EVEN
    assert found.places == pytest.approx((0.6, 0.6 - half, 0.6 + half))
    assert [(each.pays, each.sure) for each in found.parts] == [(True, True), (True, False), (False, False), (False, True)]
    assert [each.low for each in found.parts] == pytest.approx([0.0, 0.6 - half, 0.6, 0.6 + half])


def test_a_scheme_that_is_nowhere_known_to_pay_does_not_break_even():
    """The mean crosses zero, and at one end it surely does not pay; at the other it may, or may not."""
    search, found = searched(lambda place: 0.1 - place + spread(0.4))
    assert found.verdict is Verdict.OPEN
    assert found.place == pytest.approx(0.1)
    assert found.low is None
    assert found.place < found.high < 1.0
    assert not any(each.pays and each.sure for each in found.parts)
    assert [interval(values).decided for values in search.by_seed[[0, -1]]] == [False, True]


def test_a_scheme_that_is_nowhere_known_not_to_pay_does_not_break_even_either():
    _, found = searched(lambda place: 0.9 - place + spread(0.4))
    assert (found.verdict, found.high) == (Verdict.OPEN, None)
    assert [(each.pays, each.sure) for each in found.parts] == [(True, True), (True, False), (False, False)]


def test_where_seeds_differ_on_the_side_on_which_it_pays_nothing_is_decided():
    """Every seed breaks even at the same place, half of them from below and half from above."""
    _, found = searched(lambda place: (place - 0.5) * (0.05 + spread(1.0)))
    assert found.verdict is Verdict.OPEN
    assert found.places == (pytest.approx(0.5), None, None)


def test_more_noise_widens_the_interval_until_it_reaches_beyond_the_range():
    narrow, wide = (searched(linear(0.8, noise))[1] for noise in (0.02, 0.3))
    assert narrow.low < narrow.place < narrow.high < 1.0
    assert wide.low < narrow.low
    assert (wide.high, wide.verdict) == (None, Verdict.OPEN)


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
    assert found.parts == (Part(0.0, 1.0, level > 0.0, verdict is not Verdict.OPEN),)
    assert len(search.places) == 3, "the ends and today's place say all"


def test_of_two_zeros_the_one_nearest_to_today_is_found():
    def hill(place):
        return np.full(SEEDS, (place - 0.1) * (0.8 - place))

    assert searched(hill, today=0.6)[1].place == pytest.approx(0.8, abs=0.01)
    assert searched(hill, today=0.3)[1].place == pytest.approx(0.1, abs=0.01)
    assert [each.pays for each in searched(hill, today=0.6)[1].parts] == [False, True, False], "nor does it pay all the way below"


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
