"""A row of the table: what is asked, what was measured, whether it holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Row(NamedTuple):
    """One line. A row without bounds is there to be known."""

    what: str
    measured: float
    unit: str = ""
    least: float | None = None
    most: float | None = None
    note: str = ""

    @property
    def asked(self) -> str:
        """What must hold, in words."""
        if self.least is not None:
            return f"≥ {self.least:,g} {self.unit}".strip()
        return f"≤ {self.most:,g} {self.unit}".strip() if self.most is not None else ""

    @property
    def verdict(self) -> str:
        """Whether it holds."""
        if self.least is None and self.most is None:
            return "–"
        above = self.least is None or self.measured >= self.least
        return "holds" if above and (self.most is None or self.measured <= self.most) else "MISSED"

    def __str__(self) -> str:
        """Show a line of the table."""
        found = f"{shown(self.measured)} {self.unit}".strip()
        return f"| {self.what} | {self.asked} | {found} | {self.verdict} | {self.note} |"


HEAD = "| measured | asked | found | verdict | how |\n| --- | ---: | ---: | --- | --- |"


def shown(number: float) -> str:
    """Return a number with three digits or all those before the point.

    >>> shown(1234.5), shown(12.345), shown(0.01234)
    ('1,234', '12.3', '0.0123')
    """
    return f"{number:,.0f}" if abs(number) >= 100.0 else f"{number:#.3g}"


def missed(rows: Iterable[Row]) -> int:
    """Return how many rows do not hold."""
    return sum(row.verdict == "MISSED" for row in rows)
