"""The copy of a study in its folder runs from there, wherever the folder goes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from experiments import decide, sensitivity, stress, sweep
from experiments.calibration import calibrate
from experiments.lab import Lab
from experiments.search import search
from tests.experiments.killing import differences, record

SCENARIO = "base: cash_for_invites\nrewards: {referrer: {amount: {pay: 33}}}\nnetwork: {edges: ties.csv}\n"
COMMON = "scenario: ../own.yaml\nset: {days: 20, persons: 201}\n"
PAY = "rewards.referrer.amount.pay"
FEW = "trials: 2\nrounds: 1\nsimulations: 32\ndraws: 10\nfresh: 2\n"
STUDIES: dict[str, tuple[Callable[..., Any], str]] = {
    "sweep": (sweep, f"vary: {{{PAY}: [0, 80]}}\nreplications: 2\n"),
    "list": (sweep, "design: list\nfile: points.csv\nreplications: 1\n"),
    "compare": (decide, "others: [../other.yaml, baitiao_consumer]\ndecide: {profit: 1}\nreplications: 2\nmost: 2\n"),
    "sensitivity": (sensitivity, f"vary: {{{PAY}: {{to: 80}}, economics.marketing: {{to: 9}}}}\ntrajectories: 4\n"),
    "search": (search, f"vary: {{{PAY}: [0, 80]}}\nmaximise: profit\ntrials: 4\ncandidates: 2\nmost_replications: 10\n"),
    "calibrate": (calibrate, f"targets: [seen.yaml, ../seen.yaml]\nvary: {{{PAY}: {{from: 0, to: 80}}}}\n{FEW}"),
    "stress": (stress, "schemes: ../other.yaml\nuncertain: lgd\nbreak_even: none\nfutures: 2\nreplications: 1\n"),
}


@pytest.mark.parametrize("kind", STUDIES)
def test_a_study_runs_from_its_folder_wherever_that_goes(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    conduct, says = STUDIES[kind]
    here, there = tmp_path / "here", tmp_path / "there"
    (here / "studies").mkdir(parents=True)
    for name, text in {"own.yaml": SCENARIO, "other.yaml": f"{SCENARIO}title: another\ncredit: {{lgd: 0.7}}\n",
                       "ties.csv": "\n".join(f"{one},{one + 1}" for one in range(200)),
                       "studies/points.csv": f"{PAY}\n10\n20\n",
                       "studies/seen.yaml": "targets: {approval_rate: {observed: 70 %, error: 5 %}}\n",
                       "seen.yaml": "targets: {gmv: {observed: 20000, weight: 1}}\n",
                       "studies/mine.yaml": f"study: {'sweep' if kind == 'list' else kind}\n{COMMON}{says}"}.items():
        (here / name).write_text(text)
    conduct(here / "studies/mine.yaml", folder=here / "runs/mine")
    shutil.move(here / "runs/mine", there)
    for gone in ("own.yaml", "other.yaml", "seen.yaml", "studies"):
        shutil.move(here / gone, here / f"{gone}.gone")
    conduct(there / "study.yaml", folder=tmp_path / "again")
    assert set(differences(there, tmp_path / "again")) <= {"record"}
    monkeypatch.setattr(Lab, "run", lambda lab, tasks: [lab.known[task.key] for task in tasks])
    assert same(record(tmp_path / "again")) == same(record(there))
    conduct(there / "study.yaml", folder=there, resume=True)


def same(found: dict[str, Any]) -> dict[str, Any]:
    """Return a record without the names of files, and the lines in them at which guardrails look."""
    return {name: value for name, value in found.items() if name not in ("name", "base", "targets", "guardrails")}
