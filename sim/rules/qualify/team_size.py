"""Enough active friends of one's own, and a clean record."""

from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Leader
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    friends: Annotated[int, Term("count", "friends of one's own who have bought", 1, 1_000, "chosen")] = 3
    on_time: Annotated[int, Term("count", "own statements in a row repaid on time", 0, 60, "chosen")] = 2


@kernel
def team_size(facts: Leader, terms: Terms) -> bool:
    """True while the referrer qualifies.

    >>> team_size(Leader(friends=3, team=5, on_time=2, bucket=0), Terms())
    True
    """
    return facts.friends >= terms.friends and facts.on_time >= terms.on_time and facts.bucket == 0
