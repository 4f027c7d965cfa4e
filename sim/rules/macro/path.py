"""A path of one's own: points above normal on some days, straight lines between them."""

import math
from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Clock
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    days: Annotated[tuple[int, ...], Term("days", "days for which the level is given, rising", 0, 7_200)] = (0, 180, 360)
    level: Annotated[tuple[float, ...], Term("number", "points above normal on each of them; the first and the last hold before and "
                                             "after", -10.0, 30.0, rises=False)] = (0.0, 2.0, 0.0)


@kernel
def path(facts: Clock, terms: Terms) -> float:
    """Points above normal.

    >>> [path(Clock(day, 0), Terms(days=(30, 90, 120), level=(0.0, 3.0, 1.0))) for day in (0, 60, 90, 105, 999)]
    [0.0, 1.5, 3.0, 2.0, 1.0]
    """
    for at in range(1, len(terms.days)):
        before, after = terms.days[at - 1], terms.days[at]
        if facts.day <= before or after == math.inf:
            return terms.level[at - 1]
        if facts.day < after:
            return terms.level[at - 1] + (facts.day - before) / (after - before) * (terms.level[at] - terms.level[at - 1])
    return terms.level[len(terms.days) - 1]
