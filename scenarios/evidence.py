"""What the values of a scenario stand on: what its files state, or the evidence of a default, or that nobody has given any."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from scenarios import places
from scenarios.differing import whole
from scenarios.shapes import Leaf, scenario_shape
from scenarios.stated import read
from scenarios.tree import dotted
from sim.scenario import Scenario
from sim.terms import ASSUMPTION, CHOSEN, Choice, Term

SET = "set in the scenario, without evidence"


class Standing(NamedTuple):
    """A setting with its value as one writes it, the grade of that value (``sim.terms.GRADES``) and its source, if any."""

    leaf: Leaf
    shown: str
    grade: str
    source: str

    @property
    def term(self) -> Term:
        """What the setting is."""
        return self.leaf.term


def standings(scenario: Scenario, stated: Mapping[str, str] = MappingProxyType({})) -> dict[str, Standing]:
    """Return every number, choice and switch of a scenario by its path, with what its value stands on.

    ``stated`` is the evidence that its files state, by path (``scenarios.Resolved.evidence``).

    >>> from scenarios import load
    >>> scenario = load("cash_for_invites", {"behaviour.repay.m2_to_m3": 0.7, "behaviour.repay.m1_to_m2": 0.3})
    >>> found = standings(scenario, {"behaviour.repay.m1_to_m2": "measured: our book of 2025"})
    >>> found["behaviour.repay.m1_to_m2"][1:]
    ('30 %', 'measured', 'our book of 2025')
    >>> found["behaviour.repay.m2_to_m3"][1:], found["rewards.referrer.hold"][1:]
    (('70 %', 'assumption', 'set in the scenario, without evidence'), ('0 days', 'chosen', ''))
    """
    usual = {path: shown for path, _, shown in written(as_usual(scenario))}
    return {path: Standing(leaf, shown, *(read(stated[path]) if path in stated else graded(leaf.term, usual.get(path) == shown)))
            for path, leaf, shown in written(scenario)}


def written(scenario: Scenario) -> Iterator[tuple[str, Leaf, str]]:
    """Yield each number, choice and switch with its path and its value as one writes it."""
    for path, shape, leaf in places.values(scenario_shape(), whole(scenario)):
        if isinstance(shape, Leaf):
            yield dotted(path), shape, places.shown(shape, leaf, scenario.currency)


def as_usual(held: Any) -> Any:
    """Return settings as they would be had nobody set them, of the same rules, reward lines, tiers and portraits."""
    if isinstance(held, Choice):
        return Choice(held.rule, type(held.terms)())
    if isinstance(held, Mapping):
        return {name: as_usual(each) for name, each in held.items()}
    if not hasattr(held, "_fields"):
        return tuple(map(as_usual, held))
    usual = type(held)()
    groups = {name: as_usual(each) for name, each in held._asdict().items() if name != "changes" and is_group(each)}
    return usual._replace(**groups)


def is_group(held: Any) -> bool:
    """Tell whether settings are below this one."""
    return isinstance(held, Mapping) or hasattr(held, "_fields") or isinstance(held, tuple) and any(map(is_group, held))


def graded(term: Term, usual: bool) -> tuple[str, str]:
    """Return the grade of a value and its source: those of the default, or that it is set without any."""
    if usual or term.grade == CHOSEN:
        return term.grade, term.source if usual else ""
    return ASSUMPTION, SET
