"""What values stand on: a grade for each, and none that is borrowed."""

from __future__ import annotations

import pytest

from scenarios import load, names
from scenarios.evidence import SET, standings
from sim.rules import catalogue
from sim.terms import ASSUMPTION, CHOSEN, DERIVED, GRADES, Term, terms_of

PEOPLE = ("activate", "attrite", "basket", "exploit", "hardship", "intent", "invite", "lure", "organise", "payment_plan", "repay",
          "respond", "shop", "whom", "worth")
LENDER = ("amount", "approve", "charge_off", "claw_back", "first_limit", "limit", "override", "promote", "qualify", "quality_gate",
          "rate", "trigger", "velocity")


@pytest.mark.parametrize(("evidence", "why"), [
    ("a common figure in the trade", "begins with none of measured"), ("", "begins with none of measured"),
    ("Published: 0.59", "begins with none of measured"), ("derived", "no source is named"), ("measured: ", "no source is named")])
def test_evidence_without_a_grade_or_a_source_is_refused(evidence: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Term("share", "who pays late", 0.0, 1.0, evidence)


def test_evidence_is_a_grade_and_a_source() -> None:
    found = Term("share", "who pays late", 0.0, 1.0, "derived: 1.16 %: from Ant 2019")
    assert (found.grade, found.source) == (DERIVED, "1.16 %: from Ant 2019")
    assert Term("share", "who pays late").grade == ASSUMPTION


def test_nobody_chooses_how_people_behave_and_everything_that_is_paid_is_chosen() -> None:
    def grades(decisions: tuple[str, ...]) -> set[str]:
        rules = (rule for decision in decisions for rule in catalogue()[decision].values())
        return {term.grade for rule in rules for term in terms_of(rule.terms).values()}

    assert CHOSEN not in grades(PEOPLE)
    assert grades(LENDER) == {CHOSEN}


@pytest.mark.parametrize("name", names())
def test_every_value_of_a_shipped_scenario_has_a_grade(name: str) -> None:
    found = standings(load(name))
    assert {each.grade for each in found.values()} <= GRADES.keys()
    assert all(each.source for each in found.values() if each.grade not in (ASSUMPTION, CHOSEN))


def test_the_evidence_of_a_default_does_not_speak_for_another_value() -> None:
    usual, other = (standings(load("consumer_portraits", over)) for over in ({}, {"credit.lgd": 0.5, "product.late_fee": 0.001}))
    assert usual["credit.lgd"].grade == "published"
    assert other["credit.lgd"][1:] == ("50 %", ASSUMPTION, SET)
    assert other["product.late_fee"][1:] == ("0.1 % per day", CHOSEN, "")
    assert usual["portraits.students.behaviour.shop.rate"][2:] == (ASSUMPTION, SET)
    same = standings(load("baitiao_consumer", {"credit.lgd": "90 %"}))["credit.lgd"]
    assert same == usual["credit.lgd"], "written out, it is still the default"
