"""``make bench``: speed and memory, what the project asks of them and what was found."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import mesa
import numba
import numpy as np

from tests.benchmarks import accounts, growth, luck, memory, processes, searching, speed, studies
from tests.benchmarks.rows import HEAD, Row, missed
from tests.benchmarks.timing import SCENARIO, warm

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"
TEXT = """# Benchmarks

`make bench` measures all of this in one run, side by side, on one thread, with the scenario `{scenario}`, and writes this page.
Seconds are the processor's, unless a row says otherwise: on an idle machine they are the clock's. *Days* are the days'
loop; the *whole run* also makes the people and their ties.

Measured on {machine}.

{table}
"""


def machine() -> str:
    """Return what it was measured on, without names."""
    versions = f"Python {platform.python_version()}, numba {numba.__version__}, numpy {np.__version__}, mesa {mesa.__version__}"
    system = f"{platform.machine()}, {platform.system()}; load {os.getloadavg()[0]:.1f} at the start"
    return f"{os.cpu_count()} cores of {model()} ({system}), {versions}"


def model() -> str:
    """Return the processor's model, where the system tells."""
    cpu = Path("/proc/cpuinfo")
    lines = cpu.read_text().splitlines() if cpu.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "an unnamed processor")


def rows(large: bool) -> Iterator[Row]:
    """Measure everything, row by row."""
    yield from speed.throughput()
    yield from speed.against_mesa()
    yield from growth.persons(large)
    yield from growth.activity()
    yield from memory.rows()
    yield from processes.rows()
    yield from luck.rows()
    yield from studies.rows()
    yield from searching.rows()
    yield from accounts.rows()


def main() -> int:
    """Print the table as it grows; return 4 where something asked for does not hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--write", action="store_true", help="leave the table in docs/benchmarks.md")
    parser.add_argument("--large", action=argparse.BooleanOptionalAction, default=True, help="10,000,000 persons too")
    asked = parser.parse_args()
    begun, where = time.perf_counter(), machine()
    warm()
    print(HEAD, flush=True)
    found = []
    for row in rows(asked.large):
        found.append(row)
        print(row, flush=True)
    if asked.write:
        table = "\n".join([HEAD, *map(str, found)])
        PAGE.write_text(TEXT.format(scenario=SCENARIO, machine=where, table=table), encoding="utf-8")
    print(f"{time.perf_counter() - begun:,.0f} s, {missed(found)} missed", file=sys.stderr)
    return 4 if missed(found) else 0


if __name__ == "__main__":
    sys.exit(main())
