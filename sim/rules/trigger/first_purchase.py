"""Pay for a first purchase."""

from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Referral
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    smallest: Annotated[int, Term("money", "what must have been spent", 0.0, 100_000.0, "chosen")] = 0


@kernel
def first_purchase(facts: Referral, terms: Terms) -> bool:
    """True once something has been bought (approval and first spend: CCB, ABC, Everbright).

    >>> first_purchase(Referral(days_open=9, purchases=1, spent=3_000, on_time=0, bucket=0), Terms())
    True
    """
    return facts.purchases >= 1 and facts.spent >= terms.smallest
