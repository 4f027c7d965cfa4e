"""Workers of a Dask cluster."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import ExitStack
from typing import Any

from dask import config
from distributed import Client, KilledWorker, LocalCluster

from experiments.workers.processes import set_apart
from experiments.workers.settled import settled
from experiments.workers.spread import TRIES, Died, Unfit

PATIENCE = 30
"""Seconds until a cluster must have answered, and one worker be there."""

LOCAL = {"distributed.scheduler.worker-saturation": 1.0, "distributed.scheduler.allowed-failures": TRIES - 1}
"""On this machine a worker is given one task at a time, so that no other one dies with it."""


class Cluster(Executor):
    """The cluster at an address (host:port of its scheduler), or one of this machine's own, which is gone with it."""

    def __init__(self, address: str) -> None:
        """Connect, and see that somebody is there to work. Raises Unfit where nobody is."""
        with set_apart(), ExitStack() as opened:
            self.own = None if address else opened.enter_context(local())
            try:
                client = opened.enter_context(Client(self.own or f"tcp://{address}", timeout=PATIENCE, set_as_default=False))
                client.wait_for_workers(1, timeout=PATIENCE)
            except (OSError, TimeoutError) as error:
                raise Unfit(f"dask://{address}: no cluster with a worker answers ({error})") from None
            self.executor = client.get_executor(pure=False, retries=1)
            self.opened = opened.pop_all()

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Return the future of a call."""
        return settled(self.executor.submit(function, *args, **kwargs), self.translated)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster; one's own ends."""
        self.executor.shutdown(wait=wait and not cancel_futures)
        self.opened.close()

    def translated(self, error: BaseException) -> BaseException:
        """Return what Dask has to tell, in our words; where workers have several tasks, one of them is tried alone once more."""
        if not isinstance(error, KilledWorker):
            return error
        return Died(f"the last one was {error.last_worker.address}", TRIES if self.own else TRIES - 1)


def local() -> LocalCluster:
    """Return a cluster of this machine: a process a core, to be had from this machine alone."""
    with config.set(LOCAL):
        return LocalCluster(n_workers=os.cpu_count(), threads_per_worker=1, host="127.0.0.1", dashboard_address=None,
                            silence_logs=logging.CRITICAL)
