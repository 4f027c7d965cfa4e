"""Tables that a command writes into a page of the documentation, between two marks that no reader sees."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path


def renew(page: Path, name: str, lines: Iterable[str]) -> None:
    """Write lines into a page between the marks of a name.

    Raises ValueError where the page lacks the marks.
    """
    try:
        page.write_text(renewed(page.read_text(encoding="utf-8"), name, lines), encoding="utf-8")
    except ValueError as error:
        raise ValueError(f"{page} {error}") from None


def renewed(text: str, name: str, lines: Iterable[str]) -> str:
    r"""Return the text of a page with lines between the marks of a name.

    Raises ValueError where it lacks the marks.

    >>> renewed("<!-- facts -->\nold\n<!-- end of facts -->", "facts", ["new"])
    '<!-- facts -->\nnew\n<!-- end of facts -->'
    """
    begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    before, found, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise ValueError(f"has no place for '{name}'")
    return "".join([before, begin, *(f"{line}\n" for line in lines), end, after])


def places(page: Path) -> list[str]:
    """Return the names of the tables that a page has marks for."""
    return re.findall(r"(?ms)^<!-- ([^\n]+) -->$.*?^<!-- end of \1 -->$", page.read_text(encoding="utf-8"))
