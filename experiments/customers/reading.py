"""Reading a lender's file of accounts by a map of its columns."""

from __future__ import annotations

from pathlib import Path

from experiments.customers.customers import Customers


def read(data: Path, columns: Path) -> Customers:
    """Return the customers in a file, as the map of its columns says.

    Raises ScenarioError, with file, line and column, for a map or a file that cannot be used.
    """
    raise NotImplementedError
