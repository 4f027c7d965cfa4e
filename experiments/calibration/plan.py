"""A calibration before it runs: parameters with their priors, targets, and what is to be run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.calibration.observed import Observed
from experiments.calibration.priors import Prior, priors
from experiments.calibration.stated import Figures, Target
from experiments.calibration.targets import targets
from experiments.lab.measures import check_measures, measures
from experiments.panel import Asked, quantities
from experiments.panel.quantities import cells_of
from experiments.seeds import seeds
from experiments.study.door import AS_WRITTEN, Over, Written, load
from experiments.study.forms import Calibrate
from scenarios.faults import Fault, Gathered, ScenarioError
from scenarios.load import changed
from scenarios.resolved import Resolved
from scenarios.tree import Items
from sim.scenario import Scenario

FEW = 200
"""Persons of the run that tells which cells a table has."""
TWICE = 2
"""Fresh seeds of each draw of the posterior: two tell luck apart from what is not known of the parameters."""
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Plan:
    """A calibration before it runs; ``base`` is the scenario as it is."""

    study: Written[Calibrate]
    base: Resolved
    priors: tuple[Prior, ...]
    targets: tuple[Target, ...]

    @property
    def fitted(self) -> tuple[Target, ...]:
        """The targets that are fitted."""
        return tuple(each for each in self.targets if each.fitted)

    @property
    def observed(self) -> Observed:
        """What was observed of the targets that are fitted."""
        found = self.fitted
        return Observed(tuple(each.title for each in found), np.array([each.value for each in found]),
                        np.array([each.error for each in found]), np.array([each.side for each in found]),
                        tuple(each.source or each.title for each in found))

    @property
    def asked(self) -> Asked | None:
        """The tables that are asked of each run, None where measures are all that is wanted."""
        tables = tuple(dict.fromkeys(each.quantity for each in self.targets if each.cell))
        return Asked(tables, self.study.says.months) if tables else None

    @property
    def figures(self) -> tuple[str, ...]:
        """The figures of a run that are told of: those of the targets, then the measures that are predicted."""
        return tuple(dict.fromkeys([*(each.figure for each in self.targets), *self.study.says.measures]))

    @property
    def runs(self) -> int:
        """How many replications there will be."""
        says = self.study.says
        return says.trials * says.replications + says.rounds * says.simulations + 3 * says.fresh + TWICE * says.draws

    @cached_property
    def seeds(self) -> Mapping[str, tuple[int, ...]]:
        """The seeds of each part: ``search``, ``fresh``, ``draws`` and ``simulations``; none is used twice."""
        says, found, begun = self.study.says, dict[str, tuple[int, ...]](), 0
        parts = {"search": says.replications, "fresh": says.fresh, "draws": TWICE * says.draws,
                 "simulations": says.rounds * says.simulations}
        all_seeds = seeds(says.seed, sum(parts.values()))
        for name, many in parts.items():
            found[name], begun = all_seeds[begun : begun + many], begun + many
        return found

    @cached_property
    def start(self) -> Array:
        """Where in its prior each parameter stands in the scenario as it is, the nearest place to it where it stands outside."""
        return np.array([each.place_in(self.base) for each in self.priors])

    def design(self, place: Array) -> Scenario:
        """Return the scenario with the parameters at a place of the priors.

        Raises ScenarioError where their values do not go together.
        """
        over = [prior.lever.settings(prior.node(float(share))) for prior, share in zip(self.priors, place, strict=True)]
        return changed(self.base, over).scenario


def plan(what: str | Path | Mapping[str, Any], over: Over = AS_WRITTEN) -> Plan:
    """Return the plan of a calibration: a shipped study by its name, a file, or one written in Python.

    What is laid ``over`` the study counts as if it stood there. Raises ScenarioError with all that is wrong.
    """
    study = load(what, Calibrate, over)
    check_measures(study)
    base, gathered = study.base(), Gathered()
    with gathered:
        found = priors(study, base)
        gathered.faults += impossible(study, found)
    with gathered:
        seen = targets(files(study), study.folder, figures(base.scenario))
        if not any(each.fitted for each in seen):
            gathered.faults.append(study.fault(("targets",), "no target is fitted", "leave out fitted: false somewhere"))
    gathered.refuse()
    return Plan(study, base, found, seen)


def files(study: Written[Calibrate]) -> list[tuple[str, Any]]:
    """Return the files of targets that a study names, each with its place."""
    node = study.at("targets")
    marks = [each.mark for each in node.items] if isinstance(node, Items) else [node.mark]
    return list(zip(study.says.targets, marks, strict=True))


def impossible(study: Written[Calibrate], found: Sequence[Prior]) -> Iterator[Fault]:
    """Yield what is wrong with the scenario at either end of the priors."""
    for prior in found:
        for place in (0.0, 1.0):
            try:
                study.base(None, prior.lever.settings(prior.node(place)))
            except ScenarioError as error:
                yield from error.faults


def figures(scenario: Scenario) -> Figures:
    """Return the figures that runs of a scenario can be asked for."""
    few = scenario._replace(persons=min(FEW, scenario.persons))
    units = {name: each.unit for name, each in measures().items()} | dict.fromkeys(quantities(), "share")

    @cache
    def cells(quantity: str) -> tuple[str, ...]:
        return tuple(cells_of(quantity, few)) if quantity in quantities() else ()

    return Figures(units, cells, scenario.currency)
