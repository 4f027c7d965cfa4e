"""PRIM on boxes that were planted."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom

from experiments.stresses.prim import Box, best, prim, quasi_p, sought

COLUMNS = 8


def planted(cases, noise, seed=1):
    """Return points, which are bad (first coordinate above 0.6 and fourth below 0.5, but for noise), and which truly lie there."""
    draw = np.random.default_rng(seed)
    points = draw.random((cases, COLUMNS))
    inside = (points[:, 0] > 0.6) & (points[:, 3] < 0.5)
    return points, inside ^ (draw.random(cases) < noise), inside


def test_a_clear_box_is_found_with_its_limits():
    points, bad, inside = planted(200, 0.0)
    found = prim(points, bad)
    assert found.box.limited() == [0, 3]
    assert (found.box.low[0], found.box.high[3]) == pytest.approx((0.6, 0.5), abs=0.03)
    assert min(found.coverage, found.density) > 0.95
    assert found.cases == pytest.approx(inside.sum(), abs=2)
    assert found.chance == 0.01, "no shuffled order yields as good a box"


def test_noise_hides_neither_the_columns_nor_much_of_the_box():
    points, bad, inside = planted(400, 0.05)
    box = sought(points, bad)
    here = box.holds(points)
    assert box.limited() == [0, 3]
    assert inside[here].sum() / inside.sum() > 0.8
    assert inside[here].mean() > 0.8
    assert max(quasi_p(points, bad, box, column) for column in box.limited()) < 1e-3


def test_coverage_and_density_are_what_they_are_called():
    points, bad, _ = planted(80, 0.1)
    found = prim(points, bad)
    here = found.box.holds(points)
    assert found.coverage == pytest.approx(bad[here].sum() / bad.sum())
    assert found.density == pytest.approx(bad[here].mean())


def test_the_quasi_p_value_is_a_binomial_tail():
    """Of 40 cases below 0.5 in one column 30 are bad, of all 100 there are 45: 30 or more of 40 at 45 %."""
    points = np.linspace(0.0, 1.0, 100)[:, None]
    bad = np.zeros(100, dtype=bool)
    bad[:30] = bad[60:75] = True
    box = Box(np.array([-np.inf]), np.array([points[39, 0]]))
    assert quasi_p(points, bad, box, 0) == pytest.approx(binom.sf(29, 40, 0.45))


def test_limits_that_chance_explains_as_well_are_dropped():
    points, bad, _ = planted(150, 0.05)
    assert set(best(points, bad, range(COLUMNS)).limited()) > set(sought(points, bad).limited())


def test_in_pure_noise_a_box_is_rarely_taken_for_one():
    draw = np.random.default_rng(1)
    surely = [prim(draw.random((60, 5)), draw.random(60) < 0.3).chance <= 0.05 for _ in range(20)]
    assert np.mean(surely) <= 0.2


def test_the_order_of_cases_and_the_scale_of_columns_do_not_matter():
    points, bad, _ = planted(200, 0.05)
    order, scale = np.random.default_rng(1).permutation(200), 10.0 ** np.arange(COLUMNS)
    one, other = sought(points, bad), sought(points[order] * scale, bad[order])
    assert (one.holds(points)[order] == other.holds(points[order] * scale)).all()


def test_values_that_repeat_are_taken_off_whole():
    """Three values, of which the last is bad: no limit cuts through a value."""
    draw = np.random.default_rng(1)
    points = np.column_stack([draw.integers(3, size=300), draw.random(300)])
    box = sought(points, points[:, 0] == 2)
    assert box.limited() == [0]
    assert 1.0 < box.low[0] < 2.0


@pytest.mark.parametrize("bad", [np.zeros(50, dtype=bool), np.ones(50, dtype=bool)])
def test_where_none_or_all_are_bad_there_is_no_box(bad):
    found = prim(np.random.default_rng(1).random((50, 3)), bad)
    assert (found.box.limited(), found.chance) == ([], 1.0)
