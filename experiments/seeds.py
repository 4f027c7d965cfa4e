"""Seeds of replications: the first is the one that was asked for, the others follow from it."""

from __future__ import annotations

from collections.abc import Container

import numpy as np

DERIVED_BELOW = 2**53
"""Derived seeds fit every format that holds numbers as floating point, JSON among them."""


def seeds(seed: int, replications: int) -> tuple[int, ...]:
    """Return the seeds of so many replications, all different. More replications only add seeds at the end.

    Raises ValueError for no replications, or a seed outside [0, 2**63).

    >>> seeds(7, 1), seeds(7, 3)[:2] == seeds(7, 2)
    ((7,), True)
    """
    if replications < 1:
        raise ValueError(f"the number of replications must be at least 1, not {replications}")
    if not 0 <= seed < 2**63:
        raise ValueError(f"the seed must be a whole number from 0 to 2**63 - 1, not {seed}")
    found = {seed: None}  # in this order
    for child in np.random.SeedSequence(seed).spawn(replications - 1):
        found[unused(int(child.generate_state(1, np.uint64)[0]) % DERIVED_BELOW, found)] = None
    return tuple(found)


def unused(seed: int, taken: Container[int]) -> int:
    """Return the seed, or the next one that is not taken."""
    while seed in taken:
        seed = (seed + 1) % DERIVED_BELOW
    return seed
