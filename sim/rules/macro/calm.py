"""The economy stays as it is."""

from typing import NamedTuple

from sim.compiling import kernel
from sim.facts import Clock


class Terms(NamedTuple):
    """Nothing to set."""


@kernel
def calm(facts: Clock, terms: Terms) -> float:
    """0 points above normal on every day.

    >>> calm(Clock(day=400, of_year=40), Terms())
    0.0
    """
    return 0.0
