"""Who does the work: this process, a pool of processes, a cluster, or any executor. The only place that knows.

``workers("4")`` are four processes, ``workers("dask://10.0.0.1:8786")`` a Dask cluster, ``workers("ray://10.0.0.1:6379")`` a
Ray cluster, both on this machine where no address is given; any ``concurrent.futures.Executor`` may be lent instead.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from importlib import import_module
from importlib.util import find_spec

from experiments.workers.processes import Processes
from experiments.workers.serial import Serial
from experiments.workers.spread import Lost, Unfit, Wanting, Workers

__all__ = ["Lost", "Unfit", "UnknownWorkers", "Wanting", "Workers", "workers"]

MOST_PROCESSES = 1_024
AHEAD = 2
"""Tasks at hand for each process: one that runs and one that waits."""

MANY = 256
"""Tasks at hand where nobody tells how many work at once."""

CLUSTERS = {"dask": "distributed", "ray": "ray"}
"""The package that each kind of cluster needs."""


class UnknownWorkers(ValueError):
    """Workers that are written in no way we know, or need what is not installed."""


def workers(what: int | str | Executor = 1) -> Workers:
    """Return the workers meant: a number of processes, 1 being this one, a cluster, or an executor of one's own.

    Raises UnknownWorkers for anything else.
    """
    if isinstance(what, Executor):
        return Workers(lambda: what, MANY, lent=True)
    kind, is_cluster, address = str(what).partition("://")
    if is_cluster and kind in CLUSTERS:
        return Workers(cluster(kind, address), MANY)
    if not str(what).isdecimal() or not 1 <= int(what) <= MOST_PROCESSES:
        raise UnknownWorkers(f"{what!r} are no workers: a number of processes from 1 to {MOST_PROCESSES:,}, or a cluster, "
                             f"dask://HOST:PORT or ray://HOST:PORT (dask:// and ray:// are on this machine)")
    many = int(what)
    return Workers(Serial, 1) if many == 1 else Workers(lambda: Processes(many), AHEAD * many)


def cluster(kind: str, address: str) -> Callable[[], Executor]:
    """Return what opens the executor of a cluster. Raises UnknownWorkers where its package is not installed."""
    if find_spec(CLUSTERS[kind]) is None:
        raise UnknownWorkers(f"{kind}:// needs a package that is not installed: pip install 'fission-lab[{kind}]'")
    executor: Callable[[str], Executor] = import_module(f"experiments.workers.on_{kind}").Cluster
    return lambda: executor(address)
