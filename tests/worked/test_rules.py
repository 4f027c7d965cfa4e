"""Situations with names: what each rule must answer, as the YAML files next to this one say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sim import decide
from sim.decide import chosen
from sim.rules import catalogue
from sim.terms import Choice

FILES = sorted((Path(__file__).parent / "rules").glob("*.yaml"))
EXAMPLES = [example for path in FILES for example in yaml.safe_load(path.read_text())]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["name"])
def test_worked_example(example: dict[str, Any]) -> None:
    decision, name = example["rule"].split("/")
    rule = catalogue()[decision][name]
    terms = {
        key: tuple(value) if isinstance(value, list) else value for key, value in example.get("terms", {}).items()
    }
    luck = example.get("luck", ())
    assert len(luck) == rule.contract.luck
    answer = getattr(decide, decision)(
        rule.contract.facts(**example["facts"]), chosen(decision, Choice(name, rule.terms(**terms))), *luck
    )
    assert answer == pytest.approx(example["returns"], rel=1e-12)


def test_every_rule_has_a_worked_example() -> None:
    rules = {f"{decision}/{name}" for decision, rules in catalogue().items() for name in rules}
    assert rules == {example["rule"] for example in EXAMPLES}
