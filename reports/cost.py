"""What a study costs, in words."""

from __future__ import annotations

from experiments.study.cost import Cost

MINUTE, HOUR = 60.0, 3_600.0


def cost_text(cost: Cost, workers: str) -> str:
    """Return what a study costs, before it is paid.

    >>> cost_text(Cost(1_792, 0.31), "2")
    '1,792 replications of about 0.31 s each: 9 min of work, 5 min by 2 workers'
    """
    work = cost.replications * cost.seconds
    shared = f", {time_text(work / int(workers))} by {workers} workers" if workers.isdecimal() and workers != "1" else ""
    return f"{cost.replications:,} replications of about {cost.seconds:.2g} s each: {time_text(work)} of work{shared}"


def time_text(seconds: float) -> str:
    """Return a time in the unit that one would say it in.

    >>> time_text(41.2), time_text(555.0), time_text(9_000.0)
    ('41 s', '9 min', '2.5 h')
    """
    if seconds < 2.0 * MINUTE:
        return f"{seconds:.0f} s"
    return f"{seconds / MINUTE:.0f} min" if seconds < 2.0 * HOUR else f"{seconds / HOUR:.1f} h"
