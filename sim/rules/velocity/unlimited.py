"""As many as come."""

from typing import NamedTuple

from sim.compiling import kernel
from sim.facts import Velocity


class Terms(NamedTuple):
    """Nothing to set."""


@kernel
def unlimited(facts: Velocity, terms: Terms) -> bool:
    """False always.

    >>> unlimited(Velocity(brought=200), Terms())
    False
    """
    return False
