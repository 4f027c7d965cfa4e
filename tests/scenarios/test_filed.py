"""Portraits in a file of their own: ``portraits: FILE``."""

from __future__ import annotations

import pytest

from scenarios import ScenarioError, load, resolve
from sim import simulate

FILE = """\
credit: {score: {auc_thick: 0.65, auc_behaviour: 0.80}}
portraits:
  savers:
    about: They save
    share: 20 %
    population: {income_median: 2 500 CNY}
  spenders: {share: 80 %, behaviour: {shop: {rate: 5}}}
"""


@pytest.fixture
def by_file(write) -> str:
    write(FILE, "people.yaml")
    return write("base: cash_for_invites\nportraits: people.yaml\n")


def test_the_portraits_of_a_file_are_those_of_the_scenario(by_file, write) -> None:
    written_out = write(f"base: cash_for_invites\n{FILE}", "whole.yaml")
    assert load(by_file) == load(written_out)._replace(name="mine")
    assert load("cash_for_invites", ["portraits=people.yaml"]) == load(written_out)._replace(
        name="cash_for_invites", title=load("cash_for_invites").title, purpose=load("cash_for_invites").purpose)


def test_each_value_comes_from_the_line_of_the_file_and_the_whole_needs_no_file(by_file, write, tmp_path) -> None:
    resolved = resolve(by_file)
    assert resolved.origins["portraits.savers.population.income_median"] == "people.yaml:6"
    assert resolved.origins["credit.score.auc_thick"] == "people.yaml:1"
    whole = write(resolved.to_yaml(), "again.yaml")
    (tmp_path / "people.yaml").unlink()
    assert load(whole) == resolved.scenario._replace(name="mine")


def test_the_scenario_has_the_last_word_on_what_the_file_says(by_file, write) -> None:
    scenario = load(write("base: mine.yaml\ncredit: {score: {auc_thick: 0.6}}\n"
                          "portraits: {savers: {share: 30 %}, spenders: {share: 70 %}}", "later.yaml"))
    assert (scenario.credit.score.terms.auc_thick, scenario.credit.score.terms.auc_behaviour) == (0.6, 0.8)
    assert [each.share for each in scenario.portraits.values()] == [0.3, 0.7]


def test_a_file_stands_in_place_of_the_portraits_of_the_base(write) -> None:
    write(FILE, "people.yaml")
    assert list(load(write("base: consumer_portraits\nportraits: people.yaml")).portraits) == ["savers", "spenders"]


def test_the_path_is_taken_from_the_folder_of_the_file_that_names_it(write, tmp_path) -> None:
    (tmp_path / "plans").mkdir()
    write(FILE, "plans/people.yaml")
    write("base: cash_for_invites\nportraits: people.yaml", "plans/inner.yaml")
    assert "savers" in load(write("base: plans/inner.yaml")).portraits


def test_people_of_a_file_live_in_a_run(by_file) -> None:
    table = simulate(load(by_file, ["persons=300", "days=40"]), seed=3).tables["portraits"]
    assert table["portrait"].tolist() == ["savers", "spenders"]


@pytest.mark.parametrize(("content", "complaint"), [
    ("rewards: {}\nportraits: {a: {}}", "people.yaml:1:1: rewards: a file of portraits holds no 'rewards' - it holds: portraits,"),
    ("behavior: {}\nportraits: {a: {}}", r"people.yaml:1:1: behavior: .* - did you mean 'behaviour'\?"),
    ("savers: {share: 1}", r"people.yaml:1:1: .* there are no portraits in this file - write portraits:, and the portraits below"),
    ("portraits: again.yaml", "people.yaml:1:1: portraits: there are no portraits in this file"),
    ("portraits: {a: {share: 20 %}}", r"people.yaml:1:24: portraits.a.share: the shares of the portraits add up to 20 %"),
    ("portraits: {a: {income: 5}}", r"people.yaml:1:17: portraits.a.income: unknown setting 'income'"),
    ("portraits: {a: {population: {income_median: 20 000 TWD}}}", r"people.yaml:1:45: .*income_median: .*TWD"),
    ("portraits: [", "people.yaml:1"),
])
def test_faults_are_told_at_their_place_in_the_file(content, complaint, write) -> None:
    write(content, "people.yaml")
    with pytest.raises(ScenarioError, match=complaint):
        load(write("base: cash_for_invites\nportraits: people.yaml"))


def test_a_file_that_is_not_there_is_told_where_it_is_named(write) -> None:
    with pytest.raises(ScenarioError, match=r"mine\.yaml:2:12: portraits: there is no file .*people\.yaml"):
        load(write("base: cash_for_invites\nportraits: people.yaml"))
    with pytest.raises(ScenarioError, match=r"--set: portraits: there is no file people\.yaml"):
        load("cash_for_invites", ["portraits=people.yaml"])
    write(FILE, "people.yml")
    with pytest.raises(ScenarioError, match=r"there is no file people\.yaml - did you mean 'people\.yml'\?"):
        load("cash_for_invites", ["portraits=people.yaml"])


def test_differences_for_portraits_that_are_gone_are_told(write) -> None:
    write(FILE, "people.yaml")
    with pytest.raises(ScenarioError, match="there is no portrait"):
        load(write("base: differentiated\nportraits: people.yaml"))
