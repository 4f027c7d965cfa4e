"""A tier is earned by months on time and spending, and lost by being late."""

from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Standing
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    late_bucket: Annotated[int, Term("count", "statements missed from which no tier is held", 1, 7, "chosen")] = 1


@kernel
def record(facts: Standing, terms: Terms) -> bool:
    """True where the record meets what the tier asks for.

    >>> record(Standing(on_time=6, spent=500_000, bucket=0, asks_on_time=6, asks_spent=300_000), Terms())
    True
    >>> record(Standing(on_time=6, spent=500_000, bucket=1, asks_on_time=6, asks_spent=300_000), Terms())
    False
    """
    if facts.bucket >= terms.late_bucket:
        return False
    return facts.on_time >= facts.asks_on_time and facts.spent >= facts.asks_spent
