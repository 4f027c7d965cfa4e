"""``fission sweep``: a map of a scenario."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from experiments.lab import Outcome, Task

Fission = Callable[..., Result]
STUDY = """\
study: sweep
title: More pay
scenario: cash_for_invites
set: {persons: 300, days: 60}
vary: {rewards.referrer.amount.pay: [0, 80]}
reference: {}
measures: [profit, invitations]
replications: 2
"""


@pytest.fixture(autouse=True)
def a_study(fission: Fission) -> None:
    Path("pay.yaml").write_text(STUDY)


def test_a_sweep_is_told_written_and_drawn(fission: Fission) -> None:
    told = fission("sweep", "pay.yaml", "--workers", "1")
    assert told.exit_code == 0
    assert "More pay: cash_for_invites, 2 points, 2 replications each; 300 persons, 60 days" in told.stdout
    assert [line.split()[:2] for line in told.stdout.splitlines() if line.startswith("    ")] == [
        ["0", "50"], ["1", "0"], ["2", "80"], ["1", "0"], ["2", "80"]]
    assert told.stdout.endswith("written to runs/pay\n")
    there = {path.name for path in Path("runs/pay").iterdir()}
    assert there >= {"study.yaml", "registry.sqlite", "record.json", "designs.parquet", "response.parquet", "replications.parquet",
                     "differences.parquet", "response_profit.png", "response_profit.svg"}
    assert Path("runs/pay/study.yaml").read_text() == STUDY


def test_a_program_reads_a_sweep(fission: Fission) -> None:
    told = fission("sweep", "pay.yaml", "--workers", "1", "--json", "--out", "here", "--set", "credit.lgd=50 %", "--seed", "7",
                   "-r", "1")
    found = json.loads(told.stdout)
    assert (found["schema_version"], found["study"], found["seeds"], found["reference"]["number"]) == (1, "sweep", [7], 0)
    assert [design["values"] for design in found["designs"]] == [{"rewards.referrer.amount.pay": value} for value in ("0", "80")]
    assert set(found["designs"][1]["differences"]) == {"profit", "invitations"}
    assert json.loads(Path("here/record.json").read_text())["designs"] == found["designs"]
    assert "credit.lgd: 50 %" in Path("here/study.yaml").read_text().replace('"', "")


@pytest.mark.parametrize(("words", "said"), [
    (("pay.yml",), "pay.yml: there is no such study or file"),
    (("pay.yaml", "--set", "credit.lgd=2"), "--set: credit.lgd: '2' is too high"),
    (("pay.yaml", "--replications", "0"), "--replications: replications: must be at least 1"),
    (("pay.yaml", "--workers", "some"), "'some' are no workers"),
])
def test_what_will_not_do_is_refused_before_anything_is_written(fission: Fission, words: tuple[str, ...], said: str) -> None:
    told = fission("sweep", *words)
    assert (told.exit_code, told.stdout) == (2, "")
    assert told.stderr.startswith(said)
    assert not Path("runs").exists()


def test_a_sweep_of_nothing_but_blocked_schemes_is_refused_unless_asked_for(fission: Fission) -> None:
    Path("team.yaml").write_text("study: sweep\nscenario: team_plan\nset: {persons: 300, days: 30}\nvary: {team.depth: [3]}\n")
    told = fission("sweep", "team.yaml", "--workers", "1")
    assert told.exit_code == 4
    assert "BLOCKED, not to be launched as it is: team_plan, at every point" in told.stderr
    told = fission("sweep", "team.yaml", "--workers", "1", "--allow-blocked", "-r", "1")
    assert told.exit_code == 0
    assert "✗ G1" in told.stdout


def test_an_interrupted_sweep_says_how_to_go_on(fission: Fission, monkeypatch: pytest.MonkeyPatch) -> None:
    from experiments import lab

    sound = lab.perform
    runs = iter(range(9))

    def perform(task: Task) -> Outcome:
        if next(runs) == 3:
            raise KeyboardInterrupt
        return sound(task)

    monkeypatch.setattr("experiments.lab.perform", perform)
    told = fission("sweep", "pay.yaml", "--workers", "1", "--days", "50")
    assert told.exit_code == 130
    assert re.search("interrupted after [23] of 6 replications, which are kept. To go on:", told.stderr)
    again = told.stderr.strip().splitlines()[-1].split()
    assert again == ["fission", "sweep", "pay.yaml", "--set", "days=50", "--out", "runs/pay", "--workers", "1", "--resume"]
    assert fission(*again[1:]).exit_code == 0


def test_failures_end_with_their_own_exit_code(fission: Fission, monkeypatch: pytest.MonkeyPatch) -> None:
    def perform(task: Task) -> Outcome:
        return Outcome(task.design, task.seed, {"profit": 1.0} if task.seed == 1 else {}, "", 0.0,
                       "" if task.seed == 1 else "ValueError: no luck")

    monkeypatch.setattr("experiments.lab.perform", perform)
    told = fission("sweep", "pay.yaml", "--workers", "1")
    assert told.exit_code == 5
    assert "3 of 6 replications failed; all are in failures.parquet. The first: ValueError: no luck" in told.stderr
    assert "  fission run runs/pay/failed/" in told.stderr
