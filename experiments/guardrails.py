"""Guardrails with what only a simulation tells: how many persons a scheme gathers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from experiments.lab import fingerprint
from experiments.seeds import seeds
from scenarios import Resolved
from scenarios.guardrails import PYRAMID, Finding, Reach, blocks, check, needs_reach, paid_levels
from sim.engine import Engine
from sim.measures.tree import climb
from sim.scenario import Scenario
from sim.tables import ACCOUNTS, NONE

RUNS, DAYS, MOST_PERSONS = 3, 720, 50_000
MOST_KEPT = 1_000
Findings: TypeAlias = Mapping[str, Sequence[Finding]]
"""The findings on scenarios, by their names."""

SIMULATED: dict[str, Reach] = {}
"""What has been simulated in this process, by the scenario's fingerprint; the oldest goes first."""


def checked(what: Resolved | Scenario) -> tuple[Finding, ...]:
    """Return the findings of every guardrail. Where a scheme pays over three levels, its reach is simulated first."""
    scenario = what.scenario if isinstance(what, Resolved) else what
    return check(what, simulated_reach(scenario) if needs_reach(scenario) else None)


def of_each(whats: Iterable[Resolved]) -> Findings:
    """Return the findings on each scenario by its name."""
    return {what.scenario.name: checked(what) for what in whats}


def allowed(what: Resolved | Scenario) -> bool:
    """Tell whether no guardrail blocks a scenario: the constraint of a search."""
    return not blocks(checked(what))


def simulated_reach(scenario: Scenario) -> Reach:
    """Return how many persons a scheme gathers within two years, the most of a few runs; simulated once a process.

    The population is the scenario's own up to 50,000 persons, or all who are in its edge list; the days are not, as a scheme
    does not become lawful by a short experiment.
    """
    edges = scenario.network.edges
    most = max(MOST_PERSONS, len(edges)) if edges is not None else MOST_PERSONS
    sized = scenario._replace(persons=min(scenario.persons, most), days=DAYS)
    known = fingerprint(sized)
    if known not in SIMULATED:
        if len(SIMULATED) == MOST_KEPT:
            del SIMULATED[next(iter(SIMULATED))]
        SIMULATED[known] = gathered(sized)
    return SIMULATED[known]


def gathered(scenario: Scenario) -> Reach:
    """Return how many persons a scheme gathers in a scenario as it is."""
    runs = [referrers(scenario, seed) for seed in seeds(1, RUNS)]
    below = max(int(below_one(run, paid_levels(scenario)).max(initial=0)) for run in runs)
    return Reach(max(map(in_pyramids, runs)), below, RUNS, scenario.persons, scenario.days)


def referrers(scenario: Scenario, seed: int) -> NDArray[np.int32]:
    """Return each account's referrer at the end of a run, ``NONE`` for who came by herself."""
    life = Engine(scenario, seed).run()
    return np.array(life.tables.accounts["referrer"][: life.world.count[ACCOUNTS]])


def in_pyramids(referrers: NDArray[np.int32]) -> int:
    """Return how many persons stand in referral trees of three levels or more, the first one's own level counted.

    >>> in_pyramids(np.array([NONE, 0, 1, 1, NONE, 4], dtype=np.int32))
    4
    """
    roots, depths = climb(referrers)
    return int(np.isin(roots, roots[depths >= PYRAMID - 1]).sum())


def below_one(referrers: NDArray[np.int32], levels: int) -> NDArray[np.int64]:
    """Return how many persons each one has within so many levels, herself counted: her own level is the first.

    >>> below_one(np.array([NONE, 0, 0, 1, 3], dtype=np.int32), 3).tolist()
    [4, 3, 1, 2, 1]
    """
    brought = np.flatnonzero(referrers != NONE)
    found = np.ones(len(referrers), dtype=np.int64)
    for _ in range(levels - 1):
        found = 1 + np.bincount(referrers[brought], weights=found[brought], minlength=len(referrers)).astype(np.int64)
    return found


def by_scenario(findings: Findings) -> dict[str, list[dict[str, object]]]:
    """Return the findings on each scenario as plain objects."""
    return {name: as_objects(found) for name, found in findings.items()}


def as_objects(findings: Sequence[Finding]) -> list[dict[str, object]]:
    """Return findings as plain objects."""
    return [each._asdict() for each in findings]
