"""Rows on a lender's file of five million rows: how long ``fission portrait`` takes, and how much memory."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import yaml
from numpy.typing import NDArray
from pyarrow import csv

from tests.benchmarks.processes import FISSION
from tests.benchmarks.rows import Row

ROWS, MONTHS, WIDE = 5_000_000, 12, 6
COMMON = {"currency": "CNY", "account": "no", "limit": "limit", "default": {"column": "bad", "means": "drawn by lot"},
          "attributes": ["age"]}
CODES = {0: "inactive", 1: "transactor", 2: "revolver", 3: "late 1", 4: "late 3"}
Columns = dict[str, Any]


def people(many: int, luck: np.random.Generator) -> tuple[Columns, NDArray[np.float64]]:
    """Return what accounts have one of, and how much each tends to owe."""
    risk = luck.beta(2.0, 3.0, many)
    columns = {"no": 10**7 + luck.permutation(many), "limit": luck.choice((5_000, 10_000, 20_000, 50_000), many),
               "age": luck.integers(18, 70, many), "bad": (luck.random(many) < 0.1 * risk).astype(int)}
    return columns, risk


def month(limit: NDArray[np.int64], risk: NDArray[np.float64], luck: np.random.Generator) -> Columns:
    """Return what accounts have in a month."""
    balance = np.round(limit * risk * luck.random(len(limit)), 2)
    return {"balance": balance, "paid": np.round(balance * luck.random(len(limit)), 2),
            "state": np.digitize(luck.random(len(limit)) * (1.0 + 0.2 * risk), (0.1, 0.4, 1.0, 1.1))}


def long(luck: np.random.Generator) -> tuple[Columns, Columns]:
    """Return a table with a row an account and month, in any order, and its map."""
    once, risk = people(ROWS // MONTHS + 1, luck)
    place = luck.permutation(len(risk) * MONTHS)[:ROWS]
    account = place // MONTHS
    months = pa.array([f"2023-{number + 1:02d}" for number in range(MONTHS)]).take(pa.array(place % MONTHS))
    every = {name: values[account] for name, values in once.items()}
    says = {"month": "month", "balance": "balance", "paid": "paid", "status": {"columns": "state", "codes": CODES}}
    return {**every, "month": months, **month(every["limit"], risk[account], luck)}, {**COMMON, **says}


def wide(luck: np.random.Generator) -> tuple[Columns, Columns]:
    """Return a table with a row an account and columns for its months, and its map."""
    once, risk = people(ROWS, luck)
    for number in range(WIDE):
        once |= {f"{name}{number}": values for name, values in month(once["limit"], risk, luck).items()}
    says = {"months": list(range(WIDE)), "balance": "balance{month}", "paid": "paid{month}",
            "status": {"columns": "state{month}", "codes": CODES}}
    return once, {**COMMON, **says}


def taken(folder: Path, table: Callable[[np.random.Generator], tuple[Columns, Columns]]) -> tuple[float, float, float]:
    """Return seconds by the clock and of the processor, and the most gigabytes that the command held."""
    columns, says = table(np.random.default_rng(1))
    csv.write_csv(pa.table(columns), folder / "data.csv")
    del columns
    (folder / "map.yaml").write_text(yaml.safe_dump(says), encoding="utf-8")
    begun = time.perf_counter()
    asked = (FISSION, "portrait", "data.csv", "--columns", "map.yaml", "--out", "portraits.yaml", "--targets", "targets.yaml")
    process = subprocess.Popen(asked, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise subprocess.CalledProcessError(process.returncode, asked)
    return time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024**2


def rows() -> Iterator[Row]:
    """The whole command, in a process of its own: read, cleaned, segments, scorecards, targets, both files written."""
    for name, table in (("5,000,000 account-months, a row each", long), ("5,000,000 accounts x 6 months, a row an account", wide)):
        with tempfile.TemporaryDirectory() as folder:
            clock, processor, memory = taken(Path(folder), table)
        yield Row(f"`fission portrait`, {name}", clock, "s", most=300.0, note=f"CSV; {processor:.0f} s of the processor")
        yield Row("... its memory", memory, "GB", most=8.0, note="the most that the process held")
