"""The unit of work: one replication, which is a design under a seed."""

from __future__ import annotations

import hashlib
import platform
import time
import traceback
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from experiments.lab.rolling import measured
from experiments.workers import Unfit
from sim.compiling import source_digest
from sim.result import result_hash
from sim.scenario import Scenario
from sim.simulation import start
from sim.world import Life

if TYPE_CHECKING:
    from experiments.panel import Asked

Key = tuple[str, int]
"""A design's fingerprint and a seed: what a replication is known by."""


class Task(NamedTuple):
    """One replication to be run: ``design`` is the scenario's fingerprint, ``model`` that of the model that is to run it."""

    design: str
    seed: int
    scenario: Scenario
    model: str
    edges: str = ""
    """The digest of the scenario's edge list where that stayed behind: experiments.lab.sending."""

    asked: Asked | None = None
    """Which figures are wanted beside the measures; the same for all replications of a study."""

    @property
    def key(self) -> Key:
        """What the replication is known by."""
        return self.design, self.seed


class Outcome(NamedTuple):
    """What a replication came to: its measures, in currency units, and the figures asked for beside them, which are shares.

    Where it failed, there is the ``error`` and no measures.

    One that is ``lost`` failed because its worker died or had too little memory, and may do so no more another time.
    """

    design: str
    seed: int
    measures: Mapping[str, float]
    result_hash: str
    seconds: float
    error: str = ""
    lost: bool = False

    @property
    def key(self) -> Key:
        """What the replication is known by."""
        return self.design, self.seed


def task(scenario: Scenario, seed: int, asked: Asked | None = None) -> Task:
    """Return the task to run a scenario under a seed, with some figures beside its measures."""
    return Task(fingerprint(scenario), seed, scenario, model(), asked=asked)


@cache
def model() -> str:
    """Return the fingerprint of the model that this process has loaded."""
    return source_digest()


def fingerprint(scenario: Scenario) -> str:
    """Return by what a design is known: a digest of all that the model is told, names and descriptions left aside."""
    edges = scenario.network.edges
    bare = scenario._replace(name="", title="", purpose="", network=scenario.network._replace(edges=None))
    told = f"{bare!r} {edges.digest if edges else ''}"
    return hashlib.blake2b(told.encode(), digest_size=8).hexdigest()


def perform(task: Task) -> Outcome:
    """Run one replication; whatever goes wrong in it is its outcome.

    Raises Unfit where this process has another version of the model, MemoryError where it has not enough memory: neither says
    anything of the replication.
    """
    if task.model != model():
        raise Unfit(f"{platform.node()} has another version of the model than the study: install the same on all machines")
    begun = time.perf_counter()
    try:
        life, figures = ran(task)
        measures = {name: float(measure.value) for name, measure in measured(life).items()} | figures
        digest = result_hash(life)
    except MemoryError:
        raise
    except Exception:  # a failed replication is data and never ends a study
        return Outcome(task.design, task.seed, {}, "", time.perf_counter() - begun, traceback.format_exc())
    return Outcome(task.design, task.seed, measures, digest, time.perf_counter() - begun)


def ran(task: Task) -> tuple[Life, dict[str, float]]:
    """Return how a replication ends, and the figures asked of it beside its measures."""
    if task.asked is None:
        return start(task.scenario, task.seed).run(), {}
    from experiments.panel import figures

    return figures(task.scenario, task.seed, task.asked)


def lost(task: Task, why: str) -> Outcome:
    """Return the outcome of a replication that its workers could not finish."""
    return Outcome(task.design, task.seed, {}, "", 0.0, why, lost=True)
