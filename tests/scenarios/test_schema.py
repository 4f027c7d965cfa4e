"""The forms follow the model: nothing is listed by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, NamedTuple

import pytest
from pydantic import ValidationError

from scenarios.models import adapter, model
from scenarios.schema import FILE, as_text, described, schema
from scenarios.shapes import Group, Leaf, Listed, Named, Place, Text, group, scenario_shape, shape
from sim.rules import catalogue
from sim.scenario import Scenario
from sim.terms import Choice, Slot, Term


class Made(NamedTuple):
    """A group that nobody has heard of."""

    label: str = ""
    fee: Annotated[int, Term("money", "a fee", 1.0, 20.0, "published: a source")] = 250
    bonus: Annotated[Choice, Slot("amount", "a bonus")] = Choice("fixed", None)


class Whole(NamedTuple):
    """All kinds of fields."""

    made: Made = Made()
    by_name: Mapping[str, Made] = {}
    in_a_row: tuple[Made, ...] = ()


def test_the_committed_schema_is_current() -> None:
    assert json.loads(FILE.read_text(encoding="utf-8")) == schema(), "make schema"
    assert FILE.read_text(encoding="utf-8").rstrip() == as_text().rstrip(), "make schema"


def test_a_new_setting_appears_by_itself() -> None:
    assert shape(Annotated[int, Term("days", "x")]) == Leaf(Term("days", "x"), False, True)
    fields = group(Whole).fields
    assert isinstance(fields["made"], Group)
    assert isinstance(fields["by_name"], Named)
    assert isinstance(fields["in_a_row"], Listed)
    assert isinstance(group(Made).fields["label"], Text)
    assert isinstance(group(Made).fields["bonus"], Place)


def test_a_field_that_no_file_can_hold_is_refused() -> None:
    with pytest.raises(TypeError, match="no file can hold"):
        shape(bytes)


def test_a_setting_is_described_with_unit_bounds_default_and_evidence() -> None:
    assert described(group(Made).fields["fee"], 250) == {
        "description": "a fee (money)", "unit": "money", "evidence": "published: a source", "default": 2.5,
        "anyOf": [{"type": "number", "minimum": 1.0, "maximum": 20.0}, {"type": "string", "pattern": "^[-+.]?[0-9]"}],
    }


def test_every_rule_can_be_chosen() -> None:
    when = schema()["properties"]["rewards"]["additionalProperties"]["anyOf"][0]["properties"]["when"]
    assert when["default"] == "first_purchase"
    assert when["anyOf"][0]["enum"] == list(catalogue()["trigger"])
    forms = {form["properties"]["rule"]["const"] for form in when["anyOf"] if "properties" in form}
    assert forms == set(catalogue()["trigger"])


def test_the_models_alone_give_the_default_scenario() -> None:
    assert adapter().validate_python({}) == Scenario()
    assert adapter().validate_python({"days": 60, "product": {"take_rate": "1 %"}}).product.take_rate == 0.01


def test_the_models_are_strict_and_frozen() -> None:
    network = scenario_shape().fields["network"]
    assert isinstance(network, Group)
    made = model(network)()
    with pytest.raises(ValidationError, match="frozen"):
        made.kind = 1
    with pytest.raises(ValidationError, match="Extra inputs"):
        model(network)(kin=1)
