"""The same principal every month; interest falls with what is left."""

from typing import NamedTuple

from sim.compiling import kernel
from sim.facts import Instalment


class Terms(NamedTuple):
    """Nothing to set."""


@kernel
def equal_principal(facts: Instalment, terms: Terms) -> int:
    """Minor units, rounded down; what is left over falls due with the last ones.

    >>> equal_principal(Instalment(left=100_000, months=3, rate=0.005), Terms())
    33333
    """
    return facts.left // max(1, facts.months)
