"""Approvals slow in proportion as the capital runs out, and stop when it has."""

from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Capital
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    slow_at: Annotated[float, Term("share", "capital used from which approvals slow; 100 %: they go on until it is used up", 0.0, 1.0, "chosen")] = 0.80


@kernel
def taper(facts: Capital, terms: Terms) -> float:
    """Share of the applications approved otherwise that are approved.

    >>> [round(taper(Capital(used), Terms()), 2) for used in (0.0, 0.8, 0.9, 1.0, 1.2)]
    [1.0, 1.0, 0.5, 0.0, 0.0]
    """
    if facts.used >= 1.0:
        return 0.0
    return min(1.0, (1.0 - facts.used) / max(1.0 - terms.slow_at, 1e-9))
