"""What is paid stays paid."""

from typing import NamedTuple

from sim.compiling import kernel
from sim.facts import Rewarded


class Terms(NamedTuple):
    """Nothing to set."""


@kernel
def never(facts: Rewarded, terms: Terms) -> bool:
    """False always.

    >>> never(Rewarded(days=10, bucket=6, charged_off=True, closed=True), Terms())
    False
    """
    return False
