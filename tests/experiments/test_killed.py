"""A study that is killed, again and again, comes to what it would have come to."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from experiments import sweep
from tests.experiments.killing import Study, differences, kill, replications

SWEEP = """
study: sweep
scenario: cash_for_invites
set: {persons: 1000, days: 180}
vary:
  rewards.referrer.amount.pay: [0, 20, 40, 60, 80]
replications: 8
"""
SEARCH = """
study: search
scenario: cash_for_invites
set: {persons: 500, days: 90}
vary:
  rewards.referrer.amount.pay: {from: 0, to: 80, step: 10}
maximise: activated_accounts
minimise: reward_cost
trials: 16
candidates: 3
most_replications: 10
"""


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="kills as one kills on Linux")
def test_a_sweep_that_is_killed_comes_to_the_same(tmp_path: Path) -> None:
    file = tmp_path / "study.yaml"
    file.write_text(SWEEP)
    whole, killed = (Study("sweep", file, tmp_path / name) for name in ("whole", "killed"))
    seconds = whole.run()
    assert kill(killed, 1, seconds, random.Random(1)) > 0
    assert len(replications(whole.folder)) == 40
    assert differences(whole.folder, killed.folder) == []


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="kills as one kills on Linux")
def test_a_search_that_is_killed_asks_the_same_again(tmp_path: Path) -> None:
    """What a search tries next depends on what came of all before."""
    file = tmp_path / "study.yaml"
    file.write_text(SEARCH)
    whole, killed = (Study("search", file, tmp_path / name) for name in ("whole", "killed"))
    seconds = whole.run()
    assert kill(killed, 1, 0.9 * seconds, random.Random(3)) > 0
    assert differences(whole.folder, killed.folder) == []


def test_differences_are_found(tmp_path: Path) -> None:
    small = {"study": "sweep", "scenario": "cash_for_invites", "set": {"persons": 200, "days": 20}, "replications": 2,
             "vary": {"rewards.referrer.amount.pay": [0, 80]}}
    for name, seed in {"one": 1, "again": 1, "other": 2}.items():
        sweep({**small, "seed": seed}, folder=tmp_path / name)
    assert differences(tmp_path / "one", tmp_path / "again") == []
    assert differences(tmp_path / "one", tmp_path / "other") == ["replications.parquet", "response.parquet", "record", "registry"]
