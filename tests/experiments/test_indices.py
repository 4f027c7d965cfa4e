"""Indices of sensitivity agree with functions whose indices are known."""

from __future__ import annotations

import math

import numpy as np
import pytest
from SALib.analyze import morris

from experiments.indices import GRID, Array, Index, luck, morris_indices, morris_points, problem, sobol_indices, sobol_points

THREE = ("x1", "x2", "x3")


def ishigami(points: Array) -> Array:
    """Ishigami and Homma 1990, a = 7, b = 0.1."""
    x = math.pi * (2.0 * points - 1.0)
    found: Array = np.sin(x[:, 0]) + 7.0 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
    return found


def sobols_g(points: Array, a: Array) -> Array:
    """Sobol's g function."""
    found: Array = np.prod((np.abs(4.0 * points - 2.0) + a) / (1.0 + a), axis=1)
    return found


def column(responses: Array) -> Array:
    """Return responses under a single seed."""
    return responses[:, None]


def by_lever(found: list[Index], name: str) -> list[float]:
    """Return one index of every lever."""
    return [each.value for each in found if each.name == name]


def test_the_ishigami_function_has_the_indices_of_the_textbook() -> None:
    points = sobol_points(THREE, 1_024, second_order=True, seed=1)
    found = list(sobol_indices(THREE, ishigami(points), second_order=True, seed=1))
    assert by_lever(found, "S1") == pytest.approx([0.3139, 0.4424, 0.0], abs=0.03)
    assert by_lever(found, "ST") == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.03)
    assert by_lever(found, "S2") == pytest.approx([0.0, 0.2437, 0.0], abs=0.05)
    assert [(each.lever, each.other) for each in found if each.name == "S2"] == [("x1", "x2"), ("x1", "x3"), ("x2", "x3")]
    truth = dict(zip(THREE, (0.5576, 0.4424, 0.2437), strict=True))
    assert all(each.low < truth[each.lever] < each.high for each in found if each.name == "ST" and each.low and each.high)


def test_sobols_g_function_has_the_indices_of_its_closed_form() -> None:
    a = np.array([0.0, 1.0, 4.5, 99.0])
    parts = 1.0 / (3.0 * (1.0 + a) ** 2)
    whole = np.prod(1.0 + parts) - 1.0
    levers = ("a", "b", "c", "d")
    points = sobol_points(levers, 2_048, second_order=False, seed=3)
    found = list(sobol_indices(levers, sobols_g(points, a), second_order=False, seed=3))
    assert len(points) == 2_048 * (4 + 2)
    assert by_lever(found, "S1") == pytest.approx(parts / whole, abs=0.03)
    assert by_lever(found, "ST") == pytest.approx(parts * np.prod(1.0 + parts) / (1.0 + parts) / whole, abs=0.03)


def test_morris_finds_the_slopes_of_a_plane_exactly() -> None:
    points = morris_points(THREE, 6, seed=2)
    found = list(morris_indices(THREE, points, column(points @ np.array([3.0, -2.0, 0.0]))))
    assert by_lever(found, "mu_star") == pytest.approx([3.0, 2.0, 0.0])
    assert by_lever(found, "mu") == pytest.approx([3.0, -2.0, 0.0])
    assert by_lever(found, "sigma") == pytest.approx([0.0, 0.0, 0.0], abs=1e-9)


def test_morris_tells_an_effect_that_depends_on_other_levers_by_its_spread() -> None:
    points = morris_points(THREE, 40, seed=2)
    found = list(morris_indices(THREE, points, column(points[:, 0] * points[:, 1] + points[:, 2])))
    spreads = by_lever(found, "sigma")
    assert min(spreads[:2]) > 0.2
    assert spreads[2] == pytest.approx(0.0, abs=1e-9)


def test_a_lever_is_held_to_how_far_it_moved_and_not_to_the_step_of_the_cube() -> None:
    points = morris_points(("choice", "range"), 6, seed=5)
    places = np.column_stack([points[:, 0] >= 0.5, points[:, 1]]).astype(float)
    found = list(morris_indices(("choice", "range"), places, column(places @ np.array([5.0, 1.0]))))
    assert by_lever(found, "mu_star") == pytest.approx([5.0, 1.0])
    assert by_lever(found, "sigma") == pytest.approx([0.0, 0.0], abs=1e-9)


def test_morris_agrees_with_salib_where_every_lever_moves_evenly() -> None:
    points = morris_points(THREE, 20, seed=3)
    theirs = morris.analyze(problem(THREE), points, ishigami(points), num_levels=GRID)
    found = list(morris_indices(THREE, points, column(ishigami(points))))
    for name in ("mu", "mu_star", "sigma"):
        assert by_lever(found, name) == pytest.approx(list(theirs[name]))


def test_the_effects_of_a_lever_that_does_nothing_are_those_that_luck_alone_makes() -> None:
    told = []
    for trial in range(200):
        points = morris_points(THREE, 10, seed=trial)
        responses = points[:, :1] * 9.0 + np.random.default_rng(trial).normal(size=(len(points), 4))
        found = list(morris_indices(THREE, points, responses))
        size, floor = ([each for each in found if each.name == name] for name in ("mu_star", "mu_star_of_luck"))
        told.append([each.low > of_luck.value for each, of_luck in zip(size, floor, strict=True) if each.low is not None])
    acts, *inert = np.mean(told, axis=0)
    assert acts == 1.0
    assert max(inert) < 0.06


def test_a_response_that_never_varies_has_no_indices() -> None:
    assert list(sobol_indices(THREE, np.ones(40), second_order=False, seed=1)) == []


def test_luck_is_told_apart_from_effect() -> None:
    """Points of variance 9, seeds of variance 16 that are the same at all points, and luck of variance 4 between the two."""
    random = np.random.default_rng(1)
    points, seeds = 3.0 * random.normal(size=(4_000, 1)), 4.0 * random.normal(size=(1, 400))
    found = luck(points + seeds + 2.0 * random.normal(size=(4_000, 400)))
    assert found is not None
    assert found.of_runs == pytest.approx((16.0 + 4.0) / (9.0 + 16.0 + 4.0), abs=0.04)
    assert found.of_means == pytest.approx(4.0 / 400.0 / (9.0 + 4.0 / 400.0), rel=0.1)
    assert luck(points) is None


def test_a_lever_that_does_nothing_seems_to_do_no_more_than_the_luck_that_is_left() -> None:
    points = sobol_points(THREE, 512, second_order=False, seed=4)
    noisy = points[:, :1] + np.random.default_rng(4).normal(size=(len(points), 4)) * 0.3
    left = luck(noisy)
    found = list(sobol_indices(THREE, noisy.mean(axis=1), second_order=False, seed=4))
    assert left is not None
    assert 0.1 < left.of_means < 0.4
    assert by_lever(found, "ST")[1:] == pytest.approx([left.of_means] * 2, rel=0.2)
