"""Paths of settings, as studies name them: what stands there in a scenario, and settings made of a path and a value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scenarios.faults import ScenarioError, suggestion
from scenarios.overrides import nested
from scenarios.resolved import Resolved
from scenarios.shapes import Group, Leaf, Listed, Named, Place, Shape, scenario_shape
from scenarios.tree import Mark, Node, Scalar, Settings, value_at


def at_path(path: str, node: Node, mark: Mark) -> Settings:
    """Return one value as settings within settings."""
    return nested(path.split("."), node, mark)


def leaf_at(path: str, base: Resolved, mark: Mark) -> Leaf | None:
    """Return the shape of the number at a path, None where a rule is chosen there.

    Raises ScenarioError for a path that leads nowhere in the scenario.
    """
    shape: Shape | None = scenario_shape()
    parts = path.split(".")
    for number, part in enumerate(parts):
        known = dict(below(shape, base, tuple(parts[:number])))
        shape = known.get(part)
        if shape is None:
            hint = suggestion(part, known, "it has" if number else "known here")
            raise ScenarioError([mark.fault(f"there is no setting '{path}'", hint, path)])
    if isinstance(shape, Place):
        first = next(iter(shape.rules[shape.usual].fields.values()), None)
        return first if isinstance(first, Leaf) and chosen(shape, value_at(base.tree, tuple(parts))) == shape.usual else None
    return shape if isinstance(shape, Leaf) else None


def below(shape: Shape | None, base: Resolved, path: tuple[str, ...]) -> Iterator[tuple[str, Shape]]:
    """Yield what may be set within a shape, in the scenario as it is."""
    match shape:
        case Group(fields=fields):
            yield from fields.items()
        case Place(rules=rules):
            yield from rules[chosen(shape, value_at(base.tree, path))].fields.items()
        case Named(of=of) | Listed(of=of):
            node: Any = value_at(base.tree, path)
            names = node.of if isinstance(node, Settings) else map(str, range(len(node.items)))
            yield from ((name, of) for name in names)


def chosen(place: Place, node: Node) -> str:
    """Return the name of the rule that is chosen in a place."""
    rule = node.of.get("rule") if isinstance(node, Settings) else None
    return str(rule.text) if isinstance(rule, Scalar) and rule.text in place.rules else place.usual
