"""Referral trees: who brought whom, how wide and how deep."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.compiling import kernel
from sim.measures.growth import share
from sim.result import Measure
from sim.tables import ACCOUNTS, NONE
from sim.world import Life


@kernel
def climb(referrers: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return each account's root and its depth below it; a referrer's account is always older than her friend's."""
    roots = np.empty(len(referrers), dtype=np.int32)
    depths = np.zeros(len(referrers), dtype=np.int32)
    for a in range(len(referrers)):
        above = referrers[a]
        roots[a] = a if above == NONE else roots[above]
        depths[a] = 0 if above == NONE else depths[above] + 1
    return roots, depths


def trees(life: Life) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return each tree's root account, size (the root included) and depth."""
    referrers = np.ascontiguousarray(life.tables.accounts["referrer"][: life.world.count[ACCOUNTS]])
    roots, depths = climb(referrers)
    found, where, sizes = np.unique(roots, return_inverse=True, return_counts=True)
    deepest = np.zeros(len(found), dtype=np.int64)
    np.maximum.at(deepest, where, depths)
    return found.astype(np.int64), sizes.astype(np.int64), deepest


def measures(life: Life) -> dict[str, Measure]:
    """Return the measures of the referral trees."""
    _, sizes, depths = trees(life)
    nothing = len(sizes) == 0
    return {
        "tree_depth_max": Measure(0 if nothing else int(depths.max()), "count", "longest chain of referrals"),
        "tree_size_max": Measure(0 if nothing else int(sizes.max()), "count", "accounts in the largest referral tree"),
        "tree_shallow_share": Measure(share(np.sum(depths == 1), np.sum(sizes > 1)), "share",
                                      "referral trees of one level among those of two accounts or more"),
        "tree_single_share": Measure(share(np.sum(sizes == 1), len(sizes)), "share",
                                     "accounts nobody referred that brought nobody"),
    }
