"""The last door: a scenario made in Python is held to the same bounds as one from a file."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from sim.rules import catalogue
from sim.scenario import MOST_REWARDS, MOST_TIERS, Scenario
from sim.terms import MINOR_UNITS, Choice, Slot, Term, annotated_fields, mark


def check(scenario: Scenario) -> None:
    """Raise ValueError, with every fault, where a setting is out of bounds or settings contradict each other."""
    found = [*faults(scenario, ""), *contradictions(scenario)]
    if found:
        raise ValueError("; ".join(found))


def faults(group: Any, path: str) -> Iterator[str]:
    """Yield the settings of a group, and of groups in it, that are out of bounds."""
    kind: Any = type(group)
    for name, annotation in annotated_fields(kind).items():
        value, here, marked = getattr(group, name), f"{path}{name}", mark(annotation)
        if isinstance(marked, Term):
            yield from out_of_bounds(value, marked, here)
        elif isinstance(marked, Slot):
            yield from of_choice(value, marked, here)
        elif isinstance(value, Mapping):
            for key, part in value.items():
                yield from faults(part, f"{here}.{key}.")
        elif isinstance(value, tuple):
            for number, part in enumerate((value,) if hasattr(value, "_fields") else value):
                yield from faults(part, f"{here}." if hasattr(value, "_fields") else f"{here}.{number}.")


def of_choice(choice: Choice, slot: Slot, path: str) -> Iterator[str]:
    """Yield the faults of a choice of a rule."""
    rule = catalogue()[slot.decision].get(choice.rule)
    if rule is None:
        yield f"{path}: no rule {choice.rule!r}; one of {', '.join(catalogue()[slot.decision])}"
    elif not isinstance(choice.terms, rule.terms):
        yield f"{path}: the terms are not those of the rule {choice.rule!r}"
    else:
        yield from faults(choice.terms, f"{path}.")


def out_of_bounds(value: Any, term: Term, path: str) -> Iterator[str]:
    """Yield the numbers of a setting that are not within its bounds; money is told in currency units."""
    scale = MINOR_UNITS if term.unit == "money" else 1
    low, high = (0.0, len(term.choices) - 1.0) if term.choices else (term.low, term.high)
    for number in value if isinstance(value, tuple) else (value,):
        if not math.isfinite(number) or not low <= number / scale <= high:
            yield f"{path}: {number / scale:g} is not within {low:g} to {high:g} ({term.unit})"


def contradictions(scenario: Scenario) -> Iterator[str]:
    """Yield what no single setting is to blame for."""
    network = scenario.network
    if len(scenario.rewards) > MOST_REWARDS:
        yield f"rewards: {len(scenario.rewards)} lines, at most {MOST_REWARDS}"
    if len(scenario.tiers) > MOST_TIERS:
        yield f"tiers: {len(scenario.tiers)}, at most {MOST_TIERS}"
    if network.kind == 0 and network.homophily > network.strong_share:
        yield f"network.homophily: {network.homophily:g} is above network.strong_share, {network.strong_share:g}"
