"""Pay for an approved account."""

from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Referral
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    wait_days: Annotated[int, Term("days", "days after approval", 0, 3_600, "chosen")] = 0


@kernel
def approved(facts: Referral, terms: Terms) -> bool:
    """True from the approval on.

    >>> approved(Referral(days_open=0, purchases=0, spent=0, on_time=0, bucket=0), Terms())
    True
    """
    return facts.days_open >= terms.wait_days
