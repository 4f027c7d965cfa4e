"""A pool of processes that leave interruptions to the one that started them, and end with it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import Any

PRELOADED = ["experiments.lab.task"]
"""What is loaded once, before workers fork from it."""

PINNED = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"), "1")
"""One thread a worker: more of them fight for the same cores."""


GRACE = 5.0
"""Seconds that processes without work have to go by themselves."""


class Processes(ProcessPoolExecutor):
    """So many processes.

    They fork from a server that has the model loaded and nothing else, where the platform has such a thing, and are started
    afresh elsewhere: in a quarter of the time, and a model that is edited meanwhile does not get into a study that runs.
    """

    def __init__(self, many: int) -> None:
        """Make the pool; processes start when the first tasks are there."""
        forks = "forkserver" in multiprocessing.get_all_start_methods()
        context = multiprocessing.get_context("forkserver" if forks else "spawn")
        context.set_forkserver_preload(PRELOADED)
        super().__init__(many, mp_context=context, initializer=begin)

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Return the future of a call; it may start a process."""
        with set_apart():
            return super().submit(function, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes: once they are done, or at once where nothing is to be waited for.

        A process that starts while another one breaks the pool may never be told to go: it is ended once no work is left.
        """
        manager: Any = self._executor_manager_thread
        processes, work = self._processes or {}, self._pending_work_items
        if cancel_futures and not wait:
            end(processes)
        super().shutdown(wait=False, cancel_futures=cancel_futures)
        while wait and manager is not None and manager.is_alive():
            manager.join(GRACE)
            if manager.is_alive() and not work:
                end(processes)


def end(processes: Mapping[int, BaseProcess]) -> None:
    """End processes at once; terminate_workers comes with Python 3.14."""
    for process in list(processes.values()):
        process.terminate()


@contextmanager
def set_apart() -> Iterator[None]:
    """What is started herein computes on one thread and, from its first moment on, does not hear of Ctrl-C."""
    added = {name: one for name, one in PINNED.items() if name not in os.environ}
    os.environ.update(added)
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if hasattr(signal, "pthread_sigmask") else None
    try:
        with later():
            yield
    finally:
        if mask is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        for name in added:
            del os.environ[name]


@contextmanager
def later() -> Iterator[None]:
    """Let a Ctrl-C wait until the end, as a process that is half started would be left behind."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard: list[tuple[int, FrameType | None]] = []
    before = signal.signal(signal.SIGINT, lambda *told: heard.append(told))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if heard and callable(before):
            before(*heard[0])


def begin() -> None:
    """Prepare a worker: deaf to Ctrl-C, and gone when its parent is."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=end_with_parent, daemon=True).start()


def end_with_parent() -> None:
    """End this process once its parent has ended, even by a kill."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
