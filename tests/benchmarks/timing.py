"""How time is taken: seconds of the processor, which on an idle machine are those of the clock for a single thread."""

from __future__ import annotations

import gc
import multiprocessing
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from statistics import median
from typing import Any, NamedTuple, TypeVar

from scenarios import load
from sim.engine import Engine
from sim.scenario import Scenario
from sim.simulation import simulate

SCENARIO = "cash_for_invites"
Answer = TypeVar("Answer")


class Spent(NamedTuple):
    """Seconds of processor and clock."""

    processor: float
    clock: float


class Run(NamedTuple):
    """What one run of the engine took: making people and ties, and letting the days pass."""

    setup: Spent
    days: Spent

    @property
    def whole(self) -> Spent:
        """Both together."""
        return Spent(*(sum(pair) for pair in zip(self.setup, self.days, strict=True)))


def campaign(persons: int, days: int = 360) -> Scenario:
    """Return the scenario of the benchmarks with so many persons."""
    return load(SCENARIO)._replace(persons=persons, days=days)


def spent(work: Callable[[], object]) -> Spent:
    """Return what a piece of work takes."""
    gc.collect()
    processor, clock = time.process_time(), time.perf_counter()
    work()
    return Spent(time.process_time() - processor, time.perf_counter() - clock)


def run(scenario: Scenario, seed: int = 1) -> Run:
    """Return what a run of the engine takes."""
    made: list[Engine] = []
    setup = spent(lambda: made.append(Engine(scenario, seed)))
    return Run(setup, spent(made[0].run))


def warm() -> None:
    """Let every kernel be compiled and loaded."""
    simulate(campaign(500))
    simulate(campaign(500), driver="mesa")


def middle(values: list[Spent]) -> Spent:
    """Return the medians.

    >>> middle([Spent(1.0, 2.0), Spent(3.0, 3.0), Spent(2.0, 9.0)])
    Spent(processor=2.0, clock=3.0)
    """
    return Spent(median(each.processor for each in values), median(each.clock for each in values))


def alone(function: Callable[..., Answer], *given: Any) -> Answer:
    """Return what a function returns in a process of its own."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(function, *given).result()
