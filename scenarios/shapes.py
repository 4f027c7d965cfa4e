"""What a scenario is made of, read off the groups of settings of ``sim``; nothing is listed by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias, get_args, get_origin

from sim.rules import catalogue, contracts
from sim.scenario import (
    MOST_DIFFERENCES,
    MOST_PORTRAITS,
    MOST_REWARDS,
    MOST_TIERS,
    Difference,
    Portrait,
    Reward,
    Scenario,
)
from sim.terms import Attachment, Changes, Slot, Term, annotated_fields, is_list, is_whole, mark

MOST: Mapping[type, int] = {Reward: MOST_REWARDS, Portrait: MOST_PORTRAITS, Difference: MOST_DIFFERENCES}
FILED: Mapping[type, str] = {Portrait: "a file with portraits, made by fission portrait or by hand"}
"""Groups by name that may stand in a file of their own."""

KIND = "kind"
"""The setting by which a group may be written as one word: ``product: enterprise_loan``."""


@dataclass(frozen=True)
class Text:
    """A line of text."""


@dataclass(frozen=True)
class File:
    """The path of a file whose content is part of the scenario."""

    attachment: Attachment


@dataclass(frozen=True)
class Leaf:
    """A number, a choice or a switch, or a list of numbers where ``many``."""

    term: Term
    many: bool
    whole: bool


@dataclass(frozen=True)
class Group:
    """A group of settings and the type that holds them in the model."""

    type: Any
    fields: Mapping[str, Shape]


@dataclass(frozen=True)
class Place:
    """A place where a rule is chosen; ``usual`` is the rule that a bare number stands for."""

    slot: Slot
    usual: str
    rules: Mapping[str, Group]


@dataclass(frozen=True)
class Named:
    """Groups by name; ``file`` says what is in the file whose path may stand there instead, empty where none may."""

    of: Group
    most: int
    file: str = ""


@dataclass(frozen=True)
class Listed:
    """Groups in a list."""

    of: Group
    most: int


@dataclass(frozen=True)
class Overlay:
    """Differences from a part of the scenario, of which some settings are written and no others."""

    of: Shape


Shape: TypeAlias = Text | File | Leaf | Group | Place | Named | Listed | Overlay


@cache
def scenario_shape() -> Group:
    """Return the shape of a whole scenario."""
    return group(Scenario)


def group(held: Any) -> Group:
    """Return the shape of a group of settings."""
    fields: dict[str, Shape] = {}
    for name, annotation in annotated_fields(held).items():
        marked = mark(annotation)
        if isinstance(marked, Changes):
            fields |= {root: Overlay(differing(shape(annotated_fields(Scenario)[root]))) for root in marked.roots}
        else:
            fields[name] = shape(annotation)
    return Group(held, fields)


def is_common(of: Shape | None) -> bool:
    """Tell whether a setting is the same for everybody: a term that says so, or a text."""
    return isinstance(of, Text) or isinstance(of, Leaf) and of.term.common


def differing(of: Shape) -> Shape:
    """Return a shape without the settings that are the same for everybody."""
    match of:
        case Group(held, fields):
            differ = {name: differing(each) for name, each in fields.items() if not is_common(each)}
            return Group(held, differ)
        case Named(each, most):
            below = differing(each)
            assert isinstance(below, Group)
            return Named(below, most)
    return of


def shape(annotation: Any) -> Shape:
    """Return the shape of one annotated field.

    Raises TypeError for a field that no file can hold.
    """
    match mark(annotation):
        case Term() as term:
            return Leaf(term, is_list(annotation), is_whole(annotation))
        case Slot() as slot:
            return place(slot)
        case Attachment() as attachment:
            return File(attachment)
    if annotation is str:
        return Text()
    if hasattr(annotation, "_fields"):
        return group(annotation)
    return collection(annotation)


def place(slot: Slot) -> Place:
    """Return the shape of a place for a rule, with all rules of its folder."""
    rules = {name: group(rule.terms) for name, rule in catalogue()[slot.decision].items()}
    return Place(slot, contracts()[slot.decision].default, rules)


def collection(annotation: Any) -> Named | Listed:
    """Return the shape of groups by name or in a list."""
    origin, held = get_origin(annotation), get_args(annotation)
    if origin is tuple:
        return Listed(group(held[0]), MOST_TIERS)
    if origin is not None and issubclass(origin, Mapping):
        return Named(group(held[1]), MOST.get(held[1], MOST_REWARDS), FILED.get(held[1], ""))
    raise TypeError(f"no file can hold {annotation}")


def homes(name: str, shape: Shape, path: str = "") -> Iterator[str]:
    """Yield the places of a shape that know a setting of a name.

    >>> next(homes("payments", scenario_shape()))
    'rewards.<name>.when, rule on_time_payments'
    """
    match shape:
        case Group(fields=fields):
            if name in fields:
                yield path or "the top level"
            for field, each in fields.items():
                yield from homes(name, each, f"{path}.{field}".lstrip("."))
        case Place(rules=rules):
            for rule, terms in rules.items():
                yield from homes(name, terms, f"{path}, rule {rule}")
        case Named(of=of):
            yield from homes(name, of, f"{path}.<name>")
        case Listed(of=of):
            yield from homes(name, of, f"{path}.<number>")
