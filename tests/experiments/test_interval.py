"""A mean is told with its interval, and with the number of replications behind it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.interval import Interval, interval

numbers = st.floats(-1e6, 1e6, allow_nan=False)


def test_the_t_interval_of_a_textbook() -> None:
    """n = 10, mean 10, s = 2: half the width is 2.262 x 2 / sqrt(10)."""
    values = 10.0 + 2.0 * math.sqrt(9.0 / 10.0) * np.array([1.0, -1.0] * 5)
    found = interval(values)
    assert found.mean == pytest.approx(10.0)
    assert found.high == pytest.approx(10.0 + 2.262157 * 2.0 / math.sqrt(10.0), abs=1e-6)
    assert found.low == pytest.approx(10.0 - 2.262157 * 2.0 / math.sqrt(10.0), abs=1e-6)


def test_one_replication_has_no_interval() -> None:
    assert interval([3.0]) == Interval(3.0, None, None, 1)
    assert not interval([3.0]).decided


def test_what_is_undefined_in_some_replications_is_told_with_the_number_in_which_it_is_defined() -> None:
    assert interval([1.0, math.nan, 3.0, math.inf])[:1] == (2.0,)
    assert interval([1.0, math.nan, 3.0, math.inf]).replications == 2
    nothing = interval([math.nan, math.nan])
    assert math.isnan(nothing.mean)
    assert nothing[1:] == (None, None, 0)


@given(st.lists(numbers, min_size=2, max_size=20))
def test_the_mean_lies_within_its_interval(values: list[float]) -> None:
    found = interval(values)
    assert found.low is not None
    assert found.high is not None
    assert found.low <= found.mean <= found.high


def test_nineteen_of_twenty_intervals_hold_the_truth() -> None:
    samples = np.random.default_rng(1).normal(5.0, 2.0, size=(2_000, 6))
    held = [found.low <= 5.0 <= found.high for found in map(interval, samples)]  # type: ignore[operator]
    assert 0.935 < np.mean(held) < 0.965
