"""Tables of several columns that fit the width of a terminal."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator, Sequence

WIDTH = 120
"""Where the output is no terminal."""
GAP = 2
Row = Sequence[str]
"""A title and its cells."""


def width() -> int:
    """Return how many characters go on a line."""
    return shutil.get_terminal_size((WIDTH, 0)).columns


def table(head: Row, rows: Sequence[Row]) -> str:
    """Return rows under their heads, titles to the left and cells to the right.

    Where a line is too long for the terminal, heads take several lines, and then what is left over follows below.
    """
    heads = [[each] for each in head]
    if sum(broad(heads, rows)) + GAP * len(rows[0]) > width():
        heads = [wrapped(each, [row[at] for row in rows]) for at, each in enumerate(head)]
    parts = (drawn([heads[at] for at in part], [[row[at] for at in part] for row in rows])
             for part in parted(broad(heads, rows), width()))
    return "\n\n".join(parts)


def wrapped(head: str, cells: Sequence[str]) -> list[str]:
    """Return a head in lines no wider than its cells, unless one of its words is.

    >>> wrapped("Credit cost added", ["1,234"])
    ['Credit', 'cost', 'added']
    """
    most = max(map(len, cells))
    return textwrap.wrap(head, max(most, *map(len, head.split())), break_long_words=False) if head.split() else [head]


def broad(heads: Sequence[Sequence[str]], rows: Sequence[Row]) -> list[int]:
    """Return the width of each column."""
    return [max(*map(len, lines), *(len(row[at]) for row in rows)) for at, lines in enumerate(heads)]


def parted(widths: Sequence[int], most: int) -> list[list[int]]:
    """Return the numbers of the columns that go side by side, each time after the first column, which has the titles.

    >>> parted([10, 5, 5, 5], 24)
    [[0, 1, 2], [0, 3]]
    """
    parts, used = [[0]], widths[0]
    for at, wide in enumerate(widths[1:], 1):
        if used + GAP + wide > most and len(parts[-1]) > 1:
            parts.append([0])
            used = widths[0]
        parts[-1].append(at)
        used += GAP + wide
    return parts


def drawn(heads: Sequence[Sequence[str]], rows: Sequence[Row]) -> str:
    """Return one table, its heads standing on the line above the rows."""
    widths, high = broad(heads, rows), max(map(len, heads))
    above = [[([""] * (high - len(lines)) + list(lines))[number] for lines in heads] for number in range(high)]
    return "\n".join(aligned([*above, *rows], widths))


def aligned(lines: Sequence[Row], widths: Sequence[int]) -> Iterator[str]:
    """Yield lines with the first cell to the left and the others to the right."""
    for first, *others in lines:
        cells = (cell.rjust(wide) for cell, wide in zip(others, widths[1:], strict=True))
        yield (" " * GAP).join([first.ljust(widths[0]), *cells]).rstrip()
