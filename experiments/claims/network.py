"""Friends are as alike as asked: on the network that is drawn, and on one that is given as a file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from experiments.claims.claim import SEED, Check, Claim
from experiments.interval import Interval, interval
from experiments.seeds import seeds
from scenarios import load
from sim.scenario import Scenario
from sim.world import empty

CIRCLE, AWAY = 12, 3
REPLICATIONS = 16


def drawn() -> Iterator[Claim]:
    """On circles, the correlation over a tie is what was asked for."""
    for asked in (0.1, 0.3):
        scenario = load("baitiao_consumer", (f"network.homophily={asked}",))
        for trait in ("theta", "deal"):
            yield Claim("network", f"circles: {trait} over a tie less {asked}", gap(scenario, trait, asked), -0.02, 0.02, "")


def given() -> Iterator[Claim]:
    """On an edge list, too: rings of circles of 12, in which everybody has three more friends elsewhere."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ties.csv"
        path.write_text("\n".join(f"p{i},p{j}" for i, j in rings(24_000)), encoding="utf-8")
        for asked in (0.1, 0.3, 0.5):
            scenario = load("baitiao_consumer", (f"network.edges={path}", f"network.homophily={asked}"))
            for trait in ("theta", "deal"):
                yield Claim("network", f"edge list: {trait} over a tie less {asked}", gap(scenario, trait, asked), -0.02, 0.02, "")


def rings(persons: int) -> NDArray[np.int64]:
    """Return ties of everybody within a circle, and of everybody to some at fixed distances, shape (ties, 2)."""
    person = np.arange(persons)
    one, other = np.triu_indices(CIRCLE, 1)
    begin = np.arange(0, persons, CIRCLE)[:, None]
    within = np.stack(((begin + one).ravel(), (begin + other).ravel()), axis=1)
    across = [np.stack((person, (person + 997 * (k + 1)) % persons), axis=1) for k in range(AWAY)]
    return np.concatenate((within, *across))


def gap(scenario: Scenario, trait: str, asked: float) -> Interval:
    """Return by how much the mean product of a trait over ties misses what was asked."""
    found = []
    for seed in seeds(SEED, REPLICATIONS):
        tables = empty(scenario, seed, journal=False)
        values = tables.persons[trait].astype(float)
        here = np.repeat(values, np.diff(tables.ties_start))
        found.append(float(np.mean(here * values[tables.ties])) - asked)
    return interval(found)


CLAIMS = (Check("network", drawn, 3), Check("network", given, 6))
