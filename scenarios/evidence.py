"""What the values of a scenario stand on: the evidence of a default, and where something else is set, that nobody has given any."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from scenarios import places
from scenarios.differing import whole
from scenarios.shapes import Leaf, scenario_shape
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


def standings(scenario: Scenario) -> dict[str, Standing]:
    """Return every number, choice and switch of a scenario by its path, with what its value stands on.

    >>> from scenarios import load
    >>> found = standings(load("cash_for_invites", {"behaviour.repay.m2_to_m3": 0.7}))
    >>> found["behaviour.repay.c_to_m1"][1:]
    ('1.16 %', 'derived', '1.16 %, from Ant 2019')
    >>> found["behaviour.repay.m2_to_m3"][1:], found["rewards.referrer.hold"][1:]
    (('70 %', 'assumption', 'set in the scenario, without evidence'), ('0 days', 'chosen', ''))
    """
    usual = {path: shown for path, _, shown in written(as_usual(scenario))}
    return {path: Standing(leaf, shown, *graded(leaf.term, usual.get(path) == shown)) for path, leaf, shown in written(scenario)}


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
