"""What was found in a file of accounts, and what was done with it: no row and no value is dropped silently."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

KEPT, SET_MISSING = "kept", "set missing"


@dataclass(frozen=True)
class Finding:
    """Values of a field that break a rule, how many, and what was done with them."""

    field: str
    rule: str
    values: int
    done: str
    mostly: float | None = None

    @property
    def text(self) -> str:
        """The finding in words, with the value that most of them are: it may stand for a missing one."""
        code = "" if self.mostly is None else f"; mostly {self.mostly:.10g}: if it stands for missing, write it to file.missing"
        return f"{self.field}: {self.values:,} {self.rule} - {self.done}{code}"


@dataclass(frozen=True)
class Column:
    """A column that was read: the setting of the map that asks for it, its name, and how many of its values are missing."""

    field: str
    name: str
    values: int
    missing: int

    @property
    def text(self) -> str:
        """The column in words."""
        return f"{self.name} ({self.field}): {self.missing:,} of {self.values:,} missing"


@dataclass(frozen=True)
class Quality:
    """What was found in a file: ``rows`` are ``used``, or ``left_out`` for a reason.

    ``account_months`` is how many rows by account and month came of them, ``accounts`` of how many accounts.
    """

    file: str
    rows: int
    used: int
    left_out: Mapping[str, int]
    accounts: int
    account_months: int
    months: tuple[str, str]
    columns: tuple[Column, ...]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]

    @property
    def text(self) -> str:
        """The report for a terminal."""
        return "\n".join(self.lines())

    def lines(self) -> Iterator[str]:
        """Yield the lines of the report."""
        first, last = self.months
        span = first if first == last else f"{first} to {last}"
        made = f"{self.accounts:,} accounts, {self.account_months:,} account-months, {span}"
        yield f"{self.file}: {self.rows:,} rows, {self.used:,} used: {made}"
        for reason, rows in self.left_out.items():
            yield f"  left out: {rows:,} row{'s' * (rows > 1)} {reason}"
        complete = sum(column.missing == 0 for column in self.columns)
        yield f"  columns: {len(self.columns)} read, {complete} of them complete"
        yield from (f"  {column.text}" for column in self.columns if column.missing)
        yield from (f"  {finding.text}" for finding in self.findings)
        yield from (f"  {note}" for note in self.notes)
