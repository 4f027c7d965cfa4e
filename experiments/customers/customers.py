"""The customers that a file of accounts shows: cleaned, numbered from 0, and without their names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.customers.attributes import SMALLEST_CELL, Attribute
from experiments.customers.quality import Quality
from experiments.panel import Panel

__all__ = ["HELD_OUT", "SMALLEST_CELL", "Attribute", "Customers"]

HELD_OUT = 0.2
"""The share of accounts that is held out."""


@dataclass(frozen=True)
class Customers:
    """Accounts, numbered in the order of their lots, and their months; every array has one value an account.

    ``limit`` is the last one known, ``income`` a month's, both in units of ``currency`` and NaN where not known.
    ``default`` is 1 where the account defaulted, 0 where not, NaN where not known; None where nothing says.
    ``lot`` is a number from 0 to 1 that a keyed hash draws from the account's id: the same in every run, whatever the order
    of rows. Those below ``HELD_OUT`` are held out. ``default_means``, ``title`` and ``source`` are what the user says.
    ``window`` is the number of last months that tell ``default``, 0 where a column does: see ``before``.
    """

    panel: Panel
    limit: NDArray[np.float64]
    income: NDArray[np.float64]
    attributes: Mapping[str, Attribute]
    default: NDArray[np.float64] | None
    default_means: str
    currency: str
    lot: NDArray[np.float64]
    quality: Quality
    title: str = ""
    source: str = ""
    window: int = 0

    def __len__(self) -> int:
        """Return the number of accounts."""
        return len(self.limit)

    @property
    def is_held_out(self) -> NDArray[np.bool_]:
        """Tell which accounts are held out: a fifth."""
        return self.lot < HELD_OUT

