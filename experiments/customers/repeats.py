"""Rows of one account and month: those that repeat another are left out, those that contradict it are refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.customers.mapped import Mapped
from experiments.customers.table import Table
from scenarios.faults import ScenarioError


class Repeated(NamedTuple):
    """Which of the rows, sorted by key, say the same as the row before, and which of the same key say something else."""

    same: NDArray[np.bool_]
    other: NDArray[np.bool_]


def repeated(keys: Sequence[NDArray[Any]], values: Sequence[NDArray[np.float64]]) -> Repeated:
    """Return which rows repeat or contradict the row before, sorted by keys."""
    again = np.zeros(len(keys[0]), dtype=bool)
    again[1:] = np.all([key[1:] == key[:-1] for key in keys], axis=0)
    rows = np.flatnonzero(again)
    same = np.all([(each[rows] == each[rows - 1]) | (np.isnan(each[rows]) & np.isnan(each[rows - 1])) for each in values], axis=0)
    alike = np.zeros(len(again), dtype=bool)
    alike[rows[same]] = True
    return Repeated(alike, again & ~alike)


def refuse_contradictions(table: Table, mapped: Mapped, order: NDArray[np.int64], found: Repeated) -> None:
    """Raise ScenarioError for rows that say something else than another of the same account and month."""
    again = np.flatnonzero(found.other)
    rows = sorted({*order[again].tolist(), *order[again - 1].tolist()})
    if rows:
        what = "account and month" if mapped.says.is_long else "account"
        name = mapped.says.account
        assert name is not None
        raise ScenarioError(table.faults(name, rows, lambda text: f"this {what} ({text}) comes again, with different values",
                                         "keep the row that is right"))
