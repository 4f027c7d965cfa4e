"""Conducting a study of any kind: by workers, kept in a folder where one is named, told of as it goes."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path
from typing import Any, TypedDict, TypeVar

from experiments.lab import Lab, Registry
from experiments.study.door import Written
from experiments.study.folder import Found, finish, opened
from experiments.workers import workers

F = TypeVar("F", bound=Found)
OnProgress = Callable[[int, int], None]
"""Is told how many of how many replications are finished: at the beginning, and after each."""


class How(TypedDict, total=False):
    """How a study is to be run.

    ``workers`` are a number of processes, a cluster (``dask://HOST:PORT``, ``ray://HOST:PORT``), or an executor of one's own;
    1 is this process. ``folder`` is where the study is
    kept, nowhere unless given; with ``resume`` it goes on there. ``on_progress`` is told of each replication.
    """

    workers: int | str | Executor
    folder: Path | str | None
    resume: bool
    on_progress: OnProgress | None


def conduct(study: Written[Any], asked: str, total: int, run: Callable[[Lab], F], how: How) -> F:
    """Return what a study comes to that is ``run`` in a laboratory; ``total`` replications are expected.

    ``asked`` is a digest of all that is asked, by which a folder knows its study.
    Raises UnknownWorkers, FileExistsError, CannotResume or Unusable before anything has run; Unfit where the workers can do
    nothing, or have gone away.
    """
    by, folder = workers(how.get("workers", 1)), how.get("folder")
    registry = Registry() if folder is None else opened(Path(folder), study, asked, how.get("resume", False))
    with registry, Lab(registry, by) as lab:
        if tell := how.get("on_progress"):
            tell(len(lab.known), total)
            lab.on_replication = lambda _: tell(len(lab.known), max(total, len(lab.known)))
        found = run(lab)
        if folder is not None:
            finish(Path(folder), found, lab.failed.values())
    return found
