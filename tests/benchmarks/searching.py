"""Rows on a search of schemes: how long it takes, and what of it is not the replications themselves."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from experiments.lab import Lab, Outcome, Registry, Task
from experiments.search import plan
from experiments.search.searching import searched
from experiments.workers import workers
from tests.benchmarks.rows import Row

STUDY, PROCESSES = "growth_against_losses", 2


class Timed(Lab):
    """A laboratory that knows how long it has waited for its workers, and for how many replications."""

    waited, many = 0.0, 0

    def run(self, tasks: Sequence[Task]) -> list[Outcome]:
        """Return the outcome of each task."""
        begun = time.perf_counter()
        found = super().run(tasks)
        self.waited += time.perf_counter() - begun
        self.many = len(self.known)
        return found


def rows() -> Iterator[Row]:
    """How long a search with its verification takes, by the clock, worker processes started and everything written down."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        with Registry(Path(folder) / "registry.sqlite") as registry, Timed(registry, workers(PROCESSES)) as lab:
            found = searched(plan(STUDY), lab)
            for table in found.tables:
                table.write(Path(folder))
        wall = time.perf_counter() - begun
    size = f"200 trials and verification, 20,000 persons x 360 days, {PROCESSES} processes"
    yield Row(f"search: {size}", wall, "s", most=120.0, note=f"{lab.many:,} replications")
    yield Row("... asking, telling, freezing, judging, writing / the whole", 1.0 - lab.waited / wall, most=0.15,
              note=f"{wall - lab.waited:.1f} s; the sampler is TPE")
