"""Come whenever anything at all is paid: what a ring loses where it should have stayed out."""

from typing import NamedTuple

from sim.compiling import kernel
from sim.facts import RingPlan


class Terms(NamedTuple):
    """Nothing to set."""


@kernel
def reckless(facts: RingPlan, terms: Terms) -> float:
    """Gain in minor units, as one sees it who forgets what it costs.

    >>> reckless(RingPlan(11, 10, 4_000.0, 0.0, 0, 5_000, 0.5, 0.9, 0.9), Terms())
    4000.0
    """
    return facts.reward
