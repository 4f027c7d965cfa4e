"""``fission compare``: what a scheme changes, and whether that is decided."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

SMALL = ("--persons", "4000", "--days", "180", "--replications", "3")
Fission = Callable[..., Result]


def test_differences_come_with_intervals_and_a_word(fission: Fission) -> None:
    told = fission("compare", "baitiao_consumer", "growth_at_any_price", *SMALL, "--allow-blocked")
    assert told.exit_code == 0
    assert "Means of 3 replications" in told.stdout
    cost = told.stdout.split("Reward cost")[1].splitlines()
    assert cost[1].split() == ["baitiao_consumer", "CNY", "0"]
    assert cost[2].endswith("more")
    assert "BLOCKED, not to be launched as it is: growth_at_any_price" in told.stdout
    assert "not decided" in told.stdout


def test_a_program_reads_the_differences(fission: Fission) -> None:
    found = json.loads(fission("compare", "baitiao_consumer", "cash_for_invites", "tiers", *SMALL, "--json").stdout)
    assert (found["schema_version"], found["baseline"]) == (1, "baitiao_consumer")
    assert set(found["differences"]) == {"cash_for_invites", "tiers"}
    cost = found["differences"]["tiers"]["reward_cost"]
    assert {"mean", "low", "high", "replications", "unit"} <= set(cost)
    assert cost["replications"] == 3


def test_a_study_is_written_as_folders(fission: Fission) -> None:
    fission("compare", "baitiao_consumer", "tiers", *SMALL, "--out", "study")
    assert {path.name for path in Path("study").iterdir()} == {"comparison.json", "baitiao_consumer", "tiers"}


def test_what_cannot_be_compared_is_refused(fission: Fission) -> None:
    Path("short.yaml").write_text("base: tiers\ndays: 60\n")
    told = fission("compare", "tiers", "short.yaml")
    assert (told.exit_code, told.stdout) == (2, "")
    assert "over the same days: 360 in tiers, 60 in short" in told.stderr
    assert fission("compare", "tiers", "tiers", *SMALL).exit_code == 2
    assert "Missing argument" in fission("compare", "tiers").stderr


def test_all_that_is_wrong_with_all_scenarios_is_said_at_once(fission: Fission) -> None:
    told = fission("compare", "tires", "team_pln")
    assert told.exit_code == 2
    assert "did you mean 'tiers'?" in told.stderr
    assert "did you mean 'team_plan'?" in told.stderr
