"""``fission check``, and what ``run`` and ``compare`` make of a scheme that it blocks."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from scenarios.guardrails import DISCLAIMER, guardrails

SMALL = ("--persons", "500", "--days", "60")
Fission = Callable[..., Result]


def test_a_product_manager_reads_every_guardrail(fission: Fission) -> None:
    told = fission("check", "cash_for_invites")
    assert told.exit_code == 0
    for each in guardrails().values():
        assert each.law.title in told.stdout
    assert "! G3 warn " in told.stdout
    assert "✓ G5 ok " in told.stdout
    assert "- G8 n/a " in told.stdout
    assert "cash_for_invites.yaml:9: rewards.referrer.when" in told.stdout
    assert DISCLAIMER in " ".join(told.stdout.split())


def test_what_blocks_ends_with_4_and_says_what_would_cure_it(fission: Fission) -> None:
    told = fission("check", "cash_for_invites", "--set", "product.instalment_fee=1.2 %")
    assert told.exit_code == 4
    assert "✗ G5 block" in told.stdout
    assert "12 instalments: 25.6 % a year nominal, 28.8 % effective" in told.stdout
    assert "--set: product.instalment_fee" in told.stdout
    assert "lower product.instalment_fee" in told.stdout
    assert fission("check", "cash_for_invites", "--set", "product.instalment_fee=1 %").exit_code == 0


def test_a_program_reads_the_findings(fission: Fission) -> None:
    Path("mine.yaml").write_text("base: cash_for_invites\ncompliance:\n  joining_fee: 5 CNY\n")
    told = fission("check", "mine.yaml", "--json")
    found = json.loads(told.stdout)
    assert (told.exit_code, found["verdict"], found["scenario"], found["disclaimer"]) == (4, "block", "mine", DISCLAIMER)
    [blocking] = [each for each in found["guardrails"] if each["verdict"] == "block"]
    assert (blocking["id"], blocking["origin"], blocking["line"], blocking["path"]) == (
        "G3", "mine.yaml:3", 3, "compliance.joining_fee")
    assert {each["id"] for each in found["guardrails"]} == set(guardrails())


def test_bad_input_is_no_verdict(fission: Fission) -> None:
    told = fission("check", "cash_for_invite")
    assert (told.exit_code, told.stdout) == (2, "")
    assert "did you mean 'cash_for_invites'?" in told.stderr
    assert fission("check", "tiers", "--set", "compliance.uk=yes").exit_code == 2


def test_a_blocked_scheme_is_not_run(fission: Fission) -> None:
    told = fission("run", "team_plan", *SMALL, "--out", "mine")
    assert (told.exit_code, told.stdout) == (4, "")
    assert "BLOCKED, not to be launched as it is: team_plan\n" in told.stderr
    assert "    G1 Pay on indirect recruits, team_plan.yaml:7: team.depth\n" in told.stderr
    assert "--allow-blocked" in told.stderr
    assert not Path("mine").exists()


def test_a_blocked_scheme_that_is_allowed_is_marked(fission: Fission) -> None:
    told = fission("run", "team_plan", *SMALL, "--allow-blocked", "--out", "mine")
    assert told.exit_code == 0
    assert told.stdout.startswith("✗ BLOCKED")
    record = json.loads(Path("mine/run.json").read_text())
    assert [each["id"] for each in record["guardrails"] if each["verdict"] == "block"] == ["G1"]
    found = json.loads(fission("run", "team_plan", *SMALL, "--allow-blocked", "--json").stdout)
    assert found["guardrails"] == record["guardrails"]


def test_one_blocked_scheme_stops_a_comparison(fission: Fission) -> None:
    words = ("compare", "cash_for_invites", "team_plan", *SMALL, "-r", "2")
    told = fission(*words)
    assert (told.exit_code, told.stdout) == (4, "")
    assert "BLOCKED, not to be launched as it is: team_plan" in told.stderr
    allowed = fission(*words, "--allow-blocked", "--out", "study")
    assert allowed.exit_code == 0
    assert allowed.stdout.count("BLOCKED") == 1
    record = json.loads(Path("study/comparison.json").read_text())
    assert set(record["guardrails"]) == {"cash_for_invites", "team_plan"}
    arm = json.loads(Path("study/team_plan/run.json").read_text())
    assert arm["guardrails"] == record["guardrails"]["team_plan"]


def test_what_passes_is_not_marked(fission: Fission) -> None:
    told = fission("run", "tiers", *SMALL)
    assert told.exit_code == 0
    assert "BLOCKED" not in told.stdout
    found = json.loads(fission("compare", "baitiao_consumer", "tiers", *SMALL, "-r", "2", "--json").stdout)
    assert {each["verdict"] for each in found["guardrails"]["baitiao_consumer"]} == {"ok", "n/a"}
