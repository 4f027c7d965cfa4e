"""The rules as text: what each decides, and what it can be set to."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Iterator

from scenarios.shapes import Group, Leaf, group
from scenarios.units import allowed, outside
from sim.rules import Rule, catalogue, contracts

WIDTH = 96
CURRENCY = "currency units"


def names() -> list[str]:
    """Return the names of all decisions and rules."""
    return sorted({*catalogue(), *(rule for rules in catalogue().values() for rule in rules)})


def chapter(decision: str, only: str | None = None) -> str:
    """Return a decision's question and its rules; nothing where ``only`` names neither the decision nor one of them."""
    rules = [rule for rule in catalogue()[decision].values() if only in (None, decision, rule.name)]
    if not rules:
        return ""
    return "\n".join([f"{decision}: {question(decision)}", *(line for rule in rules for line in section(rule))])


def question(decision: str) -> str:
    """Return what a decision is about."""
    package = catalogue()[decision][contracts()[decision].default].module.__package__
    return first_line(inspect.getdoc(__import__(str(package), fromlist=["_"])))


def section(rule: Rule) -> Iterator[str]:
    """Yield a rule's name, what it says of itself, and a line or two for each of its terms."""
    usual = " (default)" if rule.name == rule.contract.default else ""
    yield ""
    yield f"  {rule.name}{usual}"
    yield from wrapped(first_line(rule.module.__doc__), "    ")
    yield from wrapped(first_line(rule.function.__doc__), "    ")
    shape = group(rule.terms)
    for name, leaf in shape.fields.items():
        assert isinstance(leaf, Leaf)
        yield from term(name, leaf, default(shape, name, leaf))


def term(name: str, leaf: Leaf, value: str) -> Iterator[str]:
    """Yield what a term is, its default, its bounds and its evidence."""
    yield from wrapped(f"{name} = {value}: {leaf.term.about}", "      ")
    yield from wrapped(f"{allowed(leaf, CURRENCY)}; {leaf.term.evidence}", "          ")


def default(shape: Group, name: str, leaf: Leaf) -> str:
    """Return a term's default as it is written at the door."""
    value = getattr(shape.type(), name)
    shown = ", ".join(str(outside(each, leaf)) for each in value) if leaf.many else str(outside(value, leaf))
    return f"[{shown}]" if leaf.many else shown


def wrapped(text: str, indent: str) -> list[str]:
    """Return a text in lines of at most WIDTH signs."""
    return textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent + "  ")


def first_line(text: str | None) -> str:
    """Return the first line of a docstring."""
    return (text or "").strip().partition("\n")[0]
