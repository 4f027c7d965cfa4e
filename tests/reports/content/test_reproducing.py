"""A report says how well the model reproduces what is known, by the validation that comes with it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

import experiments.facts
from experiments.facts import facts
from experiments.facts.fact import Kind
from experiments.validation import shipped as of_validation
from experiments.validation.shipped import shipped
from experiments.validation.validated import fingerprints
from reports.content.reproducing import reproduced
from reports.words import Words

FACTS = Path(experiments.facts.__file__).parent


def test_the_shipped_validation_counts_every_fact_there_is() -> None:
    every, predicted, fitted, proofs = (Counter(shipped()["counts"][kind]) for kind in ("all", *Kind))
    assert every == predicted + fitted + proofs
    assert every.total() == len(facts())
    assert predicted.total() == sum(fact.kind is Kind.PREDICTED for fact in facts())


def test_the_paragraph_tells_predictions_apart_in_both_languages() -> None:
    every, predicted = shipped()["counts"]["all"], shipped()["counts"]["predicted"]
    english, chinese = (reproduced(Words(language)).text for language in ("en", "zh"))
    assert english.startswith(f"Of {sum(every.values())} facts that others have published, the model meets {every['met']};")
    assert f"Of the {sum(predicted.values())} that no setting was made to meet, it meets {predicted['met']}." in english
    assert chinese.startswith(f"他人已发表的 {sum(every.values())} 项事实中，模型符合 {every['met']} 项")


def test_where_scenarios_have_had_other_values_since_the_paragraph_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    now = fingerprints()
    for then, old in ((now, []), (now | {"cash_for_invites": "another"}, ["cash_for_invites"])):
        record = {**shipped(), "scenarios": then}
        monkeypatch.setattr(of_validation, "shipped", lambda record=record: record)
        assert of_validation.outdated() == old
        assert ("Values of cash_for_invites have been changed since." in reproduced(Words()).text) == bool(old)


def test_facts_are_asked_of_the_scenarios_whose_values_are_watched() -> None:
    named = re.compile(r'(?:Setting|load|splitting,)[( ]"(\w+)"')
    assert {name for module in FACTS.glob("*.py") for name in named.findall(module.read_text())} == {*fingerprints()}
