"""Numbers are written so that nobody misreads them, and nothing is lost that they are good for."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.interval import Interval
from reports.numbers import UNDEFINED, difference, estimate, figure, verdict
from sim.terms import UNITS

units = st.sampled_from([*UNITS, "ratio", "name"])
values = st.floats(-1e9, 1e9, allow_nan=False)


def read_back(shown: str) -> list[float]:
    return [float(number.replace(",", "")) for number in re.findall(r"[-+]?[\d,]+(?:\.\d+)?", shown)]


@pytest.mark.parametrize(("value", "unit", "shown"), [
    (2952.0, "count", "2,952"), (1234567.89, "money", "CNY 1,234,568"), (12.5, "money", "CNY 12.50"),
    (60.0, "money", "CNY 60"), (0.0, "money", "CNY 0"), (0.0, "share", "0 %"), (0.24509, "share", "24.5 %"),
    (0.00584, "share", "0.584 %"), (0.0688, "per year", "6.88 % a year"), (0.379742, "ratio", "0.380"),
    (198.17, "days", "198 days"), (7.0, "months", "7.00 months"), (math.nan, "money", UNDEFINED),
    (-2264.4, "money", "CNY -2,264"), (-0.0, "count", "0"),
])
def test_a_figure_is_written_with_its_unit(value: float, unit: str, shown: str) -> None:
    assert figure(value, unit, "CNY") == shown


@given(values, units)
def test_a_figure_reads_back_within_three_digits(value: float, unit: str) -> None:
    [number] = read_back(figure(value, unit, "CNY"))
    scale = 100.0 if unit == "share" or unit.startswith("per ") else 1.0
    assert number == pytest.approx(value * scale, rel=0.005, abs=0.0051)


@given(values, values, units)
def test_zero_never_has_a_sign(value: float, width: float, unit: str) -> None:
    shown = difference(Interval(value, value - abs(width), value + abs(width), 5), unit, "CNY")
    assert not re.search(r"[-+]0(\.0+)?(?![\d.,])", shown), shown


@given(values, st.floats(1e-3, 1e9), units)
def test_the_ends_of_an_interval_are_told_apart_and_in_order(mean: float, half: float, unit: str) -> None:
    shown = estimate(Interval(mean, mean - half, mean + half, 9), unit, "CNY")
    middle, low, high = read_back(shown)
    assert low <= middle <= high
    assert low < high or half < 0.01


def test_an_interval_is_rounded_to_what_it_is_good_for() -> None:
    assert estimate(Interval(450_901.2, 402_373.0, 499_430.0, 10), "money", "CNY") == "CNY 450,900 (402,400 to 499,400)"
    assert difference(Interval(-0.000021, -0.00133, 0.00129, 10), "share", "CNY") == "0.00 pp (-0.13 to +0.13)"
    assert difference(Interval(12.0, None, None, 1), "count", "CNY") == "+12"


@pytest.mark.parametrize(("low", "high", "word"), [(1.0, 3.0, "more"), (-3.0, -1.0, "less"), (-1.0, 1.0, "not decided"),
                                                  (0.0, 0.0, "the same"), (None, None, "one replication")])
def test_a_difference_has_a_word(low: float | None, high: float | None, word: str) -> None:
    mean = 0.0 if low is None or high is None else (low + high) / 2.0
    assert verdict(Interval(mean, low, high, 5)) == word


def test_a_difference_that_no_replication_defines_is_called_so() -> None:
    nothing = Interval(math.nan, None, None, 0)
    assert (difference(nothing, "money", "CNY"), verdict(nothing)) == (UNDEFINED, "undefined")
