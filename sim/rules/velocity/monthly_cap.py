"""So many accounts a referrer and calendar month, whoever they are."""

from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Velocity
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    most: Annotated[int, Term("count", "accounts of one referrer in a calendar month of 30 days", 1, 255, "chosen")] = 3


@kernel
def monthly_cap(facts: Velocity, terms: Terms) -> bool:
    """True where the month is full.

    >>> monthly_cap(Velocity(brought=2), Terms()), monthly_cap(Velocity(brought=3), Terms())
    (False, True)
    """
    return facts.brought >= terms.most
