"""``fission sensitivity``: which levers matter, with tables and a figure."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from pyarrow import parquet

Fission = Callable[..., Result]
STUDY = """study: sensitivity
title: A first look
scenario: cash_for_invites
set: {persons: 600, days: 60}
vary:
  credit.approve.cut_off: {from: 500, to: 700}
  economics.marketing: {from: 0, to: 90}
measures: [activated_accounts, profit, net_charge_off]
replications: 2
"""


@pytest.mark.parametrize(("method", "first"), [("method: morris\ntrajectories: 4", "mu_star"),
                                               ("method: sobol\npoints: 8\nsecond_order: true", "S1")])
def test_a_study_is_told_written_and_drawn(fission: Fission, method: str, first: str) -> None:
    Path("look.yaml").write_text(STUDY + method)
    told = fission("sensitivity", "look.yaml", "--workers", "1")
    assert told.exit_code == 0
    assert "replications of about" in told.stderr
    accounts = told.stdout.split("Activated accounts")[1].splitlines()
    assert accounts[2].split()[0] == "credit.approve.cut_off"
    if "second_order" in method:
        unwrapped = " ".join(told.stdout.split())
        assert "of what two levers do together (S2) none surely differs from 0" in unwrapped
        assert "too few points, double them: shares beyond 0 and 1, or S1 above ST, of credit.approve.cut_off" in unwrapped
    folder = Path("runs/look")
    assert (folder / "sensitivity.png").stat().st_size > 10_000
    assert parquet.read_table(folder / "indices.parquet")["index"][0].as_py() == first
    found = json.loads(fission("sensitivity", "look.yaml", "--workers", "1", "--resume", "--json").stdout)
    assert found["measures"]["profit"]["luck"]["of_runs"] > 0.0
    assert all(each["value"] is not None for each in found["measures"]["profit"]["indices"])


@pytest.mark.parametrize("method", ["method: morris\ntrajectories: 4", "method: sobol\npoints: 8"])
def test_what_no_lever_moves_is_told_in_words(fission: Fission, method: str) -> None:
    measures = "[activated_accounts, profit, net_charge_off]"
    Path("look.yaml").write_text(STUDY.replace(measures, "[activated_accounts, team_leaders, acceptance_rate]") + method)
    told = fission("sensitivity", "look.yaml", "--workers", "1").stdout
    assert told.split("Team leaders")[1].splitlines()[1] == "  no lever moves it: it is the same at every point"
    assert told.split("Acceptance rate")[1].splitlines()[1] == "  undefined somewhere under every seed: no indices"
    drawn = re.findall("<!-- (.+?) -->", Path("runs/look/sensitivity.svg").read_text(), re.DOTALL)
    assert "Activated accounts" in drawn
    assert not {"Team leaders", "Acceptance rate"} & set(drawn)
    assert "not drawn: Team leaders: no lever moves it; Acceptance rate: undefined somewhere" in " ".join(drawn)


def test_a_blocked_scheme_is_refused_unless_it_is_allowed(fission: Fission) -> None:
    Path("look.yaml").write_text(STUDY.replace("60}", "60, compliance.joining_fee: 10}") + "trajectories: 4\n")
    told = fission("sensitivity", "look.yaml", "--workers", "1")
    assert (told.exit_code, told.stdout) == (4, "")
    assert not Path("runs").exists()
    assert fission("sensitivity", "look.yaml", "--workers", "1", "--allow-blocked").stdout.startswith("✗ BLOCKED")
    record = json.loads(Path("runs/look/record.json").read_text())
    assert "block" in {each["verdict"] for each in record["guardrails"]["cash_for_invites"]}


def test_a_lever_that_cannot_be_moved_is_refused_where_it_stands(fission: Fission) -> None:
    Path("look.yaml").write_text(STUDY.replace("{from: 500, to: 700}", "[500, 600, 700]"))
    told = fission("sensitivity", "look.yaml")
    assert (told.exit_code, told.stdout) == (2, "")
    assert told.stderr.startswith("look.yaml:6:3: credit.approve.cut_off: Morris screening moves along a range")
    assert not Path("runs").exists()
