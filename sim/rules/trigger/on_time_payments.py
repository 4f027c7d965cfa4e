"""Pay for statements repaid on time."""

from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Referral
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    payments: Annotated[int, Term("count", "statements in a row", 1, 36, "chosen")] = 3


@kernel
def on_time_payments(facts: Referral, terms: Terms) -> bool:
    """True once the friend has repaid on time often enough (Bryan, Karlan & Zinman 2015).

    >>> on_time_payments(Referral(days_open=100, purchases=4, spent=90_000, on_time=3, bucket=0), Terms())
    True
    >>> on_time_payments(Referral(days_open=100, purchases=4, spent=90_000, on_time=3, bucket=1), Terms())
    False
    """
    return facts.on_time >= terms.payments and facts.bucket == 0
