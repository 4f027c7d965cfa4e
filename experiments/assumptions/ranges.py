"""Over which range each setting of a scenario is moved, and why some are not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from experiments.stresses.factors import Scheme, share_of
from experiments.study.levers import WORDS, Lever
from scenarios.evidence import Standing, standings
from scenarios.faults import ScenarioError
from scenarios.resolved import Resolved
from scenarios.tree import DEFAULT
from scenarios.units import inside
from sim.scenario import Scenario
from sim.terms import MINOR_UNITS, Term

STEP = 0.2
"""By how much of its value a setting is moved down and up; a share by no more than that of what is left to 1."""

ABSOLUTE = {"share": 0.05, "days": 30.0, "months": 3.0, "count": 1.0, "per year": 0.01, "per month": 0.01, "per day": 0.0005,
            "points": 10.0, "number": 0.1}
"""By how much a setting is moved of which a percent means nothing: one at 0, a share at 1, points of a score; in its unit.

Money is moved by a hundredth of the median income.
"""

SIZE = ("persons", "days")
"""What says how large a run is."""
CORNERS, HALVINGS = 24, 3
ALONE = "no other value goes together with the rest"


@dataclass(frozen=True)
class Parameter:
    """A setting with its value as the model holds it, and the lever that moves it, or why there is none."""

    path: str
    standing: Standing
    value: float
    lever: Lever | None = None
    unmoved: str = ""

    @property
    def percent(self) -> float:
        """How many percent of its value its range is, of those of which a percent means something; else 0."""
        assert self.lever is not None
        return 0.0 if absolute(self.standing.term, self.value) else 100.0 * (self.lever.high - self.lever.low) / abs(self.value)


def absolute(term: Term, own: float) -> bool:
    """Tell whether a percent of a setting means nothing."""
    return term.unit == "points" or own == 0.0 or term.unit == "share" and own == 1.0


def parameters(what: Resolved, only: Sequence[str] = ()) -> tuple[Parameter, ...]:
    """Return every number, choice and switch of a scenario, or those of which the paths begin so.

    Those that are moved have ranges in which all go together.
    """
    found = tuple(parameter(what.scenario, path, standing) for path, standing in standings(what.scenario, what.evidence).items()
                  if path.startswith(tuple(only) or ""))
    for _ in range(HALVINGS):
        if not (faulty := clashes(what, found)):
            return found
        found = tuple(halved(each) if each.path in faulty else each for each in found)
    faulty = clashes(what, found)
    return tuple(replace(each, lever=None, unmoved=ALONE) if each.path in faulty else each for each in found)


def parameter(scenario: Scenario, path: str, standing: Standing) -> Parameter:
    """Return a setting with its lever, or why it has none."""
    if standing.term.unit in WORDS:
        return Parameter(path, standing, 0.0, unmoved="a choice")
    if standing.leaf.many:
        return Parameter(path, standing, 0.0, unmoved="a list")
    own = inside(standing.shown, standing.leaf, scenario.currency)
    if path in SIZE:
        return Parameter(path, standing, own, unmoved="the size of the run")
    if share_of(path) in widest(scenario):
        return Parameter(path, standing, own, unmoved="what the other portraits leave")
    return with_lever(Parameter(path, standing, own), *reach(scenario, standing.term, own))


def widest(scenario: Scenario) -> list[str]:
    """Return the largest portrait, if there is one."""
    return sorted(scenario.portraits, key=lambda name: scenario.portraits[name].share)[-1:]


def reach(scenario: Scenario, term: Term, own: float) -> tuple[float, float]:
    """Return from where to where a setting is moved, as the model holds it."""
    if absolute(term, own):
        size = scenario.population.income_median * 0.01 if term.unit == "money" else ABSOLUTE[term.unit]
    else:
        size = STEP * (min(own, 1.0 - own) if term.unit == "share" else abs(own))
    return own - size, own + size


def with_lever(each: Parameter, low: float, high: float, least: int = 1) -> Parameter:
    """Return a setting with the lever that moves it between two values, by so many of its steps at least, within its bounds."""
    leaf, term = each.standing.leaf, each.standing.term
    scale, grain = MINOR_UNITS if term.unit == "money" else 1, 0.0
    if leaf.whole:
        grain = 1.0 if term.unit == "money" else float(term.step)
        down, up = (grain * max(round(abs(end - each.value) / grain), least) for end in (low, high))
        low, high = each.value - down, each.value + up
    low, high = max(low, term.low * scale), min(high, term.high * scale)
    moved = Lever(each.path, DEFAULT, term.about, term.unit, low=low, high=high, step=grain, leaf=leaf)
    return replace(each, lever=moved) if low < high else replace(each, lever=None, unmoved=ALONE)


def halved(each: Parameter) -> Parameter:
    """Return a setting with half its range, around its value."""
    if each.lever is None:
        return each
    return with_lever(each, (each.value + each.lever.low) / 2.0, (each.value + each.lever.high) / 2.0, least=0)


def clashes(what: Resolved, found: Sequence[Parameter]) -> set[str]:
    """Return the paths at which settings do not go together in some corner of their ranges."""
    scheme, draw, faults = Scheme(what), np.random.default_rng(0), set[str]()
    moved = [each.lever for each in found if each.lever]
    for _ in range(CORNERS):
        try:
            scheme.under(moves(moved, draw.integers(0, 2, len(moved)).astype(float)))
        except ScenarioError as error:
            faults |= {fault.path for fault in error.faults}
    return faults


def moves(levers: Iterable[Lever], shares: Iterable[float]) -> Iterator[tuple[Lever, Any]]:
    """Yield each lever with its value at a share of its range."""
    yield from ((lever, lever.at(float(share))) for lever, share in zip(levers, shares, strict=True))
