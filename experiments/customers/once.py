"""What an account has one value of: who defaulted, and attributes, of which none may tell who somebody is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from experiments.customers import numbers
from experiments.customers.cells import Cells, looked_up
from experiments.customers.identifiers import looks_like

YES = dict.fromkeys(("1", "yes", "y", "true", "t", "default", "bad", "是"), 1.0)
NO = dict.fromkeys(("0", "no", "n", "false", "f", "good", "否"), 0.0)


FEW = 0.5
"""A column in which at most so much of the different values are no numbers is one of numbers."""


def default(cells: Cells) -> NDArray[np.float64]:
    """Return who defaulted: 1, 0, or NaN where it is not known."""
    says = cells.mapped.says.default
    assert says is not None
    assert says.column is not None
    return cells.coded("default", says.column, lambda text: looked_up(YES | NO, text.lower()), "write 1 or 0, yes or no")


def attribute(cells: Cells, name: str) -> tuple[NDArray[np.float64], tuple[str, ...]]:
    """Return an attribute's values, and the words that they are the numbers of; none for a column of numbers."""
    says, at = cells.mapped.says.attributes[name], ("attributes", name)
    texts, index = cells.encoded(f"attributes.{name}", says.column)
    what = looks_like(texts, cells.accounts)
    if what:
        cells.faults.append(cells.mapped.fault(at, f"the values of {says.column} look like {what}: they would tell who somebody is",
                                               "remove it from the attributes; it is not needed"))
        return np.full(len(index), np.nan), ()
    if not says.words:
        import pyarrow as pa

        found, bad = numbers.values(pa.array(texts, pa.string()), cells.sign)
        if len(bad) <= FEW * len(texts):
            is_bad = np.isin(np.arange(len(texts)), bad)
            cells.refuse(says.column, index, is_bad.tolist(), "'{}' is not a number, as the others are",
                         "a word for a missing one goes to file.missing in the map")
            return np.append(found, np.nan)[index], ()
    words = [looked_up(says.words, text) or escaped(text) for text in texts]
    there = tuple(sorted(set(words)))
    return np.array([*map(there.index, words), np.nan], dtype=np.float64)[index], there


def escaped(text: str) -> str:
    """Return a text with its control characters written out: none of a file reaches a terminal.

    >>> escaped("ring" + chr(7)) == "ring" + chr(92) + "x07"
    True
    """
    return "".join(sign if sign.isprintable() else f"\\x{ord(sign):02x}" for sign in text)
