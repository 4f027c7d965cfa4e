"""A sweep: a scenario at many points of some of its settings, each under the same seeds.

>>> found = sweep({"study": "sweep", "scenario": "cash_for_invites", "set": {"persons": 300, "days": 30},
...                "vary": {"rewards.referrer.amount.pay": [0, 80]}, "measures": "profit", "replications": 2})
>>> found.response.to_pandas().columns.tolist()
['design', 'rewards.referrer.amount.pay', 'measure', 'mean', 'low', 'high', 'replications']
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import Any, Unpack

from experiments.exchange import SCHEMA_VERSION, estimated
from experiments.interval import Interval, interval
from experiments.lab import Outcome, Task, fingerprint, task
from experiments.lab.measures import check_measures, measures
from experiments.lab.tidy import Field, Tidy
from experiments.seeds import seeds
from experiments.study.conduct import How, conduct
from experiments.study.designs import Design, built, columns, factorial, from_csv, in_kind, latin_hypercube, sobol
from experiments.study.door import Written, load
from experiments.study.folder import digest
from experiments.study.forms import Sweep
from experiments.study.levers import Lever, levers
from scenarios.faults import ScenarioError
from scenarios.tree import Node

INTERVAL = {"mean": "mean over replications", "low": "lower end of the 95 % interval", "high": "upper end of the 95 % interval",
            "replications": "replications in which the measure is defined"}
SHOWN = ("activated_accounts", "reward_cost", "net_charge_off", "profit")


@dataclass(frozen=True)
class Plan:
    """A sweep before it runs: its levers, its points, its seeds."""

    study: Written[Sweep]
    levers: tuple[Lever, ...]
    designs: tuple[Design, ...]

    @property
    def seeds(self) -> tuple[int, ...]:
        """The seeds of each point."""
        return seeds(self.study.says.seed, self.study.says.replications)

    @property
    def tasks(self) -> list[Task]:
        """Every replication, seeds fastest."""
        return [task(design.what.scenario, seed) for design in self.designs for seed in self.seeds]

    @property
    def shown(self) -> tuple[str, ...]:
        """The measures that are told of."""
        return self.study.says.measures or SHOWN


@dataclass(frozen=True)
class Swept:
    """A sweep that has run: the outcome of each point under each seed, seeds fastest."""

    plan: Plan
    outcomes: tuple[Outcome, ...]

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """The replications that failed."""
        return tuple(outcome for outcome in self.outcomes if outcome.error)

    @property
    def tables(self) -> tuple[Tidy, ...]:
        """All tables."""
        return self.designs, self.replications, self.response

    @property
    def record(self) -> dict[str, Any]:
        """The sweep as a plain object for JSON."""
        scenario, paths = self.plan.designs[0].what.scenario, [lever.path for lever in self.plan.levers]
        designs = [{"number": design.number, "values": dict(zip(paths, design.values, strict=True)),
                    "measures": {name: estimated(self.summary(design, name), measures()[name]) for name in self.plan.shown}}
                   for design in self.plan.designs]
        return {"schema_version": SCHEMA_VERSION, "study": "sweep", "name": self.plan.study.name,
                "title": self.plan.study.says.title, "scenario": scenario.name, "currency": scenario.currency,
                "seeds": list(self.plan.seeds), "levers": paths, "designs": designs}

    @cached_property
    def response(self) -> Tidy:
        """The mean of each measure at each point, with its interval."""
        names = tuple(measures())
        found = [(design, name, self.summary(design, name)) for design in self.plan.designs for name in names]
        fields = {"design": Field([design.number for design, _, _ in found], "number", "number of the point")}
        for column, lever in enumerate(self.plan.levers):
            fields[lever.path] = Field(in_kind([design.values[column] for design, _, _ in found]), lever.unit, lever.about)
        fields["measure"] = Field([name for _, name, _ in found], "name", "what is measured: docs/measures.md")
        for number, (name, about) in enumerate(INTERVAL.items()):
            fields[name] = Field([each[number] for _, _, each in found], "as the measure", about)
        return Tidy("response", "each measure at each point", fields, ("design", "measure"))

    @cached_property
    def designs(self) -> Tidy:
        """The points: the value of each lever."""
        designs = self.plan.designs
        prints = [fingerprint(design.what.scenario) for design in designs]
        fields = {"design": Field([design.number for design in designs], "number", "number of the point"),
                  "fingerprint": Field(prints, "name", "digest of all its settings")}
        for column, lever in enumerate(self.plan.levers):
            fields[lever.path] = Field(in_kind([design.values[column] for design in designs]), lever.unit, lever.about)
        return Tidy("designs", "the points of the sweep", fields, ("design",))

    @cached_property
    def replications(self) -> Tidy:
        """Each measure of each replication."""
        rows = [(design, outcome, name) for design, outcome in self.paired() for name in outcome.measures]
        fields = {
            "design": Field([design.number for design, _, _ in rows], "number", "number of the point"),
            "seed": Field([outcome.seed for _, outcome, _ in rows], "number", "seed of the replication"),
            "measure": Field([name for _, _, name in rows], "name", "what is measured: docs/measures.md"),
            "value": Field([outcome.measures[name] for _, outcome, name in rows], "as the measure", "money in currency units"),
        }
        return Tidy("replications", "each measure of each replication", fields, ("design", "seed", "measure"))

    def paired(self) -> Iterator[tuple[Design, Outcome]]:
        """Yield each outcome with its point."""
        for (design, _), outcome in zip(product(self.plan.designs, self.plan.seeds), self.outcomes, strict=True):
            yield design, outcome

    def summary(self, design: Design, measure: str) -> Interval:
        """Return a measure at a point: its mean over the replications that did not fail, with its interval."""
        many = len(self.plan.seeds)
        first = (design.number - 1) * many
        return interval(outcome.measures.get(measure, float("nan")) for outcome in self.outcomes[first : first + many])


def plan(written: str | Path | Mapping[str, Any]) -> Plan:
    """Return the plan of a sweep: a shipped study by its name, a file, or a study written in Python.

    Raises ScenarioError with all that is wrong.
    """
    study = load(written, Sweep)
    check_measures(study)
    if study.says.design == "list":
        return listed(study)
    found = levers(study, study.base())
    return Plan(study, found, built(study, found, points(study, found)))


def points(study: Written[Sweep], found: Sequence[Lever]) -> Iterator[Sequence[Node]]:
    """Return the points of a sweep.

    Raises ScenarioError where the design needs what the study does not say.
    """
    says = study.says
    if not found:
        raise ScenarioError([study.tree.mark.fault("nothing is varied", "name levers under vary:", "vary")])
    if says.design == "factorial":
        if says.points is not None:
            message = "a factorial design has as many points as its levels make"
            raise ScenarioError([study.fault(("points",), message, "leave it out")])
        bare = [study.fault(("vary", lever.path), f"how many values of {lever.path}?", "add steps: 5, or a step")
                for lever in found if not lever.all_levels()]
        if bare:
            raise ScenarioError(bare)
        return factorial(found)
    if says.points is None:
        raise ScenarioError([study.tree.mark.fault(f"how many points? a {says.design} design needs points: 64", "", "points")])
    return (latin_hypercube if says.design == "latin_hypercube" else sobol)(found, says.points, says.seed)


def listed(study: Written[Sweep]) -> Plan:
    """Return the plan of a sweep whose points stand in a CSV."""
    says = study.says
    if says.file is None or says.vary:
        where = ("vary",) if says.vary else ("design",)
        message = "the levers of a list are the columns of its file"
        raise ScenarioError([study.fault(where, message, "write file: points.csv, and no vary")])
    head, rows = from_csv(study.folder / says.file)
    found = columns(head, study.base())
    return Plan(study, found, built(study, found, rows))


def sweep(study: str | Path | Mapping[str, Any] | Plan, **how: Unpack[How]) -> Swept:
    """Run a sweep: a shipped study by its name, a file, a study written in Python, or its plan. See ``How`` for the rest.

    Raises ScenarioError with all that is wrong with the study, and what ``conduct`` raises.
    """
    what = study if isinstance(study, Plan) else plan(study)
    tasks = what.tasks
    total = len({each.key for each in tasks})
    return conduct(what.study, digest(tasks), total, lambda lab: Swept(what, tuple(lab.run(tasks))), how)
