"""Rows on whole processes: the command from its start to its answer, and compilation from nothing."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.benchmarks.rows import Row
from tests.benchmarks.timing import SCENARIO

FISSION = str(Path(sys.executable).with_name("fission"))
RUN = (FISSION, "run", SCENARIO, "--persons", "2000", "--days", "360", "--json")


def seconds(*command: str, **environment: str) -> float:
    """Return how long a command takes by the clock."""
    begun = time.perf_counter()
    subprocess.run(command, env=os.environ | environment, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begun


def rows(repeats: int = 7) -> Iterator[Row]:
    """How long one waits."""
    seconds(*RUN)
    yield Row("warm start: `fission run`, 2,000 persons x 360 days, to the result", median(seconds(*RUN) for _ in range(repeats)),
              "s", most=2.0, note=f"whole processes, median of {repeats}")
    yield Row("`fission --help`", median(seconds(FISSION, "--help") for _ in range(repeats)) * 1e3, "ms", most=150.0,
              note=f"whole processes, median of {repeats}")
    with tempfile.TemporaryDirectory() as empty:
        yield Row("the same run with nothing compiled yet", seconds(*RUN, XDG_CACHE_HOME=empty, NUMBA_CACHE_DIR=""), "s",
                  note="once for each state of the sources; an empty cache folder")
