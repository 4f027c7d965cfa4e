"""A screening of all settings of a scenario before it runs: what is moved, and by which walks under which seeds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.assumptions.ranges import Parameter, moves, parameters
from experiments.indices import morris_points
from experiments.lab import Task, task
from experiments.seeds import seeds
from experiments.stresses.factors import Scheme
from experiments.study.door import AS_WRITTEN, Over, Written, load
from experiments.study.forms import Assumptions
from experiments.study.levers import Lever
from scenarios.faults import ScenarioError, suggestion
from scenarios.load import found as scenario_file
from scenarios.load import names
from scenarios.reading import read
from scenarios.resolved import Resolved
from scenarios.tree import Mark, Settings, Source
from sim.scenario import Scenario

RESULTS = {"activated_accounts": "activated_accounts", "net_charge_off": "net_charge_off", "contribution_margin": "revenue"}
"""The results, each with the measure of which its changes are told in percent; a margin may be near zero, revenue is not."""


@dataclass(frozen=True)
class Walks:
    """Walks through the unit cube of some levers: rows are points, ``where`` they really stand, and the task of each seed there.

    Each walk has seeds of its own, the same at all of its points, so that walks are independent of each other.
    """

    levers: tuple[Lever, ...]
    where: NDArray[np.float64]
    tasks: tuple[tuple[Task, ...], ...]


@dataclass(frozen=True)
class Plan:
    """A screening before it runs: the study as a folder keeps it, the scenario, and its settings."""

    study: Written[Assumptions]
    what: Resolved
    parameters: tuple[Parameter, ...]

    @property
    def trajectories(self) -> int:
        """The number of walks."""
        return self.study.says.trajectories

    @cached_property
    def seeds(self) -> NDArray[np.int64]:
        """The seeds, a row a walk."""
        says = self.study.says
        return np.array(seeds(says.seed, self.trajectories * says.replications)).reshape(self.trajectories, -1)

    @property
    def as_written(self) -> list[Task]:
        """The scenario as it is, under all seeds."""
        return [task(self.what.scenario, int(seed)) for seed in self.seeds.ravel()]

    @property
    def moved(self) -> tuple[Lever, ...]:
        """The levers of all settings that can be moved."""
        return tuple(each.lever for each in self.parameters if each.lever)

    @property
    def most_runs(self) -> int:
        """How many runs the screening takes at most."""
        return 4 * len(self.moved) + self.seeds.size * (len(self.moved) + 2)

    def at(self, levers: Sequence[Lever], shares: Sequence[float] | NDArray[np.float64]) -> Scenario:
        """Return the scenario with some levers at shares of their ranges."""
        return Scheme(self.what).under(moves(levers, shares))

    def walks(self, levers: Sequence[Lever]) -> Walks:
        """Return the walks that move some levers (Morris, Technometrics 33, 1991), none where there are none."""
        if not levers:
            return Walks((), np.empty((0, 0)), ())
        points = morris_points([lever.path for lever in levers], self.trajectories, self.study.says.seed)
        where = np.array([[lever.place(float(share)) for lever, share in zip(levers, row, strict=True)] for row in points])
        own = np.repeat(self.seeds, len(levers) + 1, axis=0)
        tasks = [tuple(task(scenario, int(seed)) for seed in row)
                 for scenario, row in zip((self.at(levers, row) for row in points), own, strict=True)]
        return Walks(tuple(levers), where, tuple(tasks))


def plan(written: str | Path | Mapping[str, Any], over: Over = AS_WRITTEN) -> Plan:
    """Return the screening of a scenario: a shipped one by its name, a file, or as a study of this kind says.

    What is laid ``over`` it counts as if it stood there. Raises ScenarioError with all that is wrong.
    """
    is_study = isinstance(written, Mapping) or str(written) not in names() and "study" in read(*found(written)).of
    study = load(written if is_study else {"study": "assumptions", "scenario": str(written)}, Assumptions, over)
    what = study.base()
    screened = parameters(what, study.says.only)
    refuse_unknown(study, screened, what)
    return Plan(study, what, screened)


def found(file: str | Path) -> tuple[Path, str]:
    """Return a file of a scenario or a study, and under which name it is shown.

    Raises ScenarioError where there is none.
    """
    path, shown = scenario_file(str(file), Path(), Mark(Source(str(file))))
    return path, shown


def refuse_unknown(study: Written[Assumptions], screened: Sequence[Parameter], what: Resolved) -> None:
    """Raise ScenarioError for each beginning of a path with which no setting of the scenario begins."""
    groups = [name for name, node in what.tree.of.items() if isinstance(node, Settings)]
    faults = [study.fault(("only", number), f"no setting of {what.scenario.name} begins with '{each}'", suggestion(each, groups))
              for number, each in enumerate(study.says.only) if not any(one.path.startswith(each) for one in screened)]
    if faults:
        raise ScenarioError(faults)
