"""Workers of a Ray cluster, which itself runs a task again where its worker died."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import ExitStack, redirect_stdout
from types import ModuleType
from typing import Any

from experiments.workers.processes import set_apart
from experiments.workers.settled import settled
from experiments.workers.spread import TRIES, Died, Unfit

LOCAL = {"address": "local", "include_dashboard": False}
LOOPBACK = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0", "RAY_USAGE_STATS_ENABLED": "0"}
"""What lets Ray listen and talk on this machine alone; it reads it as it is imported."""


class Cluster(Executor):
    """The cluster at an address (host:port of its head) of which this machine is part, or one of its own, gone with it."""

    def __init__(self, address: str) -> None:
        """Connect. Raises Unfit where nobody is there."""
        self.opened = ExitStack()
        self.ray = loaded(alone=not address)
        asked: dict[str, Any] = {"address": address} if address else LOCAL
        with set_apart():
            try:
                self.ray.init(**asked, log_to_driver=False, logging_level=logging.CRITICAL)
            except (OSError, RuntimeError) as error:
                raise Unfit(f"ray://{address}: no cluster answers ({error})") from None
        self.opened.callback(self.ray.shutdown)
        self.opened.enter_context(redirect_stdout(sys.stderr))  # Ray tells of dead workers on stdout, which is for the data
        self.remote = self.ray.remote(max_retries=TRIES - 1)(called)

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Return the future of a call."""
        return settled(self.remote.remote(function, *args, **kwargs).future(), self.translated)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002 - so an Executor has it
        """Leave the cluster, which forgets what is in flight; one's own ends."""
        self.opened.close()

    def translated(self, error: BaseException) -> BaseException:
        """Return what a call raised, out of what Ray has wrapped it in."""
        if isinstance(error, self.ray.exceptions.RayTaskError):
            cause: BaseException = error.cause
            return cause
        died = self.ray.exceptions.WorkerCrashedError, self.ray.exceptions.NodeDiedError, self.ray.exceptions.OutOfMemoryError
        return Died(str(error).strip().splitlines()[0], TRIES) if isinstance(error, died) else error


def loaded(alone: bool) -> ModuleType:
    """Return Ray; where it is to be had for this machine alone, nobody else can reach it and it reaches nobody."""
    if alone:
        os.environ.update(LOOPBACK)
    import ray

    module: ModuleType = ray
    return module


def called(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Call a function at a worker."""
    return function(*args, **kwargs)
