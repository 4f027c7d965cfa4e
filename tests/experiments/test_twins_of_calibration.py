"""The twin experiment of a calibration seeks hidden parameters in the tables of their own run, with the errors of these tables."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from experiments.claims.calibration import FITTED, LEAST_ERROR, LEFT_OUT, STUDY, of, planned
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
                assert targets[f"{name}: {cell.name}"].error == pytest.approx(max(seen.error, LEAST_ERROR))


def test_how_often_something_was_so_has_its_interval() -> None:
    found = of(np.array([[True, True], [True, False]]))
    assert (found.mean, found.replications) == (0.75, 4)
    assert found.low is not None
    assert found.high is not None
    assert 0.0 < found.low < 0.75 < found.high < 1.0
