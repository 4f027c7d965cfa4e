"""What a run yields: measures with units, tables with units, and a hash by which two runs are told to be the same."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.scenario import Scenario
from sim.tables import ACCOUNTS, PAYOUTS
from sim.terms import MINOR_UNITS
from sim.world import Life

if TYPE_CHECKING:
    import pandas as pd

NOT_HASHED = ("cycle_next", "plans", "portrait", "policy", "hold")
"""Fields that say where a row is kept, or which of the scenario's terms apply to it, not what has happened."""


class Measure(NamedTuple):
    """One figure of a run. ``unit`` is a word of ``sim.terms.UNITS`` or "ratio"; money is in currency units."""

    value: float
    unit: str
    about: str


class Column(NamedTuple):
    """One column of a table. Money is in currency units, ``unit`` "money"."""

    values: NDArray[Any]
    unit: str
    about: str

    @property
    def minor(self) -> NDArray[np.int64]:
        """Return amounts of money in whole minor units, exact below 2**52 of them."""
        return np.rint(self.values * MINOR_UNITS).astype(np.int64)


@dataclass(frozen=True)
class Table:
    """A table with a data dictionary; all columns have the same length."""

    name: str
    about: str
    columns: Mapping[str, Column]

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(next(iter(self.columns.values())).values)

    def __getitem__(self, column: str) -> NDArray[Any]:
        """Return the values of a column."""
        return self.columns[column].values

    def to_pandas(self) -> pd.DataFrame:
        """Return the table as a data frame; units are in ``frame.attrs``."""
        import pandas as pd

        frame = pd.DataFrame({name: column.values for name, column in self.columns.items()})
        frame.attrs = {"about": self.about, "units": {name: column.unit for name, column in self.columns.items()}}
        return frame

    def _repr_html_(self) -> str:
        """Show the first rows in a notebook."""
        return str(self.to_pandas().head(20).to_html(index=False))


@dataclass(frozen=True)
class Result:
    """A finished run."""

    scenario: Scenario
    seed: int
    driver: str
    seconds: float
    """Wall time of the days."""
    setup_seconds: float
    """Wall time of making people and ties."""
    result_hash: str
    measures: Mapping[str, Measure]
    tables: Mapping[str, Table]

    @property
    def person_days_per_second(self) -> float:
        """Return persons times days over the wall time of the days."""
        return self.scenario.persons * self.scenario.days / self.seconds

    def to_pandas(self) -> pd.DataFrame:
        """Return the measures as a data frame: measure, value, unit, about."""
        import pandas as pd

        return pd.DataFrame([(name, *measure) for name, measure in self.measures.items()],
                            columns=["measure", "value", "unit", "about"])

    def _repr_html_(self) -> str:
        """Show the measures in a notebook."""
        title = f"<b>{self.scenario.name}</b>, seed {self.seed}, {self.scenario.persons:,} persons, {self.scenario.days} days"
        return title + str(self.to_pandas().to_html(index=False))


def result_hash(life: Life) -> str:
    """Return a digest of the ledger, the tallies and the final state: persons, accounts (their plans by balance), rewards."""
    digest = hashlib.blake2b(digest_size=16)
    tables, count = life.tables, life.world.count
    digest.update(np.ascontiguousarray(tables.days["posted"]).tobytes())
    digest.update(np.ascontiguousarray(tables.days["tally"]).tobytes())
    used = (tables.persons, len(tables.persons)), (tables.accounts, count[ACCOUNTS]), (tables.payouts, count[PAYOUTS])
    for table, rows in used:
        for field in table.dtype.names:
            if field not in NOT_HASHED:
                digest.update(np.ascontiguousarray(table[field][:rows]).tobytes())
    return digest.hexdigest()
