"""``fission calibrate``: a scenario fitted to targets, with tables, figures and a file that runs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from pyarrow import parquet

from scenarios import resolve

Fission = Callable[..., Result]
TARGETS = """title: A lender's figures
targets:
  approval: {quantity: approval_rate, observed: 55 %, error: 3 %}
  moves: {quantity: moves, cells: {transactor > transactor: [0.8, 0.1, 0.78, 0.1]}}
  open: {quantity: open_accounts, at_least: 5, error: 1, fitted: false}
"""
STUDY = """study: calibrate
title: A first fit
scenario: cash_for_invites
set: {persons: 300, days: 120, population.launch: 0.3}
targets: lender.yaml
vary:
  credit.approve.cut_off: {from: 500, to: 640}
  behaviour.invite.altruism: {from: 0.002, to: 0.05, log: true}
measures: [activated_accounts]
trials: 4
simulations: 32
rounds: 1
draws: 10
fresh: 2
"""


@pytest.fixture
def study(fission: Fission) -> str:
    """Write a study and its targets to the folder in which the command runs, and return its name."""
    Path("fit.yaml").write_text(STUDY)
    Path("lender.yaml").write_text(TARGETS)
    return "fit.yaml"


def test_a_calibration_is_told_written_and_drawn(fission: Fission, study: str) -> None:
    told = fission("calibrate", study, "--workers", "1")
    assert told.exit_code == 0
    assert "replications of about" in told.stderr
    assert told.stdout.startswith("A first fit: cash_for_invites, 300 persons, 120 days\n2 parameters, 2 targets of lender.yaml")
    for line in ("Parameters, with intervals of 90 %", "  credit.approve.cut_off", "  moves: transactor > transactor",
                 "not fitted: ", "Held out: mean size of errors", "Predicted, with intervals of 90 %", "runs/fit/calibrated.yaml"):
        assert line in told.stdout
    folder = Path("runs/fit")
    for figure in ("fit", "learned", "together", "held_out"):
        assert (folder / f"{figure}.png").stat().st_size > 10_000
    assert parquet.read_table(folder / "draws.parquet").num_rows == 1_000
    stated = resolve(folder / "calibrated.yaml").evidence
    cut_off = r"calibrated: fit, to lender\.yaml; [\d.]+ points to [\d.]+ points \(90 %\)"
    assert re.fullmatch(cut_off, stated["credit.approve.cut_off"])
    assert "behaviour.invite.altruism" in stated
    assert "behaviour.respond.base" in stated, "of the base, which the study leaves as it is"
    assert fission("run", "runs/fit/calibrated.yaml").exit_code == 0
    assert fission("plot", "runs/fit", "learned", "--lang", "zh").exit_code == 0


def test_it_goes_on_and_tells_a_program(fission: Fission, study: str) -> None:
    Path("lender.yaml").write_text("".join(line for line in TARGETS.splitlines(keepends=True) if "moves" not in line))
    first = fission("calibrate", study, "--workers", "1", "--json")
    again = fission("calibrate", "runs/fit/study.yaml", "--workers", "1", "--json", "--out", "runs/fit", "--resume")
    assert json.loads(first.stdout)["fit"] == json.loads(again.stdout)["fit"]
    assert fission("calibrate", study, "--workers", "1").exit_code == 2


def test_what_is_wrong_is_told_where_it_stands(fission: Fission, study: str) -> None:
    Path("lender.yaml").write_text(TARGETS.replace("approval_rate", "aproval_rate"))
    told = fission("calibrate", study)
    assert (told.exit_code, told.stdout) == (2, "")
    assert told.stderr.startswith("lender.yaml:3:24: approval: there is no quantity 'aproval_rate' - did you mean 'approval_rate'?")
    assert not Path("runs").exists()


def test_a_blocked_scheme_is_refused_unless_it_is_allowed(fission: Fission, study: str) -> None:
    Path("fit.yaml").write_text(STUDY.replace("0.3}", "0.3, compliance.joining_fee: 10}"))
    told = fission("calibrate", study, "--workers", "1")
    assert (told.exit_code, told.stdout) == (4, "")
    assert not Path("runs").exists()
