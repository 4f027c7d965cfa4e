"""What a screening has found: the register itself, a table and a record of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.assumptions.elasticity import Elasticity, elasticities
from experiments.assumptions.plan import RESULTS, Plan, Walks
from experiments.assumptions.ranges import Parameter
from experiments.exchange import SCHEMA_VERSION, finite
from experiments.interval import Interval, interval
from experiments.lab import Outcome, fingerprint
from experiments.lab.measures import measures
from experiments.lab.tidy import Field, Tidy
from experiments.study.levers import label
from scenarios.units import dressed
from sim.terms import GRADES

DIGITS = 4
"""Significant digits of what the record tells."""

MOVES, UNSEEN, UNASKED, ELSEWHERE = "moves", "no effect seen", "not asked", "other figures only"
IDLE, UNMOVED = "not in use", "not moved"
STATES = {
    MOVES: "it surely moves one of the results at least; about one in twenty of these effects is luck",
    UNSEEN: "what it does to the results is not told apart from luck",
    UNASKED: "a result is none in this scenario, or may be none, and was not asked; the others are the same wherever it stands",
    ELSEWHERE: "the results are the same wherever it stands, and other figures are not",
    IDLE: "runs of this size, two of them, are the same, bit for bit, at either end of its range",
    UNMOVED: "no range is tried",
}


@dataclass(frozen=True)
class Entry:
    """A setting in the register; its range ``low`` to ``high`` is ``percent`` of its value, 0 where a percent means nothing."""

    path: str
    about: str
    unit: str
    value: str
    grade: str
    source: str
    state: str
    why: str = ""
    low: str = ""
    high: str = ""
    percent: float = 0.0
    effects: Mapping[str, Elasticity] = field(default_factory=dict)

    def swing(self, measure: str) -> float:
        """Return by how many percent a result moves as the setting goes through its range, 0 where that is not surely so."""
        found = self.effects.get(measure)
        return found.mean * (self.percent or 1.0) if found and found.sure else 0.0

    @property
    def weight(self) -> float:
        """How many percent the result moves that moves most."""
        return max(abs(self.swing(measure)) for measure in RESULTS)

    @property
    def as_object(self) -> dict[str, Any]:
        """The setting as a plain object."""
        effects = {measure: as_object(each) for measure, each in self.effects.items()}
        return {**self.__dict__, "percent": rounded(self.percent), "effects": effects}


@dataclass(frozen=True)
class Register:
    """The register of a scenario: ``usual`` are its runs as written, ``outcomes`` those of the walks, seeds fastest."""

    plan: Plan
    walks: Walks
    usual: tuple[Outcome, ...]
    outcomes: tuple[Outcome, ...]

    @property
    def every(self) -> tuple[Outcome, ...]:
        """All replications but those by which what is in use was found."""
        return self.usual + self.outcomes

    @property
    def failed(self) -> list[Outcome]:
        """The replications that failed."""
        return [outcome for outcome in self.every if outcome.error]

    def today(self, measure: str) -> Interval:
        """Return a measure of the scenario as written."""
        return interval(outcome.measures.get(measure, np.nan) for outcome in self.usual)

    def responses(self, measure: str) -> NDArray[np.float64]:
        """Return a measure by point and seed."""
        values = np.array([outcome.measures.get(measure, np.nan) for outcome in self.outcomes])
        return values.reshape(len(self.walks.where), -1)

    @cached_property
    def effects(self) -> Mapping[str, Mapping[str, Elasticity]]:
        """What each lever that is in use does to each result of which a percent means something."""
        percents = {each.path: each.percent for each in self.plan.parameters if each.lever}
        paths = [lever.path for lever in self.walks.levers]
        responses = {measure: self.responses(measure) for measure in RESULTS if paths and self.is_asked(measure)}
        units = {measure: [100.0 / self.today(RESULTS[measure]).mean / (percents[path] or 1.0) for path in paths]
                 for measure in responses}
        return elasticities(paths, self.walks.where, responses, units)

    def is_asked(self, measure: str) -> bool:
        """Tell whether a result is found at all, and a percent of it means something."""
        scale = self.today(RESULTS[measure])
        return scale.low is not None and scale.low > 0.0 and bool(np.isfinite(self.responses(measure)).any())

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every setting, what moves the results most first."""
        found = (self.entry(each) for each in self.plan.parameters)
        return tuple(sorted(found, key=lambda each: ([*STATES].index(each.state), -each.weight)))

    def entry(self, each: Parameter) -> Entry:
        """Return a setting as it stands in the register."""
        term, effects = each.standing.term, self.effects.get(each.path)
        told = Entry(each.path, term.about, term.unit, each.standing.shown, each.standing.grade, each.standing.source,
                     state(each, effects), each.unmoved)
        if each.lever is None:
            return told
        leaf, currency = each.standing.leaf, self.plan.what.scenario.currency
        low, high = (dressed(label(each.lever.at(end)), leaf, currency) for end in (0.0, 1.0))
        return replace(told, low=low, high=high, percent=each.percent, effects=effects or {})

    @property
    def tables(self) -> tuple[Tidy, ...]:
        """All tables."""
        return (self.elasticities,)

    @cached_property
    def elasticities(self) -> Tidy:
        """Every setting that is in use, with what it does to each result."""
        rows = [(entry, measure, each) for entry in self.entries for measure, each in entry.effects.items()]
        return Tidy("elasticities", "percent of change in a result, for each percent of a setting", {
            "path": Field([entry.path for entry, _, _ in rows], "name", "path of the setting"),
            "grade": Field([entry.grade for entry, _, _ in rows], "name", "how well its value is known"),
            "measure": Field([measure for _, measure, _ in rows], "name", "the result: docs/measures.md"),
            "percent": Field([entry.percent for entry, _, _ in rows], "number",
                             "range in percent of the value; 0: a percent means nothing, the effect is that of the whole range"),
            "mean": Field([each.mean for _, _, each in rows], "number", "the elasticity"),
            "low": Field([each.low for _, _, each in rows], "number", "lower end of its 95 % interval"),
            "high": Field([each.high for _, _, each in rows], "number", "upper end of its 95 % interval"),
            "size": Field([each.size for _, _, each in rows], "number", "mean size of the effects, without their signs"),
            "luck": Field([each.luck for _, _, each in rows], "number", "what that size would be by luck alone"),
            "sure": Field([each.sure for _, _, each in rows], "switch",
                          "told apart from luck: about one in twenty of these is wrong"),
        }, ("path", "measure"))

    @property
    def record(self) -> dict[str, Any]:
        """The register as a plain object for JSON."""
        scenario, says = self.plan.what.scenario, self.plan.study.says
        return {"schema_version": SCHEMA_VERSION, "study": "assumptions", "scenario": scenario.name,
                "fingerprint": fingerprint(scenario), "persons": scenario.persons, "days": scenario.days,
                "currency": scenario.currency, "trajectories": self.plan.trajectories, "replications": says.replications,
                "seed": says.seed, "grades": GRADES, "states": STATES,
                "results": {measure: {"unit": measures()[measure].unit, "percent_of": whole, **as_object(self.today(measure))}
                            for measure, whole in RESULTS.items()},
                "settings": [entry.as_object for entry in self.entries]}


def state(each: Parameter, effects: Mapping[str, Elasticity] | None) -> str:
    """Return what a setting does to the results."""
    if each.lever is None:
        return UNMOVED
    if effects is None:
        return IDLE
    if any(one.sure for one in effects.values()):
        return MOVES
    if any(one.size for one in effects.values()):
        return UNSEEN
    return ELSEWHERE if effects.keys() == RESULTS.keys() else UNASKED


def as_object(each: Interval | Elasticity) -> dict[str, Any]:
    """Return an estimate as a plain object, with digits enough."""
    return {name: finite(rounded(value)) if isinstance(value, float) else value for name, value in each._asdict().items()}


def rounded(value: float) -> float:
    """Return a number with the digits that mean something."""
    return float(f"{value:.{DIGITS}g}")
