"""``fission assumptions``: how well each setting is known, and what the results move with."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from pyarrow import parquet

Fission = Callable[..., Result]
SMALL = ("--persons", "500", "--days", "60", "--trajectories", "4", "--workers", "1", "--out", "mine",
         "--only", "population.launch", "--only", "product.take_rate", "--only", "loan.floor", "--only", "network.kind")


def test_the_register_is_told_written_and_gone_on_with(fission: Fission) -> None:
    told = fission("assumptions", "cash_for_invites", *SMALL, "--all")
    assert told.exit_code == 0, told.output
    assert "at most 44 replications of about" in told.stderr
    assert "cash_for_invites: 4 settings; 500 persons, 60 days, 4 walks, 2 replications each" in told.stdout
    assert "loan.floor = 3.48 % per year (chosen: 3.48 % (small-business loans))" in told.stdout
    assert "network.kind = circles (assumption); a choice" in told.stdout
    assert set(parquet.read_table("mine/elasticities.parquet")["path"].to_pylist()) == {"population.launch", "product.take_rate"}
    again = json.loads(fission("assumptions", "cash_for_invites", *SMALL, "--resume", "--json").stdout)
    kept = json.loads(Path("mine/record.json").read_text())
    assert again["settings"] == kept["settings"]
    by_path = {each["path"]: each for each in again["settings"]}
    assert by_path["product.take_rate"]["effects"]["activated_accounts"]["size"] == 0.0
    assert 0.0 < by_path["population.launch"]["effects"]["activated_accounts"]["mean"] < 1.5


def test_what_was_asked_is_a_study_that_runs(fission: Fission) -> None:
    first = json.loads(fission("assumptions", "cash_for_invites", *SMALL, "--json").stdout)
    again = json.loads(fission("assumptions", "mine/study.yaml", "--out", "again", "--workers", "1", "--json").stdout)
    assert again["settings"] == first["settings"]


@pytest.mark.parametrize(("words", "fault"), [
    (("cash_for_invite",), "did you mean 'cash_for_invites'?"),
    (("cash_for_invites", "--only", "rewards.leader"), "no setting of cash_for_invites begins with 'rewards.leader'"),
    (("cash_for_invites", "--trajectories", "2"), "--trajectories: trajectories: must be at least 4"),
    (("cash_for_invites", "--replications", "0"), "must be at least 1"),
    (("cash_for_invites", "--persons", "1"), "is too low")])
def test_what_cannot_be_is_refused_in_a_users_words(fission: Fission, words: tuple[str, ...], fault: str) -> None:
    told = fission("assumptions", *words, "--out", "mine")
    assert told.exit_code == 2
    assert fault in " ".join(told.stderr.split())
    assert not Path("mine").exists()
