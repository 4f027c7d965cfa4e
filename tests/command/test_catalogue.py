"""``fission list``, ``show``, ``rules``, ``schema``: what there is, and what it can be set to."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from experiments.study import door as studies
from scenarios import load, names
from sim.rules import catalogue
from sim.terms import terms_of

Fission = Callable[..., Result]


def test_every_shipped_scenario_is_listed_with_its_purpose(fission: Fission) -> None:
    told = fission("list").stdout
    assert all(name in told and load(name).purpose in told for name in names())


def test_every_shipped_study_is_listed_with_its_command(fission: Fission) -> None:
    told = fission("list").stdout
    assert "fission sweep reward_and_cut_off" in told
    assert all(f" {name}\n" in told for name in studies.names())


def test_an_editor_learns_what_a_study_file_may_say(fission: Fission) -> None:
    told = json.loads(fission("schema", "--studies").stdout)
    sweep = told.get("$defs", {}).get("Sweep", told)
    assert sweep["properties"]["design"]["enum"] == ["factorial", "latin_hypercube", "sobol", "list"]
    assert {"study", "scenario"} <= set(sweep["required"])
    assert "set" in sweep["properties"]


def test_show_tells_what_is_set_and_where(fission: Fission) -> None:
    told = fission("show", "pay_for_repayment", "--set", "credit.lgd=80 %").stdout
    assert "# pay_for_repayment.yaml:" in told
    assert "# cash_for_invites.yaml:" in told
    assert "credit.lgd" in told
    assert "# --set" in told
    assert "homophily" not in told


def test_show_tells_units_and_begins_with_something(fission: Fission) -> None:
    told = fission("show", "pay_for_repayment").stdout
    assert re.search(r"^credit.charge_off.days +\d+ days +#", told, re.MULTILINE)
    assert re.search(r"^rewards.referrer.amount.pay +\d+ CNY +#", told, re.MULTILINE)
    Path("mine.yaml").write_text("base: pay_for_repayment\ncredit: {lgd: 1}\n")
    bare = fission("show", "mine.yaml")
    assert bare.stdout.startswith("mine\n\n")
    assert bare.stderr == "mine.yaml:2:15: credit.lgd: 1 is read as 100 %; for one in a hundred write 1 %\n"


def test_show_marks_the_lines_that_are_new_beside_those_of_the_base(fission: Fission) -> None:
    Path("mine.yaml").write_text("base: cash_for_invites\nrewards: {ambassador: {amount: 5 CNY}, friend: {amount: 6 CNY}}\n")
    told = fission("show", "mine.yaml").stdout.splitlines()
    marked = [line.split()[0] for line in told if line.endswith("mine.yaml:2, new beside the base's")]
    assert marked == ["rewards.ambassador.amount.rule", "rewards.ambassador.amount.pay"]
    assert "new beside" not in fission("show", "cash_for_invites").stdout


def test_a_resolved_scenario_loads_to_the_very_same_one(fission: Fission) -> None:
    Path("again.yaml").write_text(fission("show", "team_plan", "--resolved").stdout)
    assert load("again.yaml") == load("team_plan")


def test_every_rule_is_told_with_its_terms(fission: Fission) -> None:
    told = fission("rules").stdout
    for decision, rules in catalogue().items():
        assert f"{decision}: " in told
        for name, rule in rules.items():
            assert f"  {name}" in told
            assert all(f"{term} = " in told for term in terms_of(rule.terms))


def test_one_decision_or_rule_can_be_asked_for(fission: Fission) -> None:
    told = fission("rules", "on_time_payments").stdout
    assert "payments = 3: statements in a row" in told
    assert "from 1 to 36" in told
    assert "first_purchase" not in told
    assert "first_purchase (default)" in fission("rules", "trigger").stdout


def test_an_unknown_rule_is_refused_with_the_nearest_name(fission: Fission) -> None:
    told = fission("rules", "triger")
    assert (told.exit_code, told.stdout) == (2, "")
    assert "did you mean 'trigger'?" in told.stderr


def test_the_schema_is_json(fission: Fission) -> None:
    assert json.loads(fission("schema").stdout)["title"] == "Fission scenario"
