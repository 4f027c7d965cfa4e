"""Pay when a loan is disbursed."""

from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Referral
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    smallest: Annotated[int, Term("money", "what must have been disbursed", 0.0, 10_000_000.0, "chosen")] = 0


@kernel
def disbursed(facts: Referral, terms: Terms) -> bool:
    """True once the friend has borrowed enough and nothing is late.

    >>> disbursed(Referral(days_open=5, purchases=1, spent=30_000_000, on_time=0, bucket=0), Terms())
    True
    >>> disbursed(Referral(days_open=5, purchases=0, spent=0, on_time=0, bucket=0), Terms())
    False
    """
    return facts.purchases >= 1 and facts.spent >= terms.smallest and facts.bucket == 0
