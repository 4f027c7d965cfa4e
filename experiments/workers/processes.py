"""A pool of processes that leave interruptions to the one that started them, and end with it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor

PINNED = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")
"""One thread a worker: more of them fight for the same cores."""


def pool(many: int) -> ProcessPoolExecutor:
    """Return a pool of so many processes; they are started afresh, which is the same on every platform."""
    for name in PINNED:
        os.environ.setdefault(name, "1")
    return ProcessPoolExecutor(many, mp_context=multiprocessing.get_context("spawn"), initializer=begin)


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
