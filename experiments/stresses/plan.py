"""A stress study before it runs: its schemes, what is uncertain, its futures, its seeds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from experiments.comparison import refuse_unlike
from experiments.lab import Task, task
from experiments.lab.measures import check_measures
from experiments.seeds import seeds
from experiments.stresses.break_even import LOOKS, STEPS
from experiments.stresses.factors import Factor, Scheme, factors, named
from experiments.stresses.regret import Payoffs
from experiments.study.door import AS_WRITTEN, Over, Written, load
from experiments.study.forms import Stress
from scenarios.faults import Gathered, ScenarioError
from sim.scenario import Scenario


@dataclass(frozen=True)
class Plan:
    """A stress study before it runs. ``futures`` are rows of places, a column a factor; the future as written comes before them."""

    study: Written[Stress]
    schemes: tuple[Scheme, ...]
    factors: tuple[Factor, ...]
    left_out: tuple[str, ...]
    """Entries of the shipped list that do not apply to all schemes."""
    futures: Payoffs
    tried: tuple[int, ...]
    """The numbers of the factors for which break-even values are sought."""

    @property
    def measure(self) -> str:
        """The measure that decides."""
        return self.study.says.measures[0]

    @property
    def sign(self) -> float:
        """1 where more of the measure is better, -1 where less is."""
        return 1.0 if self.study.says.better == "more" else -1.0

    @property
    def seeds(self) -> tuple[int, ...]:
        """The seeds of each scheme in each future."""
        return seeds(self.study.says.seed, self.study.says.replications)

    @property
    def pair_seeds(self) -> tuple[int, ...]:
        """The seeds at each value that is tried for a break-even."""
        return seeds(self.study.says.seed, self.study.says.pairs)

    def future(self, scheme: Scheme, places: Sequence[float]) -> Scenario:
        """Return a scheme in a future."""
        return scheme.under(move for factor, place in zip(self.factors, places, strict=True) for move in factor.moves(place))

    @cached_property
    def tasks(self) -> list[Task]:
        """Every replication of every future, seeds fastest, then futures, then schemes."""
        return [task(scenario, seed) for scheme in self.schemes
                for scenario in (scheme.what.scenario, *(self.future(scheme, places) for places in self.futures))
                for seed in self.seeds]

    @property
    def most_runs(self) -> int:
        """How many runs the study takes at most."""
        return len({task.key for task in self.tasks}) + self.most_trials

    @property
    def most_trials(self) -> int:
        """How many of them the search for break-even values takes."""
        rivals = len(self.schemes) - 1
        return len(self.tried) * len(self.pair_seeds) * (LOOKS * (1 + rivals) + STEPS * 2 * rivals)


def plan(study: str | Path | Mapping[str, Any], over: Over = AS_WRITTEN, **changes: Any) -> Plan:
    """Return the plan of a study by its name, its path, or as it is written in Python; with something over it, or changed in it.

    Raises ScenarioError with all that is wrong, NotComparable for schemes between which a difference would mean nothing.
    """
    written = load(study, Stress, over._replace(says=changes))
    schemes = held_against(written)
    found, left_out = factors(written, [scheme.what for scheme in schemes])
    if not found:
        hint = "name settings under uncertain:, or vary:"
        raise ScenarioError([written.fault(("uncertain",), "nothing is uncertain", hint)])
    return Plan(written, schemes, found, left_out, hypercube(len(found), written), named(written, found))


def held_against(study: Written[Stress]) -> tuple[Scheme, ...]:
    """Return the schemes of a study, that of today first.

    Raises ScenarioError with all that is wrong, NotComparable for schemes between which a difference would mean nothing.
    """
    found, gathered = [], Gathered()
    with gathered:
        check_measures(study)
    for name in (study.says.scenario, *study.says.schemes):
        with gathered:
            found.append(Scheme(study.base(name)))
    gathered.refuse()
    refuse_unlike([scheme.what.scenario for scheme in found])
    return tuple(found)


def hypercube(many: int, study: Written[Stress]) -> Payoffs:
    """Return the places of the futures: of each factor, one in each of so many equal parts of its range (McKay et al. 1979)."""
    from scipy.stats.qmc import LatinHypercube

    places = LatinHypercube(many, rng=np.random.default_rng(study.says.seed)).random(study.says.futures)
    return np.asarray(places, dtype=np.float64)
