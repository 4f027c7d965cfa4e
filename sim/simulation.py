"""One run, by either driver."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from sim.measures import measured, tabulated
from sim.result import Result, result_hash
from sim.scenario import Scenario

if TYPE_CHECKING:
    from sim.day import Run

DRIVERS = ("engine", "mesa")


def simulate(scenario: Scenario, seed: int = 1, *, driver: str = "engine", journal: bool = False,
             each_day: Callable[[int], None] | None = None) -> Result:
    """Run a scenario under a seed and return its measures and tables.

    ``journal`` keeps every single posting as the table ``journal``. ``each_day`` is told of each day that has passed.
    Raises ValueError for an unknown driver, a seed outside [0, 2**63) or a setting out of bounds, TypeError for what is
    no scenario.
    """
    if not isinstance(scenario, Scenario):
        raise TypeError(f"simulate takes a scenario, not {scenario!r}; a name or a file is loaded first: scenarios.load")
    begun = time.perf_counter()
    run = start(scenario, seed, driver, journal)
    ready = time.perf_counter()
    life = run.run(each_day)
    done = time.perf_counter()
    return Result(scenario, seed, driver, done - ready, ready - begun, result_hash(life), measured(life), tabulated(life))


def start(scenario: Scenario, seed: int, driver: str = "engine", journal: bool = False) -> Run:
    """Return a driver that is ready to run.

    Raises ValueError for an unknown driver, a seed outside [0, 2**63) or a setting out of bounds.
    """
    if not 0 <= seed < 2**63:
        raise ValueError(f"the seed must be a whole number from 0 to 2**63 - 1, not {seed}")
    if driver == "engine":
        from sim.engine import Engine

        return Engine(scenario, seed, journal)
    if driver == "mesa":
        from sim.market import Market

        return Market(scenario, seed, journal=journal)
    raise ValueError(f"no driver {driver!r}; one of {', '.join(DRIVERS)}")
