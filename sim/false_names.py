"""The test for false names: what somebody gains who splits into several accounts that refer each other.

A scheme fails it where some tree of false names gains (Douceur & Moscibroda 2007; Emek et al. 2011: rewards over
several levels do). The payments are those of ``sim.lifecycle.harvest``, by which organisers of rings decide too.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.lifecycle.harvest import harvest
from sim.policy import policy_of
from sim.scenario import MOST_REWARDS, Scenario
from sim.tables import NONE


def split_gain(scenario: Scenario, names: Sequence[int], friends: Sequence[int] = (), cost: int = 0) -> float:
    """Return what splitting gains over having one name, in minor units as felt: rewards less ``cost`` a false name.

    ``names[k]`` is the name that refers name k, an earlier one; the first is her own, -1. ``friends`` are the names under
    which she brings her friends, who come last; with one name she brings them all herself. What the lender's checks refuse
    or find is left aside, as is what the names must buy. Raises ValueError where a name is referred by none or a later one.
    """
    if list(names[:1]) != [NONE] or any(not 0 <= above < k for k, above in enumerate(names) if k):
        raise ValueError(f"each name after the first is referred by an earlier one, not {list(names)}")
    if any(not 0 <= under < len(names) for under in friends):
        raise ValueError(f"friends come under one of {len(names)} names, not {list(friends)}")
    policy = policy_of(scenario)
    alone, split = (taken(policy, referrers, mine) for referrers, mine in (
        ([NONE, *[0] * len(friends)], 1), ([*names, *friends], len(names))))
    return split - alone - cost * (len(names) - 1)


def taken(policy: np.record, referrers: Sequence[int], mine: int) -> float:
    """Return the felt value of what the first ``mine`` accounts of a tree are paid, in minor units."""
    tree, used = np.array(referrers, dtype=np.int32), np.zeros(MOST_REWARDS + 1, dtype=np.int64)
    return float(harvest(policy, used, 0, 0, tree, np.arange(len(tree)) < mine))
