"""What stands in the columns of a table, column by column: numbers, months, and codes with what they stand for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from experiments.customers import months, numbers
from experiments.customers.mapped import Mapped
from experiments.customers.numbers import COMMA, POINT, Sign, numpy_of
from experiments.customers.quality import Column
from experiments.customers.table import Table
from scenarios.faults import Fault, ScenarioError

T = TypeVar("T")
AMOUNTS = ("limit", "balance", "billed", "paid", "spent", "income")
NUMBERS = (*AMOUNTS, "purchases", "late", "dpd")
MOST_CODES = 5


@dataclass
class Cells:
    """The columns of a table, read one by one; what is wrong is gathered, what was missing counted."""

    table: Table
    mapped: Mapped
    sign: Sign = POINT
    faults: list[Fault] = field(default_factory=list)
    seen: list[Column] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    accounts: int = 0

    def __post_init__(self) -> None:
        """Find out how decimals are written.

        Raises ScenarioError where the file does not tell.
        """
        told = self.mapped.says.file.decimal
        if told:
            self.sign = Sign(told, "," if told == "." else ".")
            return
        names = dict.fromkeys(name for setting, name in self.mapped.columns if setting in NUMBERS)
        found = numbers.sign_of(map(self.present, names))
        if found is None:
            raise ScenarioError([self.mapped.fault(("file",), "numbers such as 1.234 or 1,234 may be 1234 or a little more than 1",
                                                   "write decimal: '.' or decimal: ',' under file")])
        self.sign = found
        if found is COMMA:
            self.notes.append("numbers have a decimal comma")

    def present(self, name: str) -> Any:
        """Return a column without the words for missing values, a chunked array."""
        return numbers.present(self.table[name], self.mapped.says.file.missing)

    def note(self, setting: str, name: str, missing: NDArray[np.bool_]) -> None:
        """Write down how many values of a column are missing."""
        self.seen.append(Column(setting, name, len(missing), int(missing.sum())))

    def numbers(self, setting: str, name: str) -> NDArray[np.float64]:
        """Return a column of numbers, NaN where nothing stands; amounts in units of the currency."""
        found, bad = numbers.values(self.present(name), self.sign)
        for nothing in map(as_number, self.mapped.says.file.missing):
            found[found == nothing] = np.nan
        self.note(setting, name, np.isnan(found))
        if len(bad):
            hint = f"{len(bad):,} such value{'s' * (len(bad) > 1)}; a word for a missing one goes to file.missing in the map"
            self.faults += self.table.faults(name, bad.tolist(), lambda text: f"'{text}' is not a number", hint)
        return found * self.mapped.says.unit if setting in AMOUNTS else found

    def months(self, setting: str, name: str) -> NDArray[np.float64]:
        """Return the number of the month in each cell of a column, NaN where nothing stands."""
        texts, index = self.encoded(setting, name)
        order = {months.DAY_FIRST: months.DAY_FIRST, months.MONTH_FIRST: months.MONTH_FIRST}.get(
            self.mapped.says.file.dates or "", months.order_of(texts))
        if order is None:
            self.faults.append(self.mapped.fault((setting,), f"'{texts[0]}' may be a day and month or a month and day",
                                                 "write dates: day first or dates: month first under file"))
        found = [months.month(text, order) for text in texts]
        self.refuse(name, index, [each is None for each in found], "'{}' is not a month",
                    "write 2005-04, 200504 or a date; of other forms the first day of the month as 2005-04-01")
        return np.array([np.nan if each is None else each for each in (*found, None)])[index]

    def coded(self, setting: str, name: str, meaning: Callable[[str], float | None], hint: str) -> NDArray[np.float64]:
        """Return what the code in each cell of a column stands for, NaN where nothing stands."""
        texts, index = self.encoded(setting, name)
        found = [meaning(text) for text in texts]
        self.refuse(name, index, [each is None for each in found], "the code '{}' is not known", hint)
        return np.array([np.nan if each is None else each for each in (*found, None)])[index]

    def encoded(self, setting: str, name: str) -> tuple[list[str], NDArray[np.int64]]:
        """Return the distinct texts of a column and the number of the text in each cell, -1 where nothing stands."""
        import pyarrow as pa

        texts = numbers.present(self.table[name].cast(pa.string(), safe=False), self.mapped.says.file.missing)
        found = texts.combine_chunks().dictionary_encode()
        index = np.nan_to_num(numpy_of(found.indices), nan=-1.0).astype(np.int64)
        self.note(setting, name, index < 0)
        return [str(text) for text in found.dictionary.to_pylist()], index

    def refuse(self, name: str, index: NDArray[np.int64], bad: list[bool], message: str, hint: str) -> None:
        """Gather the faults of a column in the rows whose text is a bad one."""
        if any(bad):
            rows = np.flatnonzero(np.array([*bad, False])[index]).tolist()
            self.faults += self.table.faults(name, rows, message.format, hint)


def looked_up(codes: Mapping[str, T], code: str) -> T | None:
    """Return what a code stands for; numbers are alike however they are written.

    >>> looked_up({"-1": "transactor"}, "-1.0"), looked_up({"-1": "transactor"}, "1")
    ('transactor', None)
    """
    if code in codes:
        return codes[code]
    by_number = {as_number(each): meant for each, meant in codes.items()}
    return by_number.get(as_number(code)) if as_number(code) is not None else None


def as_number(text: str) -> float | None:
    """Return a text as a number, None where it is none."""
    try:
        return float(text)
    except ValueError:
        return None
