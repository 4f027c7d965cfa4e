"""The test for false names: what somebody gains who splits into several accounts that refer each other.

A scheme fails it where some tree of false names gains (Douceur & Moscibroda 2007; Emek et al. 2011: rewards over
several levels do). The payments are those of ``sim.lifecycle.harvest``, by which organisers of rings decide too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from sim.lifecycle.harvest import harvest
from sim.policy import policy_of
from sim.scenario import ENDLESS, MOST_REWARDS, Scenario
from sim.tables import MONTH, NONE


def split_gain(scenario: Scenario, names: Sequence[int], friends: Sequence[int] = (), cost: int = 0) -> float:
    """Return what splitting gains over having one name, in minor units as felt: rewards less ``cost`` a false name.

    ``names[k]`` is the name that refers name k, an earlier one; the first is her own, -1. ``friends`` are the names under
    which she brings her friends, who come last; with one name she brings them all herself. She begins on the day on which
    splitting gains most, whatever windows the lines have, and opens all at once or, where there are leaders, so slowly that
    each is named before the next account. What the lender's checks refuse or find is left aside, as is what the names must
    buy. Raises ValueError where a name is referred by none or a later one.
    """
    if list(names[:1]) != [NONE] or any(not 0 <= above < k for k, above in enumerate(names) if k):
        raise ValueError(f"each name after the first is referred by an earlier one, not {list(names)}")
    if any(not 0 <= under < len(names) for under in friends):
        raise ValueError(f"friends come under one of {len(names)} names, not {list(friends)}")
    policy = policy_of(scenario)
    alone, split = [NONE, *[0] * len(friends)], [*names, *friends]
    gains = [taken(policy, split, len(names), *when) - taken(policy, alone, 1, *when) for when in moments(policy, len(split))]
    return max(gains) - cost * (len(names) - 1)


def moments(policy: np.record, accounts: int) -> Iterator[tuple[int, int]]:
    """Yield the days to begin on, with the days from one account to the next, between which no tree is paid otherwise.

    What is paid changes only where an account begins, or ceases, to earn a line within its window.
    """
    for pace in {0, MONTH * int(policy.payments_to_lead + 2) if policy.team_depth else 0}:
        days = {0}
        for line in policy.lines[: policy.line_count]:
            ends = (line["to_day"], line["to_day"] + 1) if line["to_day"] < ENDLESS else ()
            turns = [int(day - line["least_days"]) for day in (line["from_day"], *ends)]
            days |= {max(0, turn - k * pace) for turn in turns for k in range(accounts)}
        yield from ((day, pace) for day in sorted(days))


def taken(policy: np.record, referrers: Sequence[int], mine: int, today: int, days_between: int) -> float:
    """Return the felt value of what the first ``mine`` accounts of a tree are paid, in minor units."""
    tree, used = np.array(referrers, dtype=np.int32), np.zeros(MOST_REWARDS + 1, dtype=np.int64)
    return float(sum(harvest(policy, used, today, days_between, tree, np.arange(len(tree)) < mine)))
