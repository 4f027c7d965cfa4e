"""``fission compare``: what a scheme changes, whether that is decided, and what else it would take."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from sim.simulation import simulate

SMALL = ("--persons", "4000", "--days", "180", "--replications", "3", "--workers", "1")
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
    figures = {f"{name}.{kind}" for name in ("growth", "losses", "profit") for kind in ("png", "svg")}
    assert {path.name for path in Path("study").iterdir()} == {"comparison.json", "baitiao_consumer", "tiers", *figures}


def test_portraits_are_compared_pair_by_pair(fission: Fission) -> None:
    pair = ("compare", "uniform_on_portraits", "differentiated", "--persons", "1500", "--days", "90", "-r", "2")
    told = " ".join(fission(*pair).stdout.split())
    assert "By portrait: differentiated less uniform_on_portraits" in told
    assert "Fewer than 100 activated accounts over all replications, so that shares say little: students" in told
    whole = json.loads(fission(*pair, "--json").stdout)
    found = whole["portraits"]["differentiated"]
    assert set(found) == {"students", "young_workers", "families", "small_merchants", "deal_hunters", "over_indebted"}
    assert found["families"]["rewards"]["replications"] == 2
    total = whole["differences"]["differentiated"]["profit"]["mean"]
    assert abs(sum(each["profit"]["mean"] for each in found.values()) - total) < 0.01 < abs(total)
    assert "By portrait" not in fission("compare", "tiers", "differentiated", "--persons", "1500", "--days", "30", "-r", "2").stdout


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


STRICT = """study: compare
title: How strict to be
scenario: cash_for_invites
set: {persons: 3000, days: 60}
variants:
  strict: {credit.approve.cut_off: 700}
  as_it_is: {}
decide: {activated_accounts: 1, net_charge_off: 100}
replications: 5
most: 10
"""


def test_a_study_says_what_is_decided_and_how_surely(fission: Fission) -> None:
    Path("strict.yaml").write_text(STRICT)
    told = fission("compare", "strict.yaml", "--workers", "1")
    assert told.exit_code == 0
    lines = told.stdout.splitlines()
    assert lines[0] == "How strict to be: compared with cash_for_invites; 3,000 persons, 60 days, seed 1"
    assert [line.split()[0] for line in lines if line.endswith(" 10 replications  worse")] == ["strict"]
    assert [line.split()[0] for line in lines if line.endswith("  5 replications  no difference that matters")] == ["as_it_is"] * 2
    assert sum("not decided: no difference in any of 10 pairs: too rare to tell" in line for line in lines) == 1
    assert lines[-3] == "3 of 4 differences decided, after 25 replications in all"
    written = {path.name for path in Path("runs/strict").iterdir()}
    assert {"study.yaml", "record.json", "registry.sqlite", "differences.parquet"} <= written
    assert fission("compare", "strict.yaml").exit_code == 2
    assert fission("compare", "strict.yaml", "--resume").stdout == told.stdout


def test_what_is_to_be_decided_can_be_asked_for_in_a_line(fission: Fission) -> None:
    words = ("compare", "baitiao_consumer", "tiers", "--persons", "1500", "--days", "180", "--workers", "1", "--json", "-r", "3")
    rounds = ("--decide", "profit=100000, gmv=0", "--presets", "calm,shock", "--most", "5")
    found = json.loads(fission(*words, *rounds).stdout)
    assert found["looks"] == [3, 5]
    by = {(each["measure"], each["preset"]): each for each in found["differences"]}
    assert by["profit", "shock"]["decision"] == "no difference that matters"
    assert by["gmv", "calm"]["replications"] == 5
    assert set(found["guardrails"]) == {"baitiao_consumer", "tiers"}
    assert not Path("runs").exists()


def test_a_comparison_cut_short_goes_on_and_leaves_nothing_beside_it(fission: Fission, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("compare", "baitiao_consumer", "tiers", *SMALL)
    expected = json.loads(fission(*words, "--json").stdout)
    left = iter(range(4))
    whole = simulate

    def cut(*args: Any, **how: Any) -> Any:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return whole(*args, **how)

    with monkeypatch.context() as patch:
        patch.setattr("experiments.replication.simulate", cut)
        told = fission(*words, "--out", "study")
    assert told.exit_code == 130
    assert "what is finished is kept: the same command goes on with --resume" in told.stderr
    assert "go on with --resume" in fission(*words, "--out", "study").stderr
    left = iter(range(2))
    with monkeypatch.context() as patch:
        patch.setattr("experiments.replication.simulate", cut)
        assert fission(*words, "--out", "study", "--resume").exit_code == 0
    found = json.loads(Path("study/comparison.json").read_text())
    assert {name: found[name] for name in expected if name != "guardrails"} == {
        name: value for name, value in expected.items() if name != "guardrails"}
    assert [path.name for path in Path().iterdir()] == ["study"]


@pytest.mark.parametrize(("words", "told"), [
    (("--decide", "profit"), "write profit=5000"), (("--presets", "calm"), "--decide profit=5000"),
    (("--decide", "profit=1", "--twin"), "--twin has no place with --decide"),
    (("--decide", "profit=1,profit=5"), "'profit' is asked for twice"), (("--resume",), "name it with --out"),
    (("--decide", "proft=1"), "did you mean 'profit'?"), (("--workers", "many"), "are no workers"),
    (("--twin", "--workers", "2"), "--workers has no place with --twin"),
    (("--twin", "--resume", "--out", "x"), "--resume has no place with --twin")])
def test_what_rounds_cannot_do_is_refused(fission: Fission, words: tuple[str, ...], told: str) -> None:
    refused = fission("compare", "baitiao_consumer", "tiers", *words)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert told in refused.stderr
