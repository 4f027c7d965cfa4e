"""The twin experiment of a calibration seeks hidden parameters in the tables of their own run, with the errors of these tables."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from experiments.claims.calibration import FITTED, LEFT_OUT, STUDY, of, planned
from experiments.claims.claim import Claim
from experiments.interval import Interval
from experiments.panel import watched
from experiments.panel.quantities import OF_PANEL
from experiments.panel.shares import share
from scenarios import load


def test_the_targets_are_the_tables_of_the_run(tmp_path: Path) -> None:
    _, panel = watched(load(STUDY["scenario"], {**STUDY["set"], "persons": 400, "days": 120}), 1)
    targets = {each.figure: each for each in planned(panel, tmp_path).targets}
    assert set(targets) == {f"{name}: {cell}" for name, cells in (FITTED | LEFT_OUT).items() for cell in cells}
    assert {each.source for each in targets.values()} == {"a run"}
    assert {each.quantity for each in targets.values() if not each.fitted} == set(LEFT_OUT)
    for name in FITTED:
        for cell in OF_PANEL[name](panel):
            if cell.name in FITTED[name]:
                seen = share(panel, cell)
                assert targets[f"{name}: {cell.name}"].value == pytest.approx(seen.value)
                assert targets[f"{name}: {cell.name}"].error == pytest.approx(seen.error)


def test_how_often_something_was_so_has_wilsons_interval_where_cases_are_independent() -> None:
    found = of(np.array([[True], [True], [True], [False]]))
    assert (found.mean, found.replications) == (0.75, 4)
    assert (found.low, found.high) == pytest.approx((0.3006, 0.9544), abs=1e-4)


def test_cases_of_one_twin_that_go_together_count_as_one() -> None:
    together = np.array([[True] * 4] * 18 + [[False] * 4] * 6)
    apart = np.arange(96).reshape(24, 4) % 4 != 0
    assert of(together)[:3] == pytest.approx(of(together[:, :1])[:3], abs=0.01)
    assert wide(of(apart)) == pytest.approx(0.5 * wide(of(together)), rel=0.1)


def test_coverage_that_is_too_high_fails_as_that_too_low_does() -> None:
    covered = np.ones((24, 4), dtype=bool)
    for few, holds in ((0, False), (8, True), (24, False)):
        covered.ravel()[: 4 * few : 4] = False
        assert Claim("K1", "", of(covered), 0.8, 0.99, "share").holds is holds


def wide(found: Interval) -> float:
    assert found.low is not None
    assert found.high is not None
    return found.high - found.low
