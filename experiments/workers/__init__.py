"""Who does the work: this process, a pool of processes, a cluster, or any executor. The only place that knows.

``workers("4")`` are four processes; any ``concurrent.futures.Executor`` may be lent instead.
"""

from __future__ import annotations

from concurrent.futures import Executor

from experiments.workers.processes import pool
from experiments.workers.serial import Serial
from experiments.workers.spread import Lost, Workers

__all__ = ["Lost", "UnknownWorkers", "Workers", "workers"]

MOST_PROCESSES = 1_024


class UnknownWorkers(ValueError):
    """Workers that are written in no way we know."""


def workers(what: int | str | Executor = 1) -> Workers:
    """Return the workers meant: a number of processes, or an executor of one's own. 1 is this process.

    Raises UnknownWorkers for anything else.
    """
    if isinstance(what, Executor):
        return Workers(lambda: what, 64, lent=True)
    if not str(what).isdecimal() or not 1 <= int(what) <= MOST_PROCESSES:
        raise UnknownWorkers(f"{what!r} are no workers: a number of processes from 1 to {MOST_PROCESSES:,}")
    many = int(what)
    return Workers(Serial, 1) if many == 1 else Workers(lambda: pool(many), many)
