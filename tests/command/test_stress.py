"""``fission stress`` as one meets it."""

from __future__ import annotations

import json

import pytest

QUICK = ("--persons", "300", "--days", "40", "--futures", "6", "-r", "2", "--workers", "1")
STUDY = """study: stress
scenario: baitiao_consumer
schemes: [cash_for_invites]
uncertain: [c_to_m1, lgd]
break_even: [c_to_m1]
futures: 8
pairs: 2
"""


def test_scenarios_are_held_against_the_first_of_them(fission, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    told = fission("stress", "baitiao_consumer", "cash_for_invites", "pay_for_repayment", *QUICK, "--break-even", "lgd")
    assert told.exit_code == 0, told.output
    assert "3 schemes x 7 futures x 2 replications: 42 runs, and" in told.stderr, "the cost is told before"
    assert "3 schemes in 6 futures, 2 replications each; 300 persons, 40 days" in told.stdout
    for part in ("Least maximal regret: ", "Break-even against baitiao_consumer", "Worse than baitiao_consumer",
                 "cash_for_invites: in ", "pay_for_repayment: in "):
        assert part in told.stdout
    folder = tmp_path / "runs" / "stress-baitiao_consumer-cash_for_invites-pay_for_repayment"
    assert {"regret.parquet", "break_even.parquet", "record.json", "figures"} <= {path.name for path in folder.iterdir()}
    assert (folder / "figures" / "regret.svg").read_text().lstrip().startswith("<?xml")


def test_a_study_is_told_as_json_and_goes_on_where_it_stands(fission, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.yaml").write_text(STUDY)
    words = ("stress", "mine.yaml", *QUICK, "--json")
    first, again = json.loads(fission(*words).stdout), json.loads(fission(*words, "--resume").stdout)
    assert first == again
    assert (first["study"], first["futures"], first["schemes"]) == ("stress", 6, ["baitiao_consumer", "cash_for_invites"])
    assert first["break_even"][0]["factor"] == "c_to_m1"
    assert first["uncertain"][1]["source"].startswith("published: ")
    assert set(first["guardrails"]) == set(first["schemes"])
    refused = fission(*words)
    assert refused.exit_code == 2
    assert "--resume" in refused.stderr


def test_a_blocked_scheme_is_refused_unless_it_is_allowed(fission, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    words = ("stress", "cash_for_invites", "team_plan", "--set", "compliance.joining_fee=10", *QUICK)
    refused = fission(*words)
    assert refused.exit_code == 4
    assert "BLOCKED" in refused.stderr
    assert not (tmp_path / "runs").exists()
    assert "BLOCKED" in fission(*words, "--allow-blocked", "--break-even", "none").stdout
    [record] = (json.loads(path.read_text()) for path in tmp_path.glob("runs/*/record.json"))
    assert "block" in {each["verdict"] for each in record["guardrails"]["team_plan"]}


@pytest.mark.parametrize(("words", "message"), [
    (("baitiao_consumer", "cash_for_invite"), "did you mean 'cash_for_invites'?"),
    (("cash_for_invites",), "cash_for_invites is a scenario: name those that are held against it"),
    (("stress_referal",), "did you mean 'stress_referral'?"),
    (("baitiao_consumer", "enterprise_referral"), "scenarios can be compared only over the same"),
    (("baitiao_consumer", "cash_for_invites", "--set", "rewards.referrer.amount.pay=60"), "rewards"),
    (("baitiao_consumer", "cash_for_invites", "--futures", "2", "--workers", "none"), "are no workers"),
    (("baitiao_consumer", "cash_for_invites", "--break-even", "lg"), "'lg' is no uncertain range of this study - did you mean"),
    (("mine.yaml",), "mine.yaml:4:13: uncertain.0: 'c_to_m2' is not in the list of what is uncertain - did you mean 'c_to_m1'?"),
])
def test_what_cannot_be_is_refused_in_words(fission, tmp_path, monkeypatch, words, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.yaml").write_text(STUDY.replace("[c_to_m1, lgd]", "[c_to_m2, lgd]"))
    told = fission("stress", *words)
    assert told.exit_code == 2, told.output
    assert message in told.stderr
    assert "Traceback" not in told.output
    assert not (tmp_path / "runs").exists()
