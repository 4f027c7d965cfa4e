"""A sweep that has run: each measure at each point, with its interval."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from experiments.exchange import SCHEMA_VERSION, estimated
from experiments.interval import Interval, interval
from experiments.lab import Outcome, fingerprint
from experiments.lab.measures import measures
from experiments.lab.tidy import Field, Tidy
from experiments.study.designs import Design, in_kind
from experiments.sweeps.plan import Plan

INTERVAL = {"mean": "mean over replications", "low": "lower end of the 95 % interval", "high": "upper end of the 95 % interval",
            "replications": "replications in which the measure is defined"}
DIFFERENCE = {**INTERVAL, "mean": "mean over replications of the difference to the reference, under the same seed"}


@dataclass(frozen=True)
class Swept:
    """A sweep that has run: the outcomes of each point, the reference first, seeds fastest."""

    plan: Plan
    outcomes: tuple[Outcome, ...]

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """The replications that failed."""
        return tuple(outcome for outcome in self.outcomes if outcome.error)

    @property
    def tables(self) -> tuple[Tidy, ...]:
        """All tables."""
        return (self.designs, self.replications, self.response, *([self.differences] if self.plan.reference else []))

    @cached_property
    def measured(self) -> tuple[str, ...]:
        """The measures that any replication has."""
        had = {name for outcome in self.outcomes for name in outcome.measures}
        return tuple(name for name in measures() if name in had)

    @cached_property
    def by_design(self) -> Mapping[int, Sequence[Outcome]]:
        """The outcomes of each point by its number, one a seed."""
        many = len(self.plan.seeds)
        return {design.number: self.outcomes[place * many : (place + 1) * many]
                for place, design in enumerate(self.plan.all_designs)}

    @cached_property
    def designs(self) -> Tidy:
        """The points: the value of each lever."""
        designs = self.plan.all_designs
        prints = Field([fingerprint(design.what.scenario) for design in designs], "name", "digest of all its settings")
        fields = {**self.columns(designs), "fingerprint": prints}
        return Tidy("designs", "the points of the sweep; 0 is the reference, if there is one", fields, ("design",))

    @cached_property
    def response(self) -> Tidy:
        """The mean of each measure at each point, with its interval."""
        found = [(design, name, self.summary(design, name)) for design in self.plan.designs for name in self.measured]
        return self.estimates("response", "each measure at each point", found, INTERVAL)

    @cached_property
    def differences(self) -> Tidy:
        """The mean difference of each measure to the reference, in pairs, with its interval."""
        found = [(design, name, self.difference(design, name)) for design in self.plan.designs for name in self.measured]
        return self.estimates("differences", "each measure at each point, less the reference's", found, DIFFERENCE)

    @cached_property
    def replications(self) -> Tidy:
        """Each measure of each replication."""
        rows = [(number, outcome, name) for number, outcomes in self.by_design.items() for outcome in outcomes
                for name in outcome.measures]
        fields = {
            "design": Field([number for number, _, _ in rows], "number", "number of the point; 0 is the reference"),
            "seed": Field([outcome.seed for _, outcome, _ in rows], "number", "seed of the replication"),
            "measure": Field([name for _, _, name in rows], "name", "what is measured: docs/measures.md"),
            "value": Field([outcome.measures[name] for _, outcome, name in rows], "as the measure", "money in currency units"),
        }
        return Tidy("replications", "each measure of each replication", fields, ("design", "seed", "measure"))

    @property
    def record(self) -> dict[str, Any]:
        """The sweep as a plain object for JSON."""
        plan, scenario = self.plan, self.plan.designs[0].what.scenario
        return {"schema_version": SCHEMA_VERSION, "study": "sweep", "name": plan.study.name, "title": plan.study.says.title,
                "scenario": scenario.name, "currency": scenario.currency, "persons": scenario.persons, "days": scenario.days,
                "seeds": list(plan.seeds), "levers": [lever.path for lever in plan.levers],
                "reference": self.told(plan.reference) if plan.reference else None,
                "designs": [self.told(design) for design in plan.designs]}

    def told(self, design: Design) -> dict[str, Any]:
        """Return a point as a plain object."""
        values = zip((lever.path for lever in self.plan.levers), design.values, strict=True)
        each = {"number": design.number, "values": dict(values), "blocked": self.blocked(design),
                "measures": {name: estimated(self.summary(design, name), measures()[name]) for name in self.plan.shown}}
        if self.plan.reference and design is not self.plan.reference:
            each["differences"] = {name: estimated(self.difference(design, name), measures()[name]) for name in self.plan.shown}
        return each

    def blocked(self, design: Design) -> str:
        """Return the guardrails that block a point, by their short names; nothing where none does."""
        return " ".join(dict.fromkeys(finding.id for finding in self.plan.blocked.get(design.number, ())))

    def summary(self, design: Design, measure: str) -> Interval:
        """Return a measure at a point: its mean over the replications that did not fail, with its interval."""
        return interval(self.values(design, measure))

    def difference(self, design: Design, measure: str) -> Interval:
        """Return by how much a measure at a point differs from the reference, over the seeds of which neither failed."""
        assert self.plan.reference is not None
        pairs = zip(self.values(design, measure), self.values(self.plan.reference, measure), strict=True)
        return interval(here - there for here, there in pairs)

    def values(self, design: Design, measure: str) -> Iterator[float]:
        """Yield a measure of each replication of a point; not a number where it failed."""
        return (outcome.measures.get(measure, math.nan) for outcome in self.by_design[design.number])

    def columns(self, designs: Sequence[Design]) -> dict[str, Field]:
        """Return the columns that tell of points: number, levers, what blocks them."""
        fields = {"design": Field([design.number for design in designs], "number", "number of the point")}
        for column, lever in enumerate(self.plan.levers):
            fields[lever.path] = Field(in_kind([design.values[column] for design in designs]), lever.unit, lever.about)
        return {**fields, "blocked": Field([self.blocked(design) for design in designs], "name", "guardrails that block it")}

    def estimates(self, name: str, about: str, found: Sequence[tuple[Design, str, Interval]], columns: Mapping[str, str]) -> Tidy:
        """Return a table of means with intervals, a row a point and measure; by the levers where every combination is there."""
        fields = self.columns([design for design, _, _ in found])
        fields["measure"] = Field([measure for _, measure, _ in found], "name", "what is measured: docs/measures.md")
        for number, (column, what) in enumerate(columns.items()):
            fields[column] = Field([each[number] for _, _, each in found], "as the measure", what)
        levers = tuple(lever.path for lever in self.plan.levers)
        return Tidy(name, about, fields, (*(levers if self.plan.study.says.design == "factorial" else ("design",)), "measure"))
