"""What a network is: ties kept person by person, and the list of edges that an observed one comes as."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

MOST_FRIENDS = 32_767
"""What the counters of friends asked can hold."""


class Ties(NamedTuple):
    """Shapes: start (N + 1,), ties (2 x friendships,), strong (N,)."""

    start: NDArray[np.int64]
    ties: NDArray[np.int32]
    strong: NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class EdgeList:
    """Friendships that were observed. Two lists are equal where their content is, wherever it was read from.

    Persons are numbered in the order of their ``ids``, shape (N,); each friendship stands once in ``pairs``, shape (2, E), the
    lower number above the higher one, in rising order. ``strength``, shape (E,), is what the list says of each, if anything: 1
    for strong and 0 for weak where ``named``, else a number that is higher for closer friends.
    """

    file: str
    ids: NDArray[Any]
    pairs: NDArray[np.int32]
    strength: NDArray[np.float64] | None = None
    named: bool = False
    notes: tuple[str, ...] = ()
    """What the reader of the file had to decide, for people."""

    def __len__(self) -> int:
        """Return the number of persons."""
        return len(self.ids)

    @cached_property
    def digest(self) -> str:
        """A digest of the content."""
        found = hashlib.blake2b(digest_size=16)
        whole_numbers = self.ids.dtype.kind == "i"
        found.update(self.ids.tobytes() if whole_numbers else "\n".join(self.ids.tolist()).encode())
        found.update(np.ascontiguousarray(self.pairs).tobytes())
        found.update(b"" if self.strength is None else self.strength.tobytes())
        found.update(bytes((whole_numbers, self.named)))
        return found.hexdigest()

    @cached_property
    def degrees(self) -> NDArray[np.int64]:
        """The number of friends of each person, shape (N,)."""
        return np.bincount(self.pairs.ravel(), minlength=len(self))

    def __eq__(self, other: object) -> bool:
        """Tell whether two lists have the same content."""
        return isinstance(other, EdgeList) and self.digest == other.digest

    def __hash__(self) -> int:
        """Return a hash of the content."""
        return hash(self.digest)

    def __deepcopy__(self, memo: dict[int, Any]) -> EdgeList:
        """Return the list itself, as nobody changes it."""
        return self
