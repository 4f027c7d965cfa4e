"""Looking after each round of replications costs confidence, and the price is paid."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.stats import t

from experiments.interval import Interval, interval, skewed_interval
from experiments.rounds import Decision, decision, looks, still_to_run

Draw = Callable[[np.random.Generator, tuple[int, ...]], NDArray[np.float64]]
RUNS = 1_500


@given(first=st.integers(2, 50), more=st.integers(0, 400), differences=st.integers(1, 40))
def test_the_chance_of_error_is_spent_once_over_all_looks_and_differences(first: int, more: int, differences: int) -> None:
    found = looks(first, first + more, differences)
    sizes = [look.replications for look in found]
    assert sizes[0] == first
    assert sizes[-1] == first + more
    assert sizes == sorted(set(sizes))
    assert sum(1.0 - look.confidence for look in found) * differences == pytest.approx(0.05)


def test_a_single_look_at_one_difference_is_a_plain_interval() -> None:
    [look] = looks(10, 10)
    values = [float(number) for number in range(10)]  # symmetric: nothing to correct
    assert look.at(values) == pytest.approx(interval(values))


def test_a_skewed_interval_reaches_further_to_the_side_of_the_longer_tail() -> None:
    right = [0.0, 0.1, 0.1, 0.2, 0.3, 0.5, 0.9, 4.0]
    plain, told = interval(right), skewed_interval(right)
    assert told.low == plain.low
    assert told.high is not None
    assert plain.high is not None
    assert told.high > plain.high
    mirrored = skewed_interval([-value for value in right])
    assert (mirrored.low, mirrored.high) == pytest.approx((-told.high, -(told.low or 0.0)))


@pytest.mark.parametrize(("draw", "least"), [
    (lambda luck, size: luck.normal(size=size), 0.95),
    (lambda luck, size: luck.standard_t(3, size=size), 0.95),
    (lambda luck, size: luck.gamma(4.0, size=size) - 4.0, 0.94),
], ids=["normal", "heavy tails", "skewed"])
def test_all_intervals_at_all_looks_cover_at_once_as_often_as_is_said(draw: Draw, least: float) -> None:
    values = draw(np.random.default_rng(7), (RUNS, 2, 40))
    found = [all(covers(look.at(row)) for look in looks(10, 40, 2) for row in run) for run in values]
    assert np.mean(found) > least - 2.0 * math.sqrt(least * (1.0 - least) / RUNS)


def test_plain_intervals_do_not() -> None:
    values = np.random.default_rng(7).normal(size=(RUNS, 2, 40))
    assert np.mean([all(covers(interval(row[:size])) for size in (10, 20, 40) for row in run) for run in values]) < 0.85


@pytest.mark.parametrize("share", [0.03, 0.05, 0.1])
def test_what_happens_in_few_pairs_is_not_told_from_those_in_which_it_has_not(share: float) -> None:
    """A difference of 1,000 in a share of pairs: never alike within 10, and the truth is within the bounds that are told."""
    values = 1_000.0 * (np.random.default_rng(7).random((RUNS, 60)) < share)
    told = [[look.at(row) for look in looks(20, 60)] for row in values]
    alike = [any(decision(each, 10.0) is Decision.ALIKE for each in row) for row in told]
    wrong = [any(each.decided and not covers(shifted(each, 1_000.0 * share)) for each in row) for row in told]
    assert np.mean(alike) == 0.0
    assert np.mean(wrong) < 0.05


def test_rare_events_are_told_once_they_have_happened_often_enough() -> None:
    values = 1_000.0 * (np.random.default_rng(7).random((RUNS, 60)) < 0.2)
    last = [looks(20, 60)[-1].at(row) for row in values]
    assert np.mean([each.decided for each in last]) > 0.9


def test_two_pairs_without_a_difference_decide_nothing() -> None:
    [look] = looks(2, 2)
    assert look.at([0.0, 0.0]) == Interval(0.0, None, None, 2)


def shifted(each: Interval, by: float) -> Interval:
    """Return an interval around a truth as one around zero."""
    assert each.low is not None
    assert each.high is not None
    return Interval(each.mean - by, each.low - by, each.high - by, each.replications)


def covers(each: Interval) -> bool:
    """Whether an interval covers the truth, which is zero."""
    return each.low is not None and each.high is not None and each.low <= 0.0 <= each.high


@pytest.mark.parametrize(("low", "high", "said"), [
    (5.1, 9.0, Decision.MORE), (-9.0, -5.1, Decision.LESS), (-4.0, 5.0, Decision.ALIKE), (0.0, 0.0, Decision.ALIKE),
    (4.9, 9.0, Decision.OPEN), (-5.1, 1.0, Decision.OPEN), (-9.0, 9.0, Decision.OPEN), (None, None, Decision.OPEN)])
def test_a_difference_is_decided_once_its_interval_clears_the_smallest_that_matters(
        low: float | None, high: float | None, said: Decision) -> None:
    mean = 0.0 if low is None or high is None else (low + high) / 2.0
    assert decision(Interval(mean, low, high, 20), 5.0) == said


def test_how_many_more_replications_it_takes_agrees_with_the_textbook() -> None:
    """With a standard deviation of 10 and a mean 2 beyond what matters, half of an interval is 2 at about (1.96 x 10 / 2)**2."""
    half = float(t.ppf(0.975, 399)) * 10.0 / math.sqrt(25)
    assert 25 + still_to_run(Interval(5.0, 5.0 - half, 5.0 + half, 25), 3.0) == pytest.approx((1.96 * 10.0 / 2.0) ** 2, rel=0.02)


def test_what_no_number_of_replications_would_decide_is_told_so() -> None:
    assert still_to_run(Interval(5.0, 3.0, 7.0, 25), 5.0) == math.inf
    assert still_to_run(Interval(5.0, None, None, 1), 1.0) == math.inf
