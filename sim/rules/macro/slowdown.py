"""Unemployment climbs slowly, stays up for long, and falls as slowly as it rose."""

from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Clock
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    begins: Annotated[int, Term("days", "day on which it begins", 0, 7_200)] = 120
    rise: Annotated[int, Term("days", "how long it takes to reach its height, and to go by", 1, 3_600)] = 180
    height: Annotated[float, Term("number", "points above normal at its height", 0.0, 30.0,
                                  "published: urban surveyed unemployment in China rose from about 5 to 6.1-6.2 % in "
                                  "February 2020 and April 2022 (NBS)")] = 1.0
    lasts: Annotated[int, Term("days", "how long it stays at its height", 0, 7_200)] = 360


@kernel
def slowdown(facts: Clock, terms: Terms) -> float:
    """Points above normal: a trapezium.

    >>> [slowdown(Clock(day, 0), Terms()) for day in (120, 210, 300, 660, 750, 840)]
    [0.0, 0.5, 1.0, 1.0, 0.5, 0.0]
    """
    up = (facts.day - terms.begins) / terms.rise
    down = (terms.begins + 2 * terms.rise + terms.lasts - facts.day) / terms.rise
    return terms.height * max(0.0, min(1.0, up, down))
