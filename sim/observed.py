"""An observed network: who are the close friends in it, and how alike its traits can make friends."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.compiling import kernel
from sim.draw import Purpose, normal, uniform
from sim.ties import EdgeList, Ties

HALF = 31
LOW = 2**HALF - 1


class Likeness(NamedTuple):
    """Means over all ties (i, j) of a network, d being numbers of friends and m the friends that two have in common.

    ``direct`` is that of 1 / sqrt(d_i) + 1 / sqrt(d_j), ``common`` that of m / sqrt(d_i d_j).
    """

    direct: float
    common: float

    @property
    def most(self) -> float:
        """The highest correlation over a tie that mixing can reach.

        >>> Likeness(direct=2 / 3**0.5, common=2 / 3).most  # four who all know each other
        1.0
        """
        return round(0.5 * (self.common + math.hypot(self.direct, self.common)), 12)

    def mixing(self, correlation: float) -> float:
        """Return the weight of friends' luck that gives a correlation over a tie; the best one, where it cannot be reached.

        It solves correlation x (1 + c^2) = c x direct + c^2 x common.

        >>> Likeness(direct=1.0, common=0.0).mixing(0.5)
        1.0
        """
        r = min(correlation, self.most)
        root = math.sqrt(max(0.0, self.direct**2 + 4.0 * r * (self.common - r)))
        return 2.0 * r / (self.direct + root)


class Observed(NamedTuple):
    """A network as the model uses it."""

    ties: Ties
    likeness: Likeness


@lru_cache(maxsize=2)
def observed(edges: EdgeList, persons: int, strong_share: float) -> Observed:
    """Return the network of an edge list among ``persons``, those beyond the list being alone."""
    start, friends = both_ways(edges.pairs, persons)
    common = common_friends(start, friends)
    number = np.diff(start)
    here = np.repeat(np.arange(persons, dtype=np.int64), number)
    once = here < friends
    close = closest(edges, overlap(edges, common[once]), strong_share)
    root = 1.0 / np.sqrt(np.maximum(number, 1))
    likeness = Likeness(float(np.mean(root[here] + root[friends])), float(np.mean(common * root[here] * root[friends])))
    return Observed(close_first(edges.pairs, close, start), likeness)


def both_ways(pairs: NDArray[np.int32], persons: int) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return where each person's friends begin, and all friends in rising order."""
    one, other = pairs.astype(np.int64)
    keys = np.concatenate((one << HALF | other, other << HALF | one))
    keys.sort()
    return starts(keys >> HALF, persons), (keys & LOW).astype(np.int32)


def starts(here: NDArray[np.int64], persons: int) -> NDArray[np.int64]:
    """Return where each person's row begins, shape (persons + 1,)."""
    return np.concatenate(([0], np.cumsum(np.bincount(here, minlength=persons), dtype=np.int64)))


def close_first(pairs: NDArray[np.int32], close: NDArray[np.bool_], start: NDArray[np.int64]) -> Ties:
    """Return the ties, the strong ones of each person first, each kind in rising order."""
    one, other = pairs.astype(np.int64)
    weak = np.tile(~close, 2).astype(np.int64)
    keys = np.concatenate((one, other)) << (HALF + 1) | weak << HALF | np.concatenate((other, one))
    keys.sort()
    strong = np.bincount(pairs[:, close].ravel(), minlength=len(start) - 1).astype(np.int32)
    return Ties(start, (keys & LOW).astype(np.int32), strong)


@kernel
def common_friends(start: NDArray[np.int64], friends: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return how many friends the two of each tie have in common, shape of ``friends``, whose rows rise.

    Each tie is looked at once, through the shorter of the two rows: the cost is O(ties^1.5) at worst.
    """
    found = np.zeros(len(friends), dtype=np.int32)
    known_to = np.full(len(start) - 1, -1, dtype=np.int32)
    for i in range(len(start) - 1):
        mine = friends[start[i]:start[i + 1]]
        for j in mine:
            known_to[j] = i
        for place in range(len(mine)):
            j = mine[place]
            theirs = friends[start[j]:start[j + 1]]
            if (len(theirs), j) < (len(mine), i):
                number = 0
                for k in theirs:
                    number += known_to[k] == i
                found[start[i] + place] = number
                found[start[j] + np.searchsorted(theirs, i)] = number
    return found


def overlap(edges: EdgeList, common: NDArray[np.int32]) -> NDArray[np.float64]:
    """Return of each tie the friends in common over all friends of either (Onnela et al. 2007), shape (E,)."""
    either = edges.degrees[edges.pairs].sum(axis=0) - 2 - common
    return np.asarray(common / np.maximum(either, 1))


def closest(edges: EdgeList, shared: NDArray[np.float64], share: float) -> NDArray[np.bool_]:
    """Tell of each tie whether it is strong, shape (E,).

    As the list says, where it calls ties strong or weak. Else strong are the given share of ties that are closest: by the
    strength in the list, or by the overlap of friends; a tie without a common friend is then weak (Granovetter 1973: no strong
    tie is a bridge). Among ties that are equally close a draw decides, the same under every seed.
    """
    if edges.strength is not None and edges.named:
        return np.asarray(edges.strength > 0.0)
    closeness = shared if edges.strength is None else edges.strength
    order = np.lexsort((tie_breaks(edges.pairs), -closeness))
    strong = np.zeros(len(closeness), dtype=np.bool_)
    strong[order[:round(share * len(order))]] = True
    return strong & (shared > 0.0) if edges.strength is None else strong


@kernel
def tie_breaks(pairs: NDArray[np.int32]) -> NDArray[np.float64]:
    """Return a uniform draw for each pair, shape (E,)."""
    found = np.empty(pairs.shape[1])
    for tie in range(len(found)):
        found[tie] = uniform(0, pairs[0, tie], pairs[1, tie], Purpose.TIE_BREAK)
    return found


@kernel
def among_friends(seed: int, start: NDArray[np.int64], friends: NDArray[np.int32], mixing: float,
                  purpose: int) -> NDArray[np.float64]:
    """Return standard normal traits that correlate over ties, shape (persons,).

    A person's trait is (z + c s) / sqrt(1 + c^2): her own draw z, and s, the sum of her friends' draws over the root of
    their number, which is standard normal too. Over a tie it correlates by [c (1/sqrt(d_i) + 1/sqrt(d_j)) + c^2 m /
    sqrt(d_i d_j)] / (1 + c^2). Who has no friend keeps her own draw.
    """
    persons = len(start) - 1
    own, found = np.empty(persons), np.empty(persons)
    for i in range(persons):
        own[i] = normal(seed, i, 0, purpose)
    for i in range(persons):
        number, total = start[i + 1] - start[i], 0.0
        for at in range(start[i], start[i + 1]):
            total += own[friends[at]]
        found[i] = own[i] if number == 0 else (own[i] + mixing * total / math.sqrt(number)) / math.sqrt(1.0 + mixing * mixing)
    return found
