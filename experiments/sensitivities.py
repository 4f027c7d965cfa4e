"""Which levers matter: how each measure answers to levers that all move at once, and how surely that is known.

>>> found = sensitivity({"study": "sensitivity", "scenario": "cash_for_invites", "set": {"persons": 300, "days": 30},
...                      "vary": {"rewards.referrer.amount.pay": {"from": 0, "to": 80}, "credit.approve.cut_off": [560, 700]},
...                      "measures": "activated_accounts", "trajectories": 4, "replications": 2})
>>> found.indices.to_pandas().columns.tolist()
['measure', 'index', 'lever', 'other', 'value', 'low', 'high']
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Unpack

import numpy as np
from numpy.typing import NDArray

from experiments.exchange import SCHEMA_VERSION, finite
from experiments.guardrails import Findings, by_scenario, of_each
from experiments.indices import STRIDE, Index, Luck, impossible, luck, morris_indices, morris_points, sobol_indices, sobol_points
from experiments.lab import Lab, Outcome, Task, task
from experiments.lab.measures import check_measures, measures
from experiments.lab.tidy import Field, Tidy
from experiments.seeds import seeds
from experiments.study.conduct import How, conduct
from experiments.study.cost import OnCost, tell
from experiments.study.designs import Design, built
from experiments.study.door import AS_WRITTEN, Over, Written, load
from experiments.study.folder import digest
from experiments.study.forms import Sensitivity
from experiments.study.levers import Lever, label, levers
from experiments.sweeps.plan import SHOWN
from scenarios.faults import Fault, ScenarioError

TRAJECTORIES, POINTS = 10, 128
ABOUT = {
    "mu_star": "mean size of the lever's effects, each scaled to its whole range",
    "mu_star_of_luck": "what mu_star would be by luck alone, of a lever that does nothing",
    "mu": "mean of these effects with their signs",
    "sigma": "their standard deviation: how the effect depends on where the levers stand",
    "S1": "share of the variance of the mean response that the lever explains alone",
    "ST": "share that would go if the lever stood still: alone and together with others",
    "S2": "share that two levers explain together, beyond each alone",
}


@dataclass(frozen=True)
class Plan:
    """A sensitivity study before it runs: its levers, the points of the unit cube, and of each the design that stands there.

    ``places`` are the points as far up the levers' ranges as their values really stand.
    """

    study: Written[Sensitivity]
    levers: tuple[Lever, ...]
    places: NDArray[np.float64]
    designs: tuple[Design, ...]
    stands: tuple[int, ...]

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
        """The measures whose indices are taken."""
        return self.study.says.measures or SHOWN


@dataclass(frozen=True)
class Sensitive:
    """A sensitivity study that has run: the outcome of each design under each seed, seeds fastest."""

    plan: Plan
    outcomes: tuple[Outcome, ...]

    @property
    def failed(self) -> list[Outcome]:
        """The replications that failed."""
        return [outcome for outcome in self.outcomes if outcome.error]

    @cached_property
    def guardrails(self) -> Findings:
        """What the guardrails find on the scheme as written: none keeps Python from running it."""
        return of_each([self.plan.study.base()])

    def responses(self, measure: str) -> NDArray[np.float64]:
        """Return a measure by point and seed, of the seeds under which it is defined at every point."""
        values = np.array([outcome.measures.get(measure, np.nan) for outcome in self.outcomes])
        by_design = values.reshape(len(self.plan.designs), len(self.plan.seeds))
        whole: NDArray[np.float64] = by_design[:, np.isfinite(by_design).all(axis=0)]
        return whole[list(self.plan.stands)]

    def is_defined(self, measure: str) -> bool:
        """Tell whether a measure is defined at every point under at least one seed."""
        return bool(self.responses(measure).shape[1])

    def indices_of(self, measure: str) -> list[Index]:
        """Return the indices of the mean response in a measure.

        There are none where it is undefined somewhere under every seed, or never varies.
        """
        responses, says = self.responses(measure), self.plan.study.says
        if not responses.shape[1] or not np.ptp(mean := responses.mean(axis=1)):
            return []
        names = [lever.path for lever in self.plan.levers]
        if says.method == "morris":
            return list(morris_indices(names, self.plan.places, responses))
        return list(sobol_indices(names, mean, says.second_order, says.seed))

    @cached_property
    def found(self) -> Mapping[str, list[Index]]:
        """The indices of each measure."""
        return {measure: self.indices_of(measure) for measure in self.plan.shown}

    def impossible(self, measure: str) -> list[str]:
        """Return the levers whose indices are none that can be, a sign of too few points."""
        return impossible(self.found[measure])

    @cached_property
    def luck(self) -> Mapping[str, Luck | None]:
        """How much of each measure's variance is luck; None where that cannot be told."""
        return {measure: luck(self.responses(measure)) for measure in self.plan.shown}

    @property
    def tables(self) -> tuple[Tidy, ...]:
        """All tables."""
        return self.indices, self.shares_of_luck, self.replications

    @cached_property
    def indices(self) -> Tidy:
        """Every index of every measure."""
        rows = [(measure, each) for measure, found in self.found.items() for each in found]
        return Tidy("indices", "indices of sensitivity; " + "; ".join(f"{name}: {about}" for name, about in ABOUT.items()), {
            "measure": Field([measure for measure, _ in rows], "name", "what is measured: docs/measures.md"),
            "index": Field([each.name for _, each in rows], "name", "which index"),
            "lever": Field([each.lever for _, each in rows], "name", "path of the lever"),
            "other": Field([each.other for _, each in rows], "name", "path of the second lever of S2"),
            "value": Field([each.value for _, each in rows], "share, or as the measure", "the index"),
            "low": Field([each.low for _, each in rows], "as the value", "lower end of its 95 % interval"),
            "high": Field([each.high for _, each in rows], "as the value", "upper end of its 95 % interval"),
        }, ("measure", "index", "lever", "other"))

    @cached_property
    def shares_of_luck(self) -> Tidy:
        """How much of the variance of each measure is luck."""
        rows = [(measure, each) for measure, each in self.luck.items() if each is not None]
        return Tidy("luck", "share of the variance that is luck", {
            "measure": Field([measure for measure, _ in rows], "name", "what is measured: docs/measures.md"),
            "of_runs": Field([each.of_runs for _, each in rows], "share", "of the variance of single runs"),
            "of_means": Field([each.of_means for _, each in rows], "share", "of the variance of the means that the indices are of"),
        }, ("measure",))

    @cached_property
    def replications(self) -> Tidy:
        """Each told measure of each replication, with the values of the levers."""
        rows = [(design, outcome, name) for design, outcome in self.paired()
                for name in self.plan.shown if name in outcome.measures]
        fields = {
            "design": Field([design.number for design, _, _ in rows], "number", "number of the point"),
            "seed": Field([outcome.seed for _, outcome, _ in rows], "number", "seed of the replication"),
            "measure": Field([name for _, _, name in rows], "name", "what is measured: docs/measures.md"),
        }
        for column, lever in enumerate(self.plan.levers):
            fields[lever.path] = Field([design.values[column] for design, _, _ in rows], lever.unit, lever.about)
        fields["value"] = Field([outcome.measures[name] for _, outcome, name in rows], "as the measure", "money in currency units")
        return Tidy("replications", "each measure of each replication", fields, ("design", "seed", "measure"))

    def paired(self) -> Iterator[tuple[Design, Outcome]]:
        """Yield each outcome with its point."""
        many = len(self.plan.seeds)
        return ((self.plan.designs[number // many], outcome) for number, outcome in enumerate(self.outcomes))

    @property
    def record(self) -> dict[str, Any]:
        """The study as a plain object for JSON."""
        says, scenario = self.plan.study.says, self.plan.designs[0].what.scenario
        return {"schema_version": SCHEMA_VERSION, "study": "sensitivity", "name": self.plan.study.name, "title": says.title,
                "scenario": scenario.name, "persons": scenario.persons, "days": scenario.days,
                "currency": scenario.currency, "method": says.method, "points": len(self.plan.places),
                "designs": len(self.plan.designs), "seeds": list(self.plan.seeds),
                "levers": [lever.path for lever in self.plan.levers], "about": ABOUT,
                "measures": {measure: {"unit": measures()[measure].unit, "luck": told(self.luck[measure]),
                                       "defined": self.is_defined(measure), "too_few_points": bool(self.impossible(measure)),
                                       "indices": [as_object(each) for each in found]} for measure, found in self.found.items()},
                "guardrails": by_scenario(self.guardrails)}


def told(each: Luck | None) -> dict[str, float] | None:
    """Return the shares of luck as a plain object."""
    return None if each is None else dict(each._asdict())


def as_object(each: Index) -> dict[str, Any]:
    """Return an index as a plain object."""
    return {**each._asdict(), "value": finite(each.value), "low": finite(each.low), "high": finite(each.high)}


def plan(written: str | Path | Mapping[str, Any], over: Over = AS_WRITTEN) -> Plan:
    """Return the plan of a sensitivity study: a shipped one by its name, a file, or one written in Python.

    What is laid ``over`` it counts as if it stood there.

    Raises ScenarioError with all that is wrong.
    """
    study = load(written, Sensitivity, over)
    check_measures(study)
    found = levers(study, study.base())
    faults = [*unfit(study, found)]
    if faults:
        raise ScenarioError(faults)
    points = points_of(study, found)
    nodes = [tuple(lever.at(float(share)) for lever, share in zip(found, row, strict=True)) for row in points]
    places = {tuple(map(label, row)): row for row in nodes}
    numbers = {place: number for number, place in enumerate(places)}
    designs = built(study, found, places.values())
    stand = np.array([[lever.place(float(share)) for lever, share in zip(found, row, strict=True)] for row in points])
    return Plan(study, found, stand, designs, tuple(numbers[tuple(map(label, row))] for row in nodes))


def unfit(study: Written[Sensitivity], found: tuple[Lever, ...]) -> Iterator[Fault]:
    """Yield what the method cannot do."""
    says = study.says
    if len(found) < 2:
        yield study.tree.mark.fault("levers are held against each other: at least two", "name them under vary:", "vary")
    of_other = {"morris": ("points", "second_order"), "sobol": ("trajectories",)}[says.method]
    for name in of_other:
        if getattr(says, name):
            yield study.fault((name,), f"{name} means nothing to method: {says.method}", "leave it out, or choose the other method")
    if says.points and says.points & (says.points - 1):
        yield study.fault(("points",), "the number of points must be a power of 2", f"like {2 ** (says.points.bit_length() - 1)}")
    if says.method == "morris":
        for lever in found:
            if len(lever.levels) not in (0, 2):
                yield lever.mark.fault(f"Morris screening moves along a range, and here stand {len(lever.levels)} values",
                                       "write {from: ..., to: ...}, or two values, or method: sobol, which takes any", lever.path)
            elif any(lever.place(share) == lever.place(share + STRIDE) for share in (0.0, 1.0 - STRIDE)):
                yield lever.mark.fault("Morris screening moves by two thirds of the range, which is no step here",
                                       "write a smaller step", lever.path)


def points_of(study: Written[Sensitivity], found: tuple[Lever, ...]) -> NDArray[np.float64]:
    """Return the points of the unit cube at which the levers stand."""
    says, names = study.says, [lever.path for lever in found]
    if says.method == "morris":
        return morris_points(names, says.trajectories or TRAJECTORIES, says.seed)
    return sobol_points(names, says.points or POINTS, says.second_order, says.seed)


def sensitivity(study: str | Path | Mapping[str, Any] | Plan, on_cost: OnCost | None = None, **how: Unpack[How]) -> Sensitive:
    """Run a sensitivity study: a shipped one by its name, a file, one written in Python, or its plan. See ``How`` for the rest.

    Raises ScenarioError with all that is wrong with the study, and what ``conduct`` raises.
    """
    what = study if isinstance(study, Plan) else plan(study)
    tasks = what.tasks

    def run(lab: Lab) -> Sensitive:
        tell(on_cost, lab, tasks[: len(what.seeds)], len({each.key for each in tasks}))
        return Sensitive(what, tuple(lab.run(tasks)))

    return conduct(what.study, digest(tasks, what.stands), len(tasks), run, how)
