"""The panel: one row an account and month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import IntEnum
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

UNKNOWN = -1
"""A month on book, a number of missed statements or a status that is not known."""
MONEY = ("limit", "balance", "billed", "paid", "spent")
FRACTIONS = (*MONEY, "purchases")
"""Columns of numbers that may be not known."""


class Status(IntEnum):
    """What became of what was asked for in a month. Card files say it in codes of their own; this is what they share."""

    INACTIVE = 0
    """Nothing was asked for."""
    TRANSACTOR = 1
    """All was paid."""
    REVOLVER = 2
    """A part was paid, and the account is current."""
    LATE = 3
    """One or two statements are missed."""
    VERY_LATE = 4
    """Three statements or more are missed."""

    @property
    def title(self) -> str:
        """The name in tables."""
        return self.name.lower().replace("_", " ")


@dataclass(frozen=True)
class Panel:
    """Accounts month by month; every array has shape (rows,). Money is in currency units, ``nan`` where it is not known.

    Of a month: ``balance`` is all that is owed at its statement, ``billed`` what the statement asks for; ``paid`` and ``spent``
    are what was paid and bought since the statement before, in so many ``purchases``; ``late`` is how many statements are missed
    at its end, ``status`` a code of Status. Rows are sorted by account, then month, with one row for the two.
    """

    account: NDArray[np.int64]
    """From 0."""
    month: NDArray[np.int64]
    """Of the calendar, from 0."""
    mob: NDArray[np.int64]
    """Months on book, ``UNKNOWN`` where the day of opening is."""
    limit: NDArray[np.float64]
    balance: NDArray[np.float64]
    billed: NDArray[np.float64]
    paid: NDArray[np.float64]
    spent: NDArray[np.float64]
    purchases: NDArray[np.float64]
    late: NDArray[np.int64]
    status: NDArray[np.int64]

    def __post_init__(self) -> None:
        """Refuse rows that are out of order or of different numbers."""
        if any(len(getattr(self, field.name)) != len(self) for field in fields(self)):
            raise ValueError("the columns of a panel are of one length")
        after = np.diff(self.account)
        if np.any(after < 0) or np.any(np.diff(self.month)[after == 0] <= 0):
            raise ValueError("the rows of a panel are sorted by account, then month, one row for the two")

    @classmethod
    def of(cls, columns: Mapping[str, NDArray[Any]]) -> Panel:
        """Return a panel of columns whose rows are in any order; a column that is left out is not known.

        Raises KeyError without ``account`` and ``month``.
        """
        order = np.lexsort((columns["month"], columns["account"]))
        unknown = {field.name: np.full(len(order), np.nan if field.name in FRACTIONS else UNKNOWN) for field in fields(cls)}
        known: dict[str, Any] = {name: values[order].astype(np.float64 if name in FRACTIONS else np.int64)
                                 for name, values in {**unknown, **columns}.items()}
        return cls(**known)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.account)

    @cached_property
    def accounts(self) -> int:
        """The number of accounts, those without a row left aside."""
        return len(np.unique(self.account))

    @cached_property
    def before(self) -> NDArray[np.int64]:
        """The row of the same account a month before, ``UNKNOWN`` where there is none; shape (rows,)."""
        rows = np.arange(-1, len(self) - 1)
        follows = np.zeros(len(self), dtype=bool)
        follows[1:] = (np.diff(self.account) == 0) & (np.diff(self.month) == 1)
        return np.where(follows, rows, UNKNOWN)

    def last(self, months: int) -> Panel:
        """Return the last months of the calendar."""
        return self.where(self.month > self.month.max() - months) if len(self) else self

    def where(self, rows: NDArray[np.bool_]) -> Panel:
        """Return some of the rows."""
        return Panel(*(getattr(self, field.name)[rows] for field in fields(self)))
