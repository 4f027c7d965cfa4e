"""Running a screening: first, which settings are in use at all; then, walks through the ranges of those."""

from __future__ import annotations

from typing import Unpack

from experiments.assumptions.found import Register
from experiments.assumptions.plan import Plan
from experiments.lab import Lab, Task, task
from experiments.study.conduct import How, conduct
from experiments.study.cost import OnCost, tell
from experiments.study.folder import digest
from experiments.study.levers import Lever

SEEDS = 2
"""Under how many seeds a run must stay the same, bit for bit, for a setting not to be in use."""


def register(what: Plan, on_cost: OnCost | None = None, **how: Unpack[How]) -> Register:
    """Return the assumption register that a plan comes to. See ``How`` for the rest; raises what ``conduct`` raises."""
    def run(lab: Lab) -> Register:
        tell(on_cost, lab, what.as_written, what.most_runs)
        walks = what.walks(in_use(what, lab))
        outcomes = lab.run([each for row in walks.tasks for each in row])
        return Register(what, walks, tuple(lab.run(what.as_written)), tuple(outcomes))

    return conduct(what.study, digest(what.as_written, [lever.path for lever in what.moved]), what.most_runs, run, how)


def in_use(plan: Plan, lab: Lab) -> list[Lever]:
    """Return the levers that make any difference: of the others each end of the range gives the very same run."""
    idle = dict.fromkeys(plan.moved)
    for seed in map(int, plan.seeds.ravel()[:SEEDS]):
        usual = lab.run([task(plan.what.scenario, seed)])[0].result_hash
        for end in (1.0, 0.0):
            runs = {lever: alone(plan, lever, end, seed) for lever in idle}
            same = [found.result_hash == usual for found in lab.run([*runs.values()])]
            idle = dict.fromkeys(lever for lever, is_same in zip(runs, same, strict=True) if is_same)
    return [lever for lever in plan.moved if lever not in idle]


def alone(plan: Plan, lever: Lever, share: float, seed: int) -> Task:
    """Return the run in which one lever alone stands elsewhere."""
    return task(plan.at([lever], [share]), seed)
