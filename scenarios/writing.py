"""From what the model holds to a tree as one would write it, and from the tree to YAML."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

import yaml

from scenarios.shapes import File, Group, Leaf, Listed, Named, Overlay, Place, Shape
from scenarios.tree import DEFAULT, Items, Node, Scalar, Settings
from scenarios.units import outside

ORIGIN_COLUMN = 48
PLAIN = re.compile("[+-]?[A-Za-z0-9_.]+([+-][0-9]+)?")
NOTHING = ("", "~", "null")


def written(shape: Shape, value: Any) -> Node:
    """Return the tree that stands for a value of the model."""
    match shape:
        case Leaf(many=True):
            return Items(tuple(Scalar(as_text(outside(each, shape))) for each in value))
        case Leaf():
            return Scalar(as_text(outside(value, shape)))
        case File():
            return Scalar(None if value is None else value.file)
        case Place():
            return Settings({"rule": Scalar(value.rule), **terms(shape, value.rule, value.terms)})
        case Group():
            return Settings(fields(shape, value))
        case Named(of):
            return Settings({name: written(of, each) for name, each in value.items()})
        case Listed(of):
            return Items(tuple(written(of, each) for each in value))
    return Scalar(value)


def fields(group: Group, value: Any) -> dict[str, Node]:
    """Return the tree of each field of a group; overlays are left aside."""
    return {name: written(shape, getattr(value, name)) for name, shape in group.fields.items() if not isinstance(shape, Overlay)}


def terms(place: Place, rule: str, value: Any = None) -> dict[str, Node]:
    """Return the tree of each term of a rule, the default ones unless others are given."""
    group = place.rules[rule]
    return fields(group, group.type() if value is None else value)


def as_text(value: float | str) -> str:
    """Return a value as one writes it.

    >>> as_text(True), as_text(12.5)
    ('true', '12.5')
    """
    return str(value).lower() if isinstance(value, bool) else str(value)


def yaml_of(node: Node, with_origins: bool = False) -> str:
    """Return a tree as YAML, each value with its origin in a comment where asked."""
    return "\n".join(lines(node, "", with_origins)) + "\n"


def lines(node: Node, indent: str, origins: bool) -> Iterator[str]:
    """Yield the lines of a tree."""
    if isinstance(node, Settings):
        for name, value in node.of.items():
            yield from entry(f"{indent}{scalar(name)}:", value, indent, origins)
    elif isinstance(node, Items):
        for item in node.items:
            first, *rest = [f"{indent}  {inline(item)}"] if is_value(item) else lines(item, f"{indent}  ", origins)
            yield from (f"{indent}- {first[len(indent) + 2:]}", *rest)


def entry(start: str, value: Node, indent: str, origins: bool) -> Iterator[str]:
    """Yield the lines of one setting: one line for a value, more for what holds settings."""
    if not is_value(value):
        yield start
        yield from lines(value, f"{indent}  ", origins)
        return
    line = f"{start} {inline(value)}"
    yield f"{line:<{ORIGIN_COLUMN}}  # {value.mark}" if origins and value.mark is not DEFAULT else line


def is_value(node: Node) -> bool:
    """Tell whether a node goes on one line: a value, a list of values, or nothing at all."""
    if isinstance(node, Settings):
        return not node.of
    return isinstance(node, Scalar) or all(isinstance(item, Scalar) for item in node.items)


def inline(node: Node) -> str:
    """Return a value on one line."""
    if isinstance(node, Items):
        return f"[{', '.join(map(inline, node.items))}]"
    return "{}" if isinstance(node, Settings) else scalar(node.text)


def comment(text: str) -> str:
    """Return a text as a comment on one line, whatever is in it.

    >>> comment("90 dpd" + chr(10) + "x: 1")
    '# 90 dpd x: 1'
    """
    return f"# {''.join(sign if sign.isprintable() else ' ' for sign in text)}"


def scalar(text: str | None) -> str:
    """Return a scalar so that it reads back as the same text.

    >>> print(scalar("50"), scalar("true"), scalar("Gold: 2nd"))
    50 true "Gold: 2nd"
    """
    if text is None:
        return "null"
    if PLAIN.fullmatch(text) and text not in NOTHING:
        return text
    quoted: str = yaml.safe_dump(text, width=math.inf, allow_unicode=True, default_style='"')
    return quoted.rstrip("\n")
