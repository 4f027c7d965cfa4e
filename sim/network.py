"""Who can invite whom, in O(ties): circles of strong ties, heavy-tailed weak ties across; or as observed.

Ties are kept both ways in one array: those of person i stand at ``ties[start[i]:start[i + 1]]``, the strong ones first,
each kind in rising order.
"""

from __future__ import annotations

import math
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sim.compiling import inner, kernel
from sim.draw import MASK, Purpose, philox, uniform
from sim.observed import observed
from sim.scenario import COMPLETE, Network
from sim.ties import Ties

MOST_WEAK_TIES = 1_000
HALF = 31
LOW = 2**HALF - 1
"""Two numbers below 2**31 are one of 62 bits, ``first << HALF | second``, which sorts by the first, then the second."""
Reach: TypeAlias = NDArray[np.float32]


def weave(seed: int, persons: int, network: Network, reach: Reach | None = None) -> Ties:
    """Return the ties of a network among ``persons``; ``reach`` is each one's number of weak ties over the mean's."""
    if network.kind == COMPLETE:
        return everybody(persons)
    if network.edges is not None:
        return observed(network.edges, persons, network.strong_share).ties
    chance = min(1.0, network.mean_ties * network.strong_share / max(network.circle - 1, 1))
    strong = count_strong(seed, persons, network.circle, chance)
    weak = weak_ties(seed, network, np.ones(persons, dtype=np.float32) if reach is None else reach)
    start = np.concatenate(([0], np.cumsum(strong + count_weak(persons, weak), dtype=np.int64)))
    ties = np.empty(start[-1], dtype=np.int32)
    fill_strong(seed, network.circle, chance, start, ties)
    fill_weak(weak, start, strong, ties)
    return Ties(start, ties, strong)


def everybody(persons: int) -> Ties:
    """Return the complete network: all ties weak."""
    ties = np.tile(np.arange(persons, dtype=np.int32), (persons, 1))
    others = ties[~np.eye(persons, dtype=bool)]
    return Ties(np.arange(persons + 1, dtype=np.int64) * (persons - 1), others, np.zeros(persons, dtype=np.int32))


def weak_ties(seed: int, network: Network, reach: Reach) -> NDArray[np.int64]:
    """Return the weak ties in rising order, each both ways: the stubs, shuffled by their draws, are tied two by two."""
    stubs = drawn(seed, weak_stubs(seed, network, reach))
    stubs.sort()
    ties = tied(stubs, network.circle)
    ties.sort()
    return distinct(ties)


def weak_stubs(seed: int, network: Network, reach: Reach) -> NDArray[np.int32]:
    """Return how many weak ties each person has: a Pareto tail, capped, with the mean that the terms ask for."""
    mean = network.mean_ties * (1.0 - network.strong_share)
    cap = float(min(MOST_WEAK_TIES, max(len(reach) // 4, 1)))
    return draw_stubs(seed, reach, smallest(min(mean, 0.9 * cap), cap, network.tail - 1.0), cap, network.tail - 1.0)


def smallest(mean: float, cap: float, exponent: float) -> float:
    """Return the smallest value of a Pareto that, capped, has the given mean, to 1e-9 (bisection).

    >>> round(smallest(12.0, 1e12, 1.5), 3)
    4.0
    """
    low, high = 1e-9, mean
    while high - low > 1e-9:
        middle = 0.5 * (low + high)
        tail = middle * math.log(cap / middle) if exponent == 1.0 else (
            middle ** exponent * (middle ** (1.0 - exponent) - cap ** (1.0 - exponent)) / (exponent - 1.0))
        low, high = (middle, high) if middle + tail < mean else (low, middle)
    return low


@kernel
def draw_stubs(seed: int, reach: Reach, least: float, cap: float, exponent: float) -> NDArray[np.int32]:
    """Return capped Pareto numbers times each person's reach, rounded up or down at random so that the mean stays."""
    stubs = np.empty(len(reach), dtype=np.int32)
    for i in range(len(reach)):
        wanted = float(reach[i]) * min(cap, least * uniform(seed, i, 0, Purpose.STUBS) ** (-1.0 / exponent))
        stubs[i] = int(wanted + uniform(seed, i, 1, Purpose.STUBS))
    return stubs


@kernel
def drawn(seed: int, stubs: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return every person once for each of her stubs, behind that stub's draw."""
    found = np.empty(stubs.sum(), dtype=np.int64)
    at = 0
    for i in range(len(stubs)):
        for k in range(0, stubs[i], 4):
            words = four_words(seed, i, k // 4, Purpose.SHUFFLE)
            for one in range(min(4, stubs[i] - k)):
                found[at] = words[one] << HALF | i
                at += 1
    return found


@kernel
def tied(stubs: NDArray[np.int64], circle: int) -> NDArray[np.int64]:
    """Tie neighbouring stubs, but for those that would tie a person to herself or to her own circle."""
    ties = np.empty(len(stubs), dtype=np.int64)
    number = 0
    for pair in range(len(stubs) // 2):
        i, j = stubs[2 * pair] & LOW, stubs[2 * pair + 1] & LOW
        if i // circle != j // circle:
            ties[number], ties[number + 1] = i << HALF | j, j << HALF | i
            number += 2
    return ties[:number]


@kernel
def distinct(ties: NDArray[np.int64]) -> NDArray[np.int64]:
    """Drop, in place, what stands in a rising row more than once."""
    number = 0
    for tie in ties:
        if number == 0 or tie != ties[number - 1]:
            ties[number] = tie
            number += 1
    return ties[:number]


@kernel
def count_weak(persons: int, weak: NDArray[np.int64]) -> NDArray[np.int32]:
    """Return how many weak ties each person has."""
    number = np.zeros(persons, dtype=np.int32)
    for tie in weak:
        number[tie >> HALF] += 1
    return number


@kernel
def fill_weak(weak: NDArray[np.int64], start: NDArray[np.int64], strong: NDArray[np.int32],
              ties: NDArray[np.int32]) -> None:
    """Write the weak ties behind the strong ones of each person's row."""
    at = start[:-1] + strong
    for tie in weak:
        i = tie >> HALF
        ties[at[i]] = tie & LOW
        at[i] += 1


@kernel
def count_strong(seed: int, persons: int, circle: int, chance: float) -> NDArray[np.int32]:
    """Return how many strong ties each person has: any two of a circle know each other with the same chance."""
    strong = np.zeros(persons, dtype=np.int32)
    friends = np.empty(circle, dtype=np.int32)
    for i in range(persons):
        for k in range(later_friends(seed, i, min(persons, (i // circle + 1) * circle), chance, friends)):
            strong[i] += 1
            strong[friends[k]] += 1
    return strong


@kernel
def fill_strong(seed: int, circle: int, chance: float, start: NDArray[np.int64], ties: NDArray[np.int32]) -> None:
    """Write the strong ties to the front of each person's row."""
    persons = len(start) - 1
    at = start[:-1].copy()
    friends = np.empty(circle, dtype=np.int32)
    for i in range(persons):
        for k in range(later_friends(seed, i, min(persons, (i // circle + 1) * circle), chance, friends)):
            j = friends[k]
            ties[at[i]], ties[at[j]] = j, i
            at[i] += 1
            at[j] += 1


@inner
def later_friends(seed: int, i: int, end: int, chance: float, friends: NDArray[np.int32]) -> int:
    """List a person's friends among those from ``i + 1`` to ``end``; return how many."""
    number = 0
    for four in range((i + 1) // 4, (end + 3) // 4):
        words = four_words(seed, i, four, Purpose.CIRCLE)
        for one in range(4):
            j = 4 * four + one
            if i < j < end and words[one] < chance * 2.0**32:
                friends[number] = j
                number += 1
    return number


@inner
def four_words(seed: int, i: int, four: int, purpose: int) -> tuple[int, int, int, int]:
    """Return four numbers below 2**32 that belong to a person, for a purpose: a draw of Philox is good for as many."""
    return philox(i & MASK, four & MASK, purpose, 0, int(seed) & MASK, (int(seed) >> 32) & MASK)
