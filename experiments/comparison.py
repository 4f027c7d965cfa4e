"""Scenarios against the first of them, pair by pair: the same persons, the same ties, the same luck."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cached_property

from experiments.interval import Interval, interval
from experiments.replication import OnProgress, Replications, Shelf, asked, at_work, results
from sim.scenario import Product, Scenario
from sim.terms import terms_of

PRODUCTS = terms_of(Product)["kind"].choices
ALIKE: Mapping[str, Callable[[Scenario], object]] = {
    "persons": lambda scenario: scenario.persons,
    "days": lambda scenario: scenario.days,
    "currency": lambda scenario: scenario.currency,
    "product": lambda scenario: PRODUCTS[scenario.product.kind],
}
"""What scenarios must have in common for their difference to mean anything."""


class NotComparable(ValueError):
    """Scenarios between which a difference would mean nothing."""


@dataclass(frozen=True)
class Comparison:
    """The replications of each scenario by name, the baseline first; the seeds are the same for all."""

    arms: Mapping[str, Replications]

    @property
    def baseline(self) -> str:
        """Return the name of the scenario that the others are compared with."""
        return next(iter(self.arms))

    @property
    def seeds(self) -> tuple[int, ...]:
        """Return the seeds, one a replication."""
        return self.arms[self.baseline].seeds

    @cached_property
    def differences(self) -> Mapping[str, Mapping[str, Interval]]:
        """Each measure's paired difference to the baseline, by scenario and measure."""
        baseline = self.arms[self.baseline]
        return {name: paired(baseline, arm) for name, arm in self.arms.items() if arm is not baseline}


def compare(scenarios: Sequence[Scenario], seed: int = 1, replications: int = 10, *, driver: str = "engine",
            journal: bool = False, on_progress: OnProgress | None = None, workers: int | str | Executor = 1,
            shelf: Shelf | None = None) -> Comparison:
    """Run scenarios under the same seeds; the first is the baseline.

    ``workers`` are a number of processes, or an executor of one's own; what is on the ``shelf`` is not run again.
    Raises NotComparable where a difference would mean nothing, and ValueError as ``replicate`` does.
    """
    refuse_unlike(scenarios)
    runs = [run for scenario in scenarios for run in asked(scenario, seed, replications, driver, journal)]
    with at_work(workers) as by:
        found = results(runs, by, shelf, on_progress)
    return Comparison({scenario.name: Replications(found[number * replications : (number + 1) * replications])
                       for number, scenario in enumerate(scenarios)})


def paired(baseline: Replications, other: Replications) -> dict[str, Interval]:
    """Return each measure's difference, other less baseline, seed by seed."""
    return {name: interval(other.values(name) - baseline.values(name)) for name in baseline.runs[0].measures}


def refuse_unlike(scenarios: Sequence[Scenario]) -> None:
    """Raise NotComparable for fewer than two scenarios, two of one name, or persons, days, currencies or products that differ."""
    if len(scenarios) < 2:
        raise NotComparable("a comparison needs two scenarios or more")
    for name, times in Counter(scenario.name for scenario in scenarios).items():
        if times > 1:
            raise NotComparable(f"{times} scenarios are called {name!r}: give each its own (name: in its file)")
    for setting, read in ALIKE.items():
        found = {scenario.name: read(scenario) for scenario in scenarios}
        if len(set(found.values())) > 1:
            listed = ", ".join(f"{value} in {name}" for name, value in found.items())
            raise NotComparable(f"scenarios can be compared only over the same {setting}: {listed}{remedy(setting, scenarios)}")


def remedy(setting: str, scenarios: Sequence[Scenario]) -> str:
    """Return how scenarios come to have a setting in common; empty where only their files can say."""
    edges = next((each.network.edges for each in scenarios if each.network.edges is not None), None)
    if setting == "persons" and edges is not None:
        return f" - put all of them on one network: --set network.edges={os.path.relpath(edges.file)}"
    return f" - give all of them the same: --{setting} N" if setting in ("persons", "days") else ""
