"""Segments: as many as were planted, of the same size and place, and the same from whatever order of rows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from experiments.customers import segments as module
from experiments.customers.coordinates import Coordinates, coordinates
from experiments.customers.segments import largest_first, segments, without_small


def cloud(*centres: tuple[float, ...], accounts: tuple[int, ...]) -> tuple[Coordinates, np.ndarray]:
    """Points around centres, with spread 1, in a drawn order, and the centre of each."""
    luck = np.random.default_rng(3)
    kind = luck.permutation(np.repeat(np.arange(len(centres)), accounts))
    rows = np.array(centres)[kind] + luck.standard_normal((len(kind), len(centres[0])))
    return Coordinates(("a", "b"), rows, (), {}), kind


def test_a_planted_mixture_is_found_again_in_number_size_and_place() -> None:
    points, kind = cloud((0.0, 0.0), (5.0, 0.0), (0.0, 6.0), accounts=(900, 600, 300))
    found = segments(points, np.arange(len(kind)), 10)
    assert (len(found), found.chosen, found.joined) == (3, 3, 0)
    assert np.abs(found.counts - [900, 600, 300]).max() <= 15
    for segment, centre in enumerate(((0.0, 0.0), (5.0, 0.0), (0.0, 6.0))):
        assert points.rows[found.label == segment].mean(axis=0) == pytest.approx(centre, abs=0.15)
    assert np.mean(found.label == kind) > 0.98


def test_one_gaussian_is_one_segment() -> None:
    points, kind = cloud((0.0, 0.0), accounts=(1_500,))
    found = segments(points, np.arange(len(kind)), 10)
    assert (len(found), found.chosen) == (1, 1)
    assert min(found.tried, key=lambda one: one.bic).segments == 1


def test_where_no_number_is_stable_there_is_one_segment(monkeypatch) -> None:
    monkeypatch.setattr(module, "STABLE", 1.1)
    points, kind = cloud((0.0, 0.0), (5.0, 0.0), accounts=(300, 300))
    found = segments(points, np.arange(len(kind)), 10)
    assert (len(found), found.chosen) == (1, 1)
    assert all(np.isfinite(one.stability) and not one.is_stable for one in found.tried if one.bic < found.tried[0].bic)


def test_too_few_accounts_and_no_features_are_one_segment() -> None:
    points, kind = cloud((0.0, 0.0), (9.0, 0.0), accounts=(80, 80))
    assert len(segments(points, np.arange(len(kind)), 10)) == 1
    assert len(segments(Coordinates((), np.zeros((500, 0)), (), {}), np.arange(500), 10)) == 1


def test_a_small_segment_joins_the_nearest() -> None:
    kind, rows = np.repeat([0, 1, 2], [50, 50, 3]), np.repeat([0.0, 10.0, 8.0], [50, 50, 3])[:, None]
    label, joined = without_small(kind, rows, 5)
    assert (np.bincount(label).tolist(), joined) == ([50, 53], 1)
    assert largest_first(label).tolist() == [1] * 50 + [0] * 53


def test_the_order_of_the_rows_makes_no_difference() -> None:
    points, _ = cloud((0.0, 0.0), (4.0, 0.0), accounts=(400, 300))
    lot, turn = np.random.default_rng(5).random(700), np.random.default_rng(6).permutation(700)
    first = segments(points, np.argsort(lot), 10)
    again = segments(replace(points, rows=points.rows[turn]), np.argsort(lot[turn]), 10)
    assert np.array_equal(first.label[turn], again.label)


def test_coordinates_leave_out_what_tells_nobody_apart_and_fill_what_is_missing() -> None:
    luck = np.random.default_rng(1)
    limit, age = luck.lognormal(9.0, 1.0, 500), luck.normal(40.0, 9.0, 500)
    age[:50] = np.nan
    seldom = np.where(np.arange(500) < 300, np.nan, age)
    halves = 1.0 * (np.arange(500) % 2)
    found = coordinates({"limit": limit, "age": age, "seldom": seldom, "same": np.ones(500), "half": halves}, 500)
    assert found.names == ("limit", "age")
    assert {each.what: each.text for each in found.left_out} == {
        "seldom": "known for 40 % of accounts only", "same": "the same for everybody",
        "half": "fewer than 5 values, which are no cloud of points"}
    assert found.filled == {"age": 50}
    assert found.rows.std(axis=0) == pytest.approx(1.0)
    assert np.abs(((found.rows[:, 0] - found.rows[:, 0].mean()) ** 3).mean()) < 0.3  # the log of limits is not skewed
