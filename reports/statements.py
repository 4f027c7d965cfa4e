"""Statements of a run as a file of one's own: CSV, or Parquet with units."""

from __future__ import annotations

import csv
import errno
import io
from pathlib import Path
from uuid import uuid4

import numpy as np

from reports import parquet
from sim.result import Table

ENDINGS = (".csv", ".parquet")


def refuse_unfit(path: Path) -> None:
    """Raise ValueError for a file of another kind, FileExistsError where there is one already, OSError where none can be made."""
    if path.suffix.lower() not in ENDINGS:
        raise ValueError(f"{path}: statements are written as {' or '.join(ENDINGS)}")
    if path.exists():
        raise FileExistsError(errno.EEXIST, "there is something already: name a new file", str(path))
    if not path.resolve().parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, "there is no such folder", str(path.parent))


def write(path: Path, seed: int, table: Table, currency: str) -> None:
    """Write statements to a file, whole or not at all; money has two decimals."""
    partial = path.with_name(f".{path.name}.{uuid4().hex[:8]}.partial")
    try:
        if path.suffix.lower() == ".parquet":
            parquet.write(partial, {seed: table}, currency)
        else:
            partial.write_text(as_csv(table), encoding="utf-8", newline="")
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def as_csv(table: Table) -> str:
    """Return a table as CSV, with a line of names."""
    told = io.StringIO()
    writer = csv.writer(told, lineterminator="\n")
    writer.writerow(table.columns)
    texts = [np.char.mod("%.2f", column.values) if column.unit == "money" else column.values
             for column in table.columns.values()]
    writer.writerows(zip(*texts, strict=True))
    return told.getvalue()
