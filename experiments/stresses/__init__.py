"""Stress: schemes in many futures. What would each have forgone, where does it stop paying, in which futures does it go wrong?

>>> found = stress({"study": "stress", "scenario": "baitiao_consumer", "schemes": "cash_for_invites",
...                 "set": {"persons": 300, "days": 30}, "uncertain": ["lgd"], "break_even": "none", "futures": 2})
>>> list(found.summary)
['mean', 'worst', 'cvar', 'expected_regret', 'maximal_regret']
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Unpack

import numpy as np

from experiments.lab import Lab, Outcome, Task, task
from experiments.stresses.break_even import Column, Search, bisect
from experiments.stresses.plan import Plan, plan
from experiments.stresses.stressed import Stressed, Trial
from experiments.study.conduct import How, conduct
from experiments.study.cost import OnCost, tell
from experiments.study.folder import digest, said

__all__ = ["Plan", "Stressed", "plan", "stress"]


def stress(study: str | Path | Mapping[str, Any] | Plan, on_cost: OnCost | None = None, **how: Unpack[How]) -> Stressed:
    """Run a stress study: a shipped one by its name, a file, a study written in Python, or its plan. See ``How`` for the rest.

    Raises ScenarioError with all that is wrong with the study, NotComparable for schemes between which a difference would
    mean nothing, and what ``conduct`` raises.
    """
    what = study if isinstance(study, Plan) else plan(study)
    asked = digest(what.tasks, said(what.study))
    return conduct(what.study, asked, what.most_runs, lambda lab: run(what, lab, on_cost), how)


def run(plan: Plan, lab: Lab, on_cost: OnCost | None = None) -> Stressed:
    """Return what a study comes to in a laboratory: first its futures are run, then break-even values are sought."""
    tell(on_cost, lab, plan.tasks[: len(plan.seeds)], len(lab.known) + most_left(plan, lab))
    outcomes = lab.run(plan.tasks)
    searches = sought(plan)
    trials: dict[tuple[Trial, float], tuple[Outcome, ...]] = {}

    def look(asked: Sequence[tuple[Trial, float]]) -> list[Column]:
        pairs = [both(plan, trial, place) for trial, place in asked]
        found = iter(lab.run([each for pair in pairs for each in pair]))
        for key, pair in zip(asked, pairs, strict=True):
            trials[key] = tuple(next(found) for _ in pair)
        return [advantage(plan, trials[key]) for key in asked]

    bisect(searches, look)
    return Stressed(plan, tuple(outcomes), searches, trials)


def sought(plan: Plan) -> dict[Trial, Search]:
    """Return the searches for break-even values, of which none has begun."""
    return {(rival, number): Search(plan.factors[number].today(plan.schemes[0]))
            for rival in range(1, len(plan.schemes)) for number in plan.tried}


def most_left(plan: Plan, lab: Lab) -> int:
    """Return how many runs a study still takes at most: searches go as far as is known what their runs came to."""
    left = {each.key for each in plan.tasks if each.key not in lab.known}
    further = 0
    for trial, search in sought(plan).items():
        while asked := search.asks():
            pairs = [both(plan, trial, place) for place in asked]
            missing = {each.key for pair in pairs for each in pair if each.key not in lab.known}
            if missing:
                left |= missing
                further += search.steps * 2 * len(plan.pair_seeds)
                break
            for place, pair in zip(asked, pairs, strict=True):
                search.advantages[place] = advantage(plan, [lab.known[each.key] for each in pair])
    return len(left) + further


def both(plan: Plan, trial: Trial, place: float) -> list[Task]:
    """Return the runs of a scheme, then of that of today, where one factor stands at a place and all else is as written."""
    rival, number = trial
    return [task(scheme.under(plan.factors[number].moves(place)), seed)
            for scheme in (plan.schemes[rival], plan.schemes[0]) for seed in plan.pair_seeds]


def advantage(plan: Plan, outcomes: Sequence[Outcome]) -> Column:
    """Return by how much a scheme does better than that of today, seed by seed."""
    values = plan.sign * np.array([outcome.measures.get(plan.measure, np.nan) for outcome in outcomes])
    return np.asarray(values[: len(values) // 2] - values[len(values) // 2 :])
