"""What was found in a file of accounts, and what was done with it: no row and no value is dropped silently."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """Values of a column that break a rule, how many, and what was done with them: kept, set missing, row left out."""

    column: str
    rule: str
    values: int
    done: str


@dataclass(frozen=True)
class Column:
    """A column that was read: the canonical field it stands for, its name in the file and how many of its values are missing."""

    field: str
    name: str
    values: int
    missing: int


@dataclass(frozen=True)
class Quality:
    """What was found in a file: ``rows`` = ``used`` + the sum of ``left_out`` by reason."""

    file: str
    rows: int
    used: int
    left_out: Mapping[str, int]
    columns: tuple[Column, ...]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]

    @property
    def text(self) -> str:
        """The report for a terminal."""
        return f"{self.file}: {self.rows:,} rows, {self.used:,} used"
