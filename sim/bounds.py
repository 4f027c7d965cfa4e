"""The last door: a scenario made in Python is held to the same bounds as one from a file."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from sim.cells import ROUNDING, distinct, roots, under, who
from sim.misfits import misfits
from sim.rules import catalogue
from sim.scenario import (
    CIRCLES,
    EDGES,
    MOST_DIFFERENCES,
    MOST_PORTRAITS,
    MOST_REWARDS,
    MOST_TIERS,
    Difference,
    Portrait,
    Scenario,
)
from sim.terms import MINOR_UNITS, Attachment, Changes, Choice, Slot, Term, annotated_fields, is_list, mark, terms_of
from sim.ties import MOST_FRIENDS, EdgeList


def check(scenario: Scenario) -> None:
    """Raise ValueError, with every fault, where a setting is out of bounds or settings contradict each other."""
    found = [*faults(scenario, ""), *contradictions(scenario)] or [*clashes(scenario)]
    if found:
        raise ValueError("; ".join(found))


def faults(group: Any, path: str) -> Iterator[str]:
    """Yield the settings of a group, and of groups in it, that are out of bounds."""
    kind: Any = type(group)
    for name, annotation in annotated_fields(kind).items():
        value, here, marked = getattr(group, name), f"{path}{name}", mark(annotation)
        if isinstance(marked, Changes):
            continue
        if isinstance(marked, Term):
            yield from out_of_bounds(value, marked, here)
        elif isinstance(marked, Slot):
            yield from of_choice(value, marked, here)
        elif isinstance(marked, Attachment):
            yield from of_attachment(value, here)
        elif isinstance(value, Mapping):
            for key, part in value.items():
                yield from faults(part, f"{here}.{key}.")
        elif isinstance(value, tuple):
            for number, part in enumerate((value,) if hasattr(value, "_fields") else value):
                yield from faults(part, f"{here}." if hasattr(value, "_fields") else f"{here}.{number}.")


def of_attachment(value: Any, path: str) -> Iterator[str]:
    """Yield the fault of what is not what a file holds."""
    if value is not None and not isinstance(value, EdgeList):
        yield f"{path}: an edge list must stand here (scenarios.edge_list.read returns one)"


def of_choice(choice: Any, slot: Slot, path: str) -> Iterator[str]:
    """Yield the faults of a choice of a rule."""
    rule = catalogue()[slot.decision].get(choice.rule) if isinstance(choice, Choice) else None
    if not isinstance(choice, Choice):
        yield f"{path}: {choice!r} is no Choice of a rule"
    elif rule is None:
        yield f"{path}: no rule {choice.rule!r}; one of {', '.join(catalogue()[slot.decision])}"
    elif not isinstance(choice.terms, rule.terms):
        yield f"{path}: the terms are not those of the rule {choice.rule!r}"
    else:
        yield from faults(choice.terms, f"{path}.")
        yield from unlike_lists(choice.terms, path)


def unlike_lists(terms: Any, path: str) -> Iterator[str]:
    """Yield the lists of a rule that are not of one length, or do not rise where they have to."""
    kind: Any = type(terms)
    lists = {name: getattr(terms, name) for name, annotation in annotated_fields(kind).items() if is_list(annotation)}
    if len({len(numbers) for numbers in lists.values()}) > 1:
        yield f"{path}: {' and '.join(lists)} are not of one length"
    for name, numbers in lists.items():
        if terms_of(kind)[name].rises and any(left >= right for left, right in pairwise(numbers)):
            yield f"{path}.{name}: does not rise"


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
    if network.kind == CIRCLES and network.homophily > network.strong_share:
        yield f"network.homophily: {network.homophily:g} is above network.strong_share, {network.strong_share:g}"
    yield from contradicting_edges(scenario)
    yield from (f"{'.'.join(map(str, misfit.path))}: {misfit.message}" for misfit in misfits(scenario))
    yield from of_portraits(scenario)
    for path, one in who(scenario):
        yield from of_changes(scenario, one, path)


def of_portraits(scenario: Scenario) -> Iterator[str]:
    """Yield what is wrong with the portraits and differences as such."""
    if len(scenario.portraits) > MOST_PORTRAITS:
        yield f"portraits: {len(scenario.portraits)}, at most {MOST_PORTRAITS}"
    if len(scenario.differ) > MOST_DIFFERENCES:
        yield f"differ: {len(scenario.differ)}, at most {MOST_DIFFERENCES}"
    total = sum(portrait.share for portrait in scenario.portraits.values())
    if scenario.portraits and abs(total - 1.0) > ROUNDING:
        yield f"portraits: the shares add up to {total:g}, not to 1"
    for name, difference in scenario.differ.items():
        if difference.portrait not in ("", *scenario.portraits):
            yield f"differ.{name}.portrait: there is no portrait {difference.portrait!r}"
        if difference.tier not in ("", *(tier.name for tier in scenario.tiers)):
            yield f"differ.{name}.tier: there is no tier {difference.tier!r}"


def clashes(scenario: Scenario) -> Iterator[str]:
    """Yield that differences, each right by itself, do not go together."""
    try:
        scenarios, _ = distinct(scenario)
    except ValueError as error:
        yield f"differ: where several differences apply, {error}"
        return
    found = dict.fromkeys(misfit for each in scenarios for misfit in misfits(each))
    yield from (f"differ: {'.'.join(map(str, misfit.path))}: {misfit.message}" for misfit in found)


def of_changes(scenario: Scenario, one: Portrait | Difference, path: str) -> Iterator[str]:
    """Yield what is wrong with the changes of a portrait or a difference."""
    allowed, other = roots(one), scenario._replace(portraits={}, differ={})
    for changed, value in one.changes.items():
        if changed.partition(".")[0] not in allowed:
            yield f"{path}.{changed}: only {', '.join(allowed)} may differ here"
            continue
        try:
            other = under(other, [(changed, value)])
        except ValueError as error:
            yield f"{path}.{error}"
        else:
            yield from (f"{path}.{fault}" for fault in faults(other, "") if fault.startswith(changed))


def contradicting_edges(scenario: Scenario) -> Iterator[str]:
    """Yield what does not fit the edge list of a network."""
    edges = scenario.network.edges
    if (scenario.network.kind == EDGES) != (edges is not None):
        yield "network.edges: an edge list and kind edges go together"
    if not isinstance(edges, EdgeList):
        return
    if scenario.persons < len(edges):
        yield f"persons: {scenario.persons:,} are fewer than the {len(edges):,} of network.edges"
    if not edges.pairs.size:
        yield "network.edges: there is no tie in it"
    elif edges.degrees.max() > MOST_FRIENDS:
        yield f"network.edges: somebody has {edges.degrees.max():,} friends, at most {MOST_FRIENDS:,}"
