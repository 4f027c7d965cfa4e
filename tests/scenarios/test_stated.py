"""What values stand on, as files state it: it holds for the value beside which it was written, and for no other."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator

from experiments.lab import fingerprint
from experiments.study.paths import at_path
from scenarios import ScenarioError, load, resolve
from scenarios.evidence import SET, standings
from scenarios.exchanging import exchanged
from scenarios.load import changed
from scenarios.schema import schema
from scenarios.tree import DEFAULT, Scalar
from sim.terms import ASSUMPTION

PATH = "behaviour.repay.c_to_m1"
BOOK = "measured: our book, 2025"
BASE = f"""\
base: cash_for_invites
behaviour: {{repay: {{c_to_m1: 2 %}}}}
portraits:
  savers: {{share: 20 %, population: {{theta_mean: 1}}, behaviour: {{shop: 5}}}}
  spenders: {{share: 80 %}}
tiers: [{{name: silver, limit: 2}}]
evidence:
  {PATH}: "{BOOK}"
  credit.lgd: "published: sale prices"
  portraits.savers.share: "{BOOK}"
  portraits.savers.population.theta_mean: "derived: from default"
  portraits.savers.behaviour.shop.rate: "{BOOK}"
  tiers.0.limit: chosen
"""


@pytest.fixture
def mine(write) -> str:
    return write(BASE)


def own(what) -> set[str]:
    """Return the paths of which the file of these tests told what they stand on."""
    return {path for path in what.evidence if f"{path}:" in BASE}


EVERYTHING = {PATH, "credit.lgd", "portraits.savers.share", "portraits.savers.population.theta_mean",
              "portraits.savers.behaviour.shop.rate", "tiers.0.limit"}


def test_what_a_file_states_is_what_a_value_stands_on(mine) -> None:
    what = resolve(mine)
    found = standings(what.scenario, what.evidence)
    assert own(what) == EVERYTHING
    assert found[PATH][1:] == ("2 %", "measured", "our book, 2025")
    assert found["credit.lgd"][2:] == ("published", "sale prices"), "of a default too"
    assert found["portraits.savers.population.theta_mean"][2:] == ("derived", "from default")
    assert found["tiers.0.limit"][2:] == ("chosen", "")
    assert found["portraits.spenders.share"][2:] == (ASSUMPTION, SET)
    assert standings(what.scenario)[PATH][2:] == (ASSUMPTION, SET), "without what the file states, nobody knows"


@pytest.mark.parametrize(("over", "lost"), [
    (f"{PATH}=2 %", {PATH}),
    ("behaviour.repay.m1_to_m2=0.3", set()),
    ("behaviour.repay={c_to_m1: 3 %}", {PATH}),
    ("behaviour.repay=roll_rates", set()),
    ("credit.lgd=0.5", {"credit.lgd"}),
    ("tiers.0.reward=1.5", set()),
    ("tiers.0.limit=3", {"tiers.0.limit"}),
    ("tiers=[{name: gold, limit: 2}]", {"tiers.0.limit"}),
    ("portraits.savers.population.theta_mean=0", {"portraits.savers.population.theta_mean"}),
    ("portraits.savers.behaviour.shop.rate=4", {"portraits.savers.behaviour.shop.rate"}),
    ("portraits.savers.behaviour={shop: {rule: steady, rate: 2}}", {"portraits.savers.behaviour.shop.rate"}),
    ("portraits.savers.ties=2", set())])
def test_a_value_that_is_set_anew_loses_what_the_one_before_it_stood_on(over: str, lost: set[str], mine, write) -> None:
    path, _, value = over.partition("=")
    nested = "".join(f"{'  ' * depth}{name}:\n" for depth, name in enumerate(path.split("."))).rstrip("\n") + f" {value}\n"
    assert own(resolve(mine, [over])) == EVERYTHING - lost
    if ".0." not in path:
        assert own(resolve(write(f"base: mine.yaml\n{nested}", "over.yaml"))) == EVERYTHING - lost


def test_a_portrait_of_other_people_leaves_what_all_the_others_stand_on(mine) -> None:
    assert PATH in resolve(mine, ["portraits.spenders.behaviour={repay: {c_to_m1: 5 %}}"]).evidence


def test_portraits_that_are_gone_take_what_they_stood_on_with_them(mine, write) -> None:
    gone = resolve(write("base: mine.yaml\nportraits: {savers: null, spenders: {share: 100 %}}", "gone.yaml"))
    assert own(gone) == {PATH, "credit.lgd", "tiers.0.limit"}


def test_another_rule_brings_its_own_terms_and_no_evidence_for_them(mine) -> None:
    base = resolve(mine, ['evidence={credit.score.auc_thick: "measured: x"}'])
    assert base.evidence["credit.score.auc_thick"] == "measured: x"
    other = changed(base, [at_path("credit.score", Scalar("networked"), DEFAULT)])
    assert "credit.score.auc_thick" not in other.evidence
    assert own(other) == EVERYTHING


def test_a_lever_of_a_study_is_nobodys_measurement(mine) -> None:
    moved = changed(resolve(mine), [at_path(PATH, Scalar("0.02"), DEFAULT)])
    assert own(moved) == EVERYTHING - {PATH}
    assert own(resolve(mine, over=[at_path(PATH, Scalar("0.02"), DEFAULT)])) == EVERYTHING - {PATH}


def test_who_sets_a_value_anew_may_say_what_it_stands_on(mine, write) -> None:
    text = f'base: mine.yaml\nbehaviour: {{repay: {{c_to_m1: 3 %}}}}\nevidence: {{{PATH}: "derived: our book, 2026"}}'
    found = resolve(write(text, "over.yaml"))
    assert found.evidence[PATH] == "derived: our book, 2026"
    assert own(found) == EVERYTHING
    assert PATH not in resolve("over.yaml", [f"{PATH}=4 %"]).evidence


def test_portraits_in_a_file_bring_their_evidence_and_drop_that_of_those_before_them(mine, write) -> None:
    write('portraits: {savers: {share: 1.0}}\nevidence: {portraits.savers.share: "measured: a file"}', "people.yaml")
    found = resolve(write("base: mine.yaml\nportraits: people.yaml", "over.yaml"))
    assert {path: text for path, text in found.evidence.items() if path.startswith("portraits")} == {
        "portraits.savers.share": "measured: a file"}


def test_a_network_that_is_implied_is_not_the_one_that_was_measured(write) -> None:
    write("id,friend\n1,2\n2,3\n", "ties.csv")
    write('base: cash_for_invites\npersons: 500\nevidence: {persons: "measured: x", network.kind: "measured: x"}', "base.yaml")
    found = resolve(write("base: base.yaml\nnetwork: {edges: ties.csv}"))
    assert not {"persons", "network.kind"} & {*found.evidence}


def test_the_whole_scenario_states_it_and_loads_to_the_same(mine, write) -> None:
    what = resolve(mine)
    again = resolve(write(what.to_yaml(origins=True), "again.yaml"))
    assert (again.scenario._replace(name="mine"), again.evidence) == (what.scenario, what.evidence)
    assert f'{PATH}: "{BOOK}"' in what.to_yaml()
    assert exchanged(what, "TWD", 4).evidence == what.evidence


def test_the_model_is_not_told(mine, write) -> None:
    plain = load(write(BASE.partition("evidence:")[0], "plain.yaml"))
    assert load(mine) == plain._replace(name="mine")
    assert fingerprint(load(mine)) == fingerprint(plain)


@pytest.mark.parametrize(("line", "complaint"), [
    ('behaviour.repay.c_to_m9: "measured: x"', r"mine\.yaml:3:3: evidence: there is no setting .* 'behaviour\.repay\.c_to_m1'"),
    ('c_to_m1: "measured: x"', r"mine\.yaml:3:3: .* did you mean 'behaviour\.repay\.c_to_m1'"),
    ('behaviour.repay: "measured: x"', r"there is no setting 'behaviour\.repay' - did you mean 'behaviour\.repay\.c_to_m1'"),
    ("credit.lgd: Published", r"mine\.yaml:3:15: evidence\.credit\.lgd: 'Published' is no grade - did you mean 'published'"),
    ("credit.lgd: our book", r"'our book' is no grade - the grades are: measured, "),
    ("credit.lgd: measured", r"measured, but no source is named - write \"measured: source\""),
    ("credit: {lgd: chosen}", "evidence.credit: a grade must stand here, with its source - write the whole path"),
    ("credit.lgd:", r"evidence\.credit\.lgd: a grade must stand here"),
    (f'credit.lgd: "measured: {"x" * 500}"', "the text is too long - allowed are 500")])
def test_what_is_no_evidence_is_told_at_its_place(line: str, complaint: str, write) -> None:
    with pytest.raises(ScenarioError, match=complaint):
        load(write(f"base: cash_for_invites\nevidence:\n  {line}\n"))


def test_all_faults_are_told_at_once(write) -> None:
    with pytest.raises(ScenarioError) as told:
        load(write("base: cash_for_invites\ndays: x\nevidence: {credit.lgd: guessed}"))
    assert [fault.path for fault in told.value.faults] == ["days", "evidence.credit.lgd"]
    with pytest.raises(ScenarioError, match="evidence: settings must stand here"):
        load("cash_for_invites", ["evidence=measured"])


@pytest.mark.parametrize(("evidence", "right"), [(BOOK, True), ("assumption", True), ("chosen: by the board", True),
                                                 ("measured", False), ("Measured: x", False), ("assumptions", False)])
def test_an_editor_sees_what_is_no_evidence(evidence: str, right: bool) -> None:
    assert Draft202012Validator(schema()["properties"]["evidence"]).is_valid({PATH: evidence}) is right
