"""Tables that a command writes into a page of the documentation, between two marks that no reader sees."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path


def renew(page: Path, name: str, lines: Iterable[str]) -> None:
    """Write lines into a page between the marks of a name.

    Raises ValueError where the page lacks the marks.
    """
    begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    before, found, rest = page.read_text(encoding="utf-8").partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise ValueError(f"{page} has no place for '{name}'")
    page.write_text("".join([before, begin, *(f"{line}\n" for line in lines), end, after]), encoding="utf-8")


def places(page: Path) -> list[str]:
    """Return the names of the tables that a page has marks for."""
    return re.findall(r"^<!-- end of (.+) -->$", page.read_text(encoding="utf-8"), re.MULTILINE)
