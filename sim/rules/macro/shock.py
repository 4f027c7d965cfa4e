"""Unemployment jumps within weeks and falls back over many months."""

import math
from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Clock
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    begins: Annotated[int, Term("days", "day on which it begins", 0, 7_200)] = 120
    rise: Annotated[int, Term("days", "how long it takes to reach its height", 1, 3_600)] = 60
    height: Annotated[float, Term("number", "points above normal at its height", 0.0, 30.0,
                                  "assumption: 3; China measured about 1 in 2020 (NBS), the United States 5 in "
                                  "2007-2009 (BLS)")] = 3.0
    half_life: Annotated[float, Term("days", "time in which half of it goes by", 1.0, 3_600.0)] = 240.0


@kernel
def shock(facts: Clock, terms: Terms) -> float:
    """Points above normal: up in a straight line, down by half every half-life.

    >>> [shock(Clock(day, 0), Terms()) for day in (120, 150, 180, 420)]
    [0.0, 1.5, 3.0, 1.5]
    """
    since = facts.day - terms.begins
    if since <= 0:
        return 0.0
    if since < terms.rise:
        return terms.height * since / terms.rise
    return terms.height * math.exp2((terms.rise - since) / terms.half_life)
