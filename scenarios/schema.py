"""The JSON schema of a scenario file, by which an editor completes, explains and underlines."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

from scenarios.models import LONGEST_TEXT, NAME
from scenarios.shapes import KIND, File, Group, Leaf, Listed, Named, Overlay, Place, Shape, Text, scenario_shape
from scenarios.stated import EVIDENCE
from scenarios.units import outside
from sim.rules import catalogue
from sim.scenario import Scenario
from sim.terms import ASSUMPTION, CHOSEN, GRADES, LONGEST_LIST, Choice

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILE = Path(__file__).with_name("schema.json")


def schema() -> dict[str, Any]:
    """Return the JSON schema of a scenario file, whole or a difference from a base."""
    base = {"type": "string", "description": "the scenario this one differs from: the name of a shipped one, or a file"}
    whole = described(scenario_shape(), Scenario())
    whole["properties"] = {"base": base, **whole["properties"], EVIDENCE: evidence()}
    return {"$schema": DIALECT, "title": "Fission scenario", **whole}


def as_text() -> str:
    """Return the schema as it is kept in ``schema.json``."""
    return json.dumps(schema(), indent=1, ensure_ascii=False)


def evidence() -> dict[str, Any]:
    """Return the schema of what values stand on."""
    free = (ASSUMPTION, CHOSEN)
    sourced = "|".join(grade for grade in GRADES if grade not in free)
    line = {"type": "string", "maxLength": LONGEST_TEXT, "pattern": f"^(({sourced}): +[^ ]|({'|'.join(free)})(: |$))"}
    about = "what values stand on: behind the path of a setting a grade, with its source behind a colon"
    return {"type": "object", "description": about, "additionalProperties": line}


def described(shape: Shape, default: Any) -> dict[str, Any]:
    """Return the schema of a shape; ``default`` is what the model holds where nothing is written."""
    match shape:
        case Leaf():
            return setting(shape, default)
        case Group():
            return group(shape, default)
        case Place():
            return choice(shape, default)
        case Named():
            return by_name(shape)
        case Listed(of, most):
            return {"type": "array", "items": group(of, of.type()), "maxItems": most}
        case File(attachment):
            return {"type": ["string", "null"], "description": attachment.about, "default": default}
        case Text():
            return {"type": "string", "maxLength": LONGEST_TEXT, "default": default}
        case Overlay(of):
            return dict(without_defaults(described(of, default)))


def without_defaults(schema: Any) -> Any:
    """Return the schema of differences, which have no defaults."""
    if isinstance(schema, list):
        return [without_defaults(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {name: without_defaults(part) for name, part in schema.items() if name != "default"}


def group(shape: Group, default: Any) -> dict[str, Any]:
    """Return the schema of a group of settings."""
    properties = {name: described(each, getattr(Scenario() if isinstance(each, Overlay) else default, name))
                  for name, each in shape.fields.items()}
    about = {"description": shape.type.__doc__} if shape.type.__doc__ else {}
    whole = {"type": "object", **about, "properties": properties, "additionalProperties": False}
    return {"anyOf": [one(kind), whole]} if isinstance(kind := shape.fields.get(KIND), Leaf) else whole


def by_name(shape: Named) -> dict[str, Any]:
    """Return the schema of groups by name, or of the file that they may stand in."""
    line = {"anyOf": [group(shape.of, shape.of.type()), {"type": "null", "description": "removes it"}]}
    names = {"propertyNames": {"pattern": NAME}, "maxProperties": shape.most}
    written = {"type": "object", **names, "additionalProperties": line}
    return {"anyOf": [{"type": "string", "description": shape.file}, written]} if shape.file else written


def choice(place: Place, default: Choice) -> dict[str, Any]:
    """Return the schema of a place for a rule: its name, the first term of the usual rule, or a rule with its terms."""
    short: list[dict[str, Any]] = [{"enum": list(place.rules)}]
    first = next(iter(place.rules[place.usual].fields.values()), None)
    if isinstance(first, Leaf):
        short.append(one(first))
    rules = [rule(place, name) for name in place.rules]
    return {"description": place.slot.about, "default": default.rule, "anyOf": [*short, *rules]}


def rule(place: Place, name: str) -> dict[str, Any]:
    """Return the schema of a rule with its terms."""
    about = catalogue()[place.slot.decision][name].module.__doc__
    terms = group(place.rules[name], place.rules[name].type())
    return {**terms, "description": about, "properties": {"rule": {"const": name}, **terms["properties"]}}


def setting(leaf: Leaf, default: Any) -> dict[str, Any]:
    """Return the schema of a setting with unit, bounds, default and evidence."""
    term = leaf.term
    about = {"description": f"{term.about} ({term.unit})", "unit": term.unit, "evidence": term.evidence}
    if leaf.many:
        form = {"type": "array", "items": one(leaf), "minItems": 1, "maxItems": LONGEST_LIST}
        return {**about, "default": [outside(each, leaf) for each in default], **form}
    return {**about, "default": outside(default, leaf), **one(leaf)}


def one(leaf: Leaf) -> dict[str, Any]:
    """Return the schema of one value: a plain number, or a text with its unit."""
    term = leaf.term
    if term.unit == "switch":
        return {"type": "boolean"}
    if term.unit == "choice":
        return {"enum": list(term.choices)}
    limits = {"minimum": term.low, "maximum": term.high}
    number: dict[str, Any] = {"type": "integer" if leaf.whole and term.unit != "money" else "number"}
    number |= {word: limit for word, limit in limits.items() if math.isfinite(limit)}
    if term.step > 1:
        number["multipleOf"] = term.step
    return {"anyOf": [number, {"type": "string", "pattern": "^[-+.]?[0-9]"}]}


if __name__ == "__main__":
    print(as_text())
