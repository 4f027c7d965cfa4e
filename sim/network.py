"""Who can invite whom, in O(ties): circles of strong ties, heavy-tailed weak ties across.

Ties are kept both ways in one array: those of person i stand at ``ties[start[i]:start[i + 1]]``, the strong ones first,
each kind in rising order.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.compiling import kernel
from sim.draw import Purpose, uniform
from sim.scenario import Network

MOST_WEAK_TIES = 1_000


class Ties(NamedTuple):
    """Shapes: start (N + 1,), ties (2 x friendships,), strong (N,)."""

    start: NDArray[np.int64]
    ties: NDArray[np.int32]
    strong: NDArray[np.int32]


def weave(seed: int, persons: int, network: Network) -> Ties:
    """Return the ties of a network among ``persons``."""
    if network.kind == 1:
        return everybody(persons)
    chance = min(1.0, network.mean_ties * network.strong_share / max(network.circle - 1, 1))
    stubs = weak_stubs(seed, persons, network)
    strong = count_strong(seed, persons, network.circle, chance)
    start = np.concatenate(([0], np.cumsum(strong + stubs, dtype=np.int64)))
    ties = np.empty(start[-1], dtype=np.int32)
    fill_strong(seed, network.circle, chance, start, ties)
    ends = shuffled(seed, stubs)
    fill_weak(ends, network.circle, start, strong, ties)
    kept = compact(start, strong, ties)
    return Ties(start, ties[:kept], strong)


def everybody(persons: int) -> Ties:
    """Return the complete network: all ties weak."""
    ties = np.tile(np.arange(persons, dtype=np.int32), (persons, 1))
    others = ties[~np.eye(persons, dtype=bool)]
    return Ties(np.arange(persons + 1, dtype=np.int64) * (persons - 1), others, np.zeros(persons, dtype=np.int32))


def weak_stubs(seed: int, persons: int, network: Network) -> NDArray[np.int32]:
    """Return how many weak ties each person has: a Pareto tail, capped, with the mean that the terms ask for."""
    mean = network.mean_ties * (1.0 - network.strong_share)
    cap = float(min(MOST_WEAK_TIES, max(persons // 4, 1)))
    return draw_stubs(seed, persons, smallest(min(mean, 0.9 * cap), cap, network.tail - 1.0), cap, network.tail - 1.0)


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
def draw_stubs(seed: int, persons: int, least: float, cap: float, exponent: float) -> NDArray[np.int32]:
    """Return capped Pareto numbers, rounded up or down at random so that the mean stays."""
    stubs = np.empty(persons, dtype=np.int32)
    for i in range(persons):
        wanted = min(cap, least * uniform(seed, i, 0, Purpose.STUBS) ** (-1.0 / exponent))
        stubs[i] = int(wanted + uniform(seed, i, 1, Purpose.STUBS))
    return stubs


@kernel
def count_strong(seed: int, persons: int, circle: int, chance: float) -> NDArray[np.int32]:
    """Return how many strong ties each person has: any two of a circle know each other with the same chance."""
    strong = np.zeros(persons, dtype=np.int32)
    for i in range(persons):
        for j in range(i + 1, min(persons, (i // circle + 1) * circle)):
            if uniform(seed, i, j, Purpose.CIRCLE) < chance:
                strong[i] += 1
                strong[j] += 1
    return strong


@kernel
def fill_strong(seed: int, circle: int, chance: float, start: NDArray[np.int64], ties: NDArray[np.int32]) -> None:
    """Write the strong ties to the front of each person's row."""
    persons = len(start) - 1
    at = start[:-1].copy()
    for i in range(persons):
        for j in range(i + 1, min(persons, (i // circle + 1) * circle)):
            if uniform(seed, i, j, Purpose.CIRCLE) < chance:
                ties[at[i]], ties[at[j]] = j, i
                at[i] += 1
                at[j] += 1


@kernel
def shuffled(seed: int, stubs: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return every person once for each of her stubs, in random order (Fisher and Yates)."""
    ends = np.empty(stubs.sum(), dtype=np.int32)
    at = 0
    for i in range(len(stubs)):
        ends[at:at + stubs[i]] = i
        at += stubs[i]
    for last in range(len(ends) - 1, 0, -1):
        other = int(uniform(seed, last, 0, Purpose.SHUFFLE) * (last + 1))
        ends[last], ends[other] = ends[other], ends[last]
    return ends


@kernel
def fill_weak(ends: NDArray[np.int32], circle: int, start: NDArray[np.int64], strong: NDArray[np.int32],
              ties: NDArray[np.int32]) -> None:
    """Tie the stubs two by two; what would tie a person to herself or to her own circle is left open (-1)."""
    at = start[:-1] + strong
    for pair in range(len(ends) // 2):
        i, j = ends[2 * pair], ends[2 * pair + 1]
        across = i // circle != j // circle
        ties[at[i]] = j if across else -1
        at[i] += 1
        ties[at[j]] = i if across else -1
        at[j] += 1
    if len(ends) % 2 == 1:
        ties[at[ends[-1]]] = -1


@kernel
def compact(start: NDArray[np.int64], strong: NDArray[np.int32], ties: NDArray[np.int32]) -> int:
    """Sort each row's weak ties, drop open and double ones, close the gaps in place; return the ties kept."""
    kept, begin = 0, start[0]
    for i in range(len(start) - 1):
        end = start[i + 1]
        for at in range(begin, begin + strong[i]):
            ties[kept] = ties[at]
            kept += 1
        row = np.sort(ties[begin + strong[i]:end])
        before = -1
        for tie in row:
            if tie != before:
                ties[kept] = tie
                kept += 1
                before = tie
        start[i + 1] = kept
        begin = end
    return kept
