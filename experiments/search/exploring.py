"""The first stage: many designs, one run each. What comes of it chooses who is verified, and is never reported."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import optuna
from optuna.exceptions import ExperimentalWarning
from optuna.study import StudyDirection
from optuna.trial import Trial as Asked
from optuna.trial import create_trial

from experiments.guardrails import allowed
from experiments.lab import Lab, Outcome
from experiments.search.plan import Plan
from experiments.search.quantities import Quantity
from experiments.search.sampling import sampler
from experiments.search.space import Params, nearest_today, nodes, space
from scenarios.faults import ScenarioError
from scenarios.resolved import Resolved

POSSIBLE = "possible"
"""The constraint that a design broke which came to nothing."""
RAN, BLOCKED, IMPOSSIBLE, FAILED, UNDEFINED, EARLIER = "ran", "blocked", "impossible", "failed", "undefined", "earlier"


class Trial(NamedTuple):
    """A design that was tried. ``state`` says what came of it; only where it ran are its ``values`` something.

    ``over`` is by which part of its limit each cap is broken, below 0 where it holds. ``what`` is missing for what was no
    scenario, and for the trial of an earlier search.
    """

    number: int
    batch: int
    params: Params
    state: str
    values: Mapping[str, float]
    over: Mapping[str, float]
    what: Resolved | None = None
    error: str = ""

    @property
    def feasible(self) -> bool:
        """Whether it ran and every cap held."""
        return self.state == RAN and all(each <= 0.0 for each in self.over.values())

    @property
    def excess(self) -> float:
        """By how much the caps are broken, all together."""
        return sum(max(each, 0.0) for each in self.over.values())


@dataclass(frozen=True)
class Explored:
    """What the sampler was told, in order; the trials of an earlier search come first, batch -1."""

    trials: tuple[Trial, ...]
    failed: tuple[Outcome, ...]

    @property
    def ran(self) -> list[Trial]:
        """Return the trials whose values are something."""
        return [trial for trial in self.trials if trial.state == RAN]


def explore(plan: Plan, lab: Lab, earlier: Sequence[Trial] = ()) -> Explored:
    """Search: ask for a batch, run it, tell what came of it in order, until all trials are made."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ExperimentalWarning)
        study = optuna.create_study(directions=directions(each.sign for each in plan.objectives))
        told = [repeat(plan, study, trial) for trial in earlier]
        failed = list[Outcome]()
        study.enqueue_trial(dict(nearest_today(plan)))
        says = plan.study.says
        for batch, first in enumerate(range(0, says.trials, says.batch)):
            study.sampler = sampler(says.sampler, says.seed, batch)
            asked = [study.ask(space(plan.levers)) for _ in range(min(says.batch, says.trials - first))]
            for one, trial, outcomes in tried(plan, lab, asked, batch):
                tell(plan, study, one, trial, told)
                told.append(trial)
                failed += [each for each in outcomes if each.error]
    return Explored(tuple(told), tuple(failed))


def directions(signs: Iterable[int]) -> list[StudyDirection]:
    """Return what Optuna is to do with objectives."""
    return [StudyDirection.MAXIMIZE if sign > 0 else StudyDirection.MINIMIZE for sign in signs]


def tried(plan: Plan, lab: Lab, asked: Sequence[Asked], batch: int) -> Iterator[tuple[Asked, Trial, list[Outcome]]]:
    """Yield what came of each design of a batch, in order, with its replications."""
    begun = [begin(plan, one, batch) for one in asked]
    tasks = {trial.number: plan.tasks(trial.what.scenario, [plan.seed]) for trial in begun if trial.state == RAN and trial.what}
    found = iter(lab.run([each for mine in tasks.values() for each in mine]))
    for one, trial in zip(asked, begun, strict=True):
        outcomes = [next(found) for _ in tasks.get(trial.number, ())]
        yield one, finished(plan, trial, outcomes) if outcomes else trial, outcomes


def begin(plan: Plan, one: Asked, batch: int) -> Trial:
    """Return a trial before it runs; or what keeps it from running."""
    try:
        what = plan.design(nodes(plan.levers, one.params))
    except ScenarioError as error:
        return Trial(one.number, batch, one.params, IMPOSSIBLE, {}, {}, error=str(error))
    return Trial(one.number, batch, one.params, RAN if allowed(what) else BLOCKED, {}, {}, what)


def finished(plan: Plan, trial: Trial, outcomes: Sequence[Outcome]) -> Trial:
    """Return a trial with what its replications came to."""
    wrong = next((outcome.error for outcome in outcomes if outcome.error), "")
    if wrong:
        return trial._replace(state=FAILED, error=wrong)
    values = {each.name: float(each.by_seed(runs_of(each, outcomes, 1)).mean()) for each in plan.quantities}
    if not all(map(math.isfinite, values.values())):
        return trial._replace(state=UNDEFINED)
    return trial._replace(values=values, over={cap.text: cap.over(values[cap.quantity.name]) for cap in plan.caps})


def runs_of(quantity: Quantity, outcomes: Sequence[Outcome], seeds: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Return the measure of a quantity of each run, a row a seed and a column a preset."""
    return np.array([each.measures.get(quantity.measure, math.nan) for each in outcomes], dtype=np.float64).reshape(seeds, -1)


def tell(plan: Plan, study: optuna.Study, one: Asked, trial: Trial, told: Iterable[Trial]) -> None:
    """Tell the sampler of a trial. What came to nothing breaks every constraint, and has the worst values seen so far."""
    ran = trial.state == RAN
    one.set_constraint(POSSIBLE, 0.0 if ran else 1.0)
    for cap in plan.caps:
        one.set_constraint(cap.text, trial.over[cap.text] if ran else 1.0)
    study.tell(one, [trial.values[each.name] if ran else worst(each, told) for each in plan.objectives])


def worst(objective: Quantity, told: Iterable[Trial]) -> float:
    """Return the worst value seen so far, 0 where there is none."""
    seen = [trial.values[objective.name] for trial in told if trial.state == RAN]
    return (min if objective.sign > 0 else max)(seen, default=0.0)


def repeat(plan: Plan, study: optuna.Study, trial: Trial) -> Trial:
    """Tell the sampler of a trial of an earlier search; it is known from then on as one that is not a candidate."""
    study.add_trial(create_trial(
        params=dict(trial.params), distributions=space(plan.levers), constraints={POSSIBLE: 0.0, **trial.over},
        values=[trial.values[each.name] for each in plan.objectives]))
    return trial._replace(state=EARLIER)
