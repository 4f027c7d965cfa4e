"""What holds for every rule that is found in the folders, whoever wrote it."""

from __future__ import annotations

import doctest
import inspect
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sim import decide
from sim.decide import chosen
from sim.rules import Rule, catalogue, contracts
from sim.terms import WIDTH, Choice, annotated_fields, terms_of
from tests.rules import given as any_of

RULES = [rule for rules in catalogue().values() for rule in rules.values()]
every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.decision}/{rule.name}")


def plain(rule: Rule) -> Any:
    """Return the rule as the plain Python function that it is written as."""
    return getattr(rule.function, "py_func", rule.function)


@every_rule
@settings(max_examples=30, phases=(Phase.explicit, Phase.generate))
@given(data=st.data())
def test_a_rule_keeps_its_contract(rule: Rule, data: st.DataObject) -> None:
    facts, terms, luck = (
        data.draw(any_of.facts_of(rule)),
        data.draw(any_of.terms_of(rule)),
        data.draw(any_of.luck_of(rule)),
    )
    answer = plain(rule)(facts, terms, *luck)
    kind = rule.contract.returns
    assert math.isfinite(answer)
    assert rule.contract.low <= answer <= rule.contract.high
    assert kind is float or answer == kind(answer), "money and codes are whole"
    again = plain(rule)(facts, terms, *luck)
    assert answer == again, "the same is answered alike"
    row = chosen(rule.decision, Choice(rule.name, terms))
    compiled = getattr(decide, rule.decision)(facts, row, *luck)
    assert type(compiled) is kind
    assert compiled == kind(answer) or kind is float and math.isclose(compiled, answer, rel_tol=1e-12, abs_tol=1e-300)


@every_rule
def test_a_rule_is_written_like_the_others(rule: Rule) -> None:
    path = Path(inspect.getfile(rule.module))
    assert (path.parent.name, path.stem) == (rule.decision, rule.name)
    assert plain(rule).__name__ == rule.name
    assert rule.module.__doc__
    examples = doctest.DocTestParser().get_examples(plain(rule).__doc__ or "")
    assert examples, "an example stands in the docstring"
    assert len(list(inspect.signature(plain(rule)).parameters)) == 2 + rule.contract.luck


@every_rule
def test_a_rule_asks_for_the_facts_of_its_decision(rule: Rule) -> None:
    note = plain(rule).__annotations__["facts"]
    assert getattr(note, "__name__", note) == rule.contract.facts.__name__


@every_rule
def test_each_term_says_what_it_is_between_which_bounds_and_why(rule: Rule) -> None:
    terms = terms_of(rule.terms)
    assert list(terms) == list(annotated_fields(rule.terms)) == list(rule.terms._field_defaults)
    assert len(decide.vector(rule.terms, rule.terms())) < WIDTH
    for name, term in terms.items():
        assert term.about, name
        assert -math.inf < term.low <= term.high < math.inf, name
        default = getattr(rule.terms(), name)
        scale = 100 if term.unit == "money" else 1
        for value in default if isinstance(default, tuple) else (default,):
            assert term.low * scale <= value <= term.high * scale, name


def test_every_decision_has_its_default_among_its_rules() -> None:
    for decision, contract in contracts().items():
        assert contract.default in catalogue()[decision]


def test_a_rule_that_is_not_there_is_refused_by_name() -> None:
    with pytest.raises(KeyError, match="trigger has no rule 'moon_phase'; one of approved"):
        chosen("trigger", Choice("moon_phase", ()))
