"""Running a scenario at places of the priors, and how far what comes of it is from the targets."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from experiments.calibration.observed import Observed, beyond
from experiments.calibration.plan import Array, Plan
from experiments.lab import Lab, Outcome, Task, task
from experiments.search.minimising import minimise
from scenarios.faults import ScenarioError
from sim.scenario import Scenario


@dataclass(frozen=True)
class Runs:
    """Runs at places of the priors: ``places`` by row, and the outcome of each row under each of its seeds.

    A row has no outcomes where the values do not go together.
    """

    places: Array
    outcomes: tuple[tuple[Outcome, ...], ...]

    @property
    def failed(self) -> list[Outcome]:
        """The replications that failed."""
        return [each for row in self.outcomes for each in row if each.error]

    @property
    def impossible(self) -> int:
        """How many places are no scenario."""
        return sum(not row for row in self.outcomes)

    def with_more(self, more: Runs) -> Runs:
        """Return these runs and others behind them."""
        return Runs(np.concatenate([self.places, more.places]), (*self.outcomes, *more.outcomes))

    def values(self, figures: Sequence[str]) -> Array:
        """Return figures by row, seed and figure; not a number where one is not defined or has failed."""
        seeds = max(map(len, self.outcomes), default=0) or 1
        found = np.full((len(self.outcomes), seeds, len(figures)), math.nan)
        for row, each in enumerate(self.outcomes):
            for seed, outcome in enumerate(each):
                found[row, seed] = [outcome.measures.get(name, math.nan) for name in figures]
        return found

    def means(self, figures: Sequence[str]) -> Array:
        """Return the mean of figures over the seeds under which they are defined, by row and figure; else not a number."""
        values = self.values(figures)
        defined = np.isfinite(values)
        whole = np.where(defined, values, 0.0).sum(axis=1)
        return np.asarray(np.divide(whole, defined.sum(axis=1), out=np.full(whole.shape, math.nan), where=defined.any(axis=1)))


def run(plan: Plan, lab: Lab, places: Array, seeds: Sequence[Sequence[int]]) -> Runs:
    """Run the scenario at each place under seeds of its own."""
    designs = [possible(plan, place) for place in places]
    tasks = [[task(what, seed, plan.asked) for seed in row] if what else [] for what, row in zip(designs, seeds, strict=True)]
    found = iter(lab.run([each for row in tasks for each in row]))
    return Runs(places, tuple(tuple(next(found) for _ in row) for row in tasks))


def as_it_is(plan: Plan, lab: Lab) -> Runs:
    """Run the scenario as it is under the fresh seeds."""
    return Runs(plan.start[None], (tuple(lab.run(as_written(plan))),))


def as_written(plan: Plan) -> list[Task]:
    """Return the replications of the scenario as it is."""
    return [task(plan.base.scenario, seed, plan.asked) for seed in plan.seeds["fresh"]]


def possible(plan: Plan, place: Array) -> Scenario | None:
    """Return the scenario at a place, None where its values do not go together."""
    try:
        return plan.design(place)
    except ScenarioError:
        return None


def distances(observed: Observed, values: Array, luck: Array) -> Array:
    """Return chi-square of each row of fitted figures: misses squared over their errors and ``luck``, both variances.

    It is not a number where a figure is not.
    """
    return np.asarray((beyond(observed, values) ** 2 / (observed.errors**2 + luck)).sum(axis=1))


def searched(plan: Plan, lab: Lab, observed: Observed, luck: Array) -> tuple[Runs, Array]:
    """Search for the best fit to what was observed and to the priors; return the trials and the chi-square of each.

    All trials have the same seeds. ``luck`` are the variances of single runs.
    """
    says, seeds, found = plan.study.says, plan.seeds["search"], list[Runs]()

    def evaluate(places: Array) -> Array:
        found.append(run(plan, lab, places, [seeds] * len(places)))
        means = found[-1].means([each.figure for each in plan.fitted])
        return distances(observed, means, luck / len(seeds)) + surprise(plan, places)

    places, values = minimise(evaluate, plan.start, says.trials, says.batch, says.seed)
    return Runs(places, tuple(row for each in found for row in each.outcomes)), values - surprise(plan, places)


def surprise(plan: Plan, places: Array) -> Array:
    """Return by how much each place, a row, is at odds with the normal priors: deviations squared; an even prior has none."""
    normal = [(column, prior) for column, prior in enumerate(plan.priors) if prior.sd]
    off = [[(prior.value(place[column]) - prior.mean) / prior.sd for column, prior in normal] for place in places]
    return np.asarray((np.reshape(off, (len(places), len(normal))) ** 2).sum(axis=1))
