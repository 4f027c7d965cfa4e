"""Pay for a sum spent."""

from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Referral
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    spend: Annotated[int, Term("money", "what must have been spent", 0.0, 1_000_000.0, "chosen")] = 100_000


@kernel
def spend_reached(facts: Referral, terms: Terms) -> bool:
    """True once the sum is reached and nothing is late.

    >>> spend_reached(Referral(days_open=40, purchases=3, spent=120_000, on_time=1, bucket=0), Terms())
    True
    """
    return facts.spent >= terms.spend and facts.bucket == 0
