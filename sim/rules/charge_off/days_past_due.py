"""Write off at a day past due."""

from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Arrears
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    days: Annotated[int, Term("days", "dpd at which an account is written off; due days are 30 days apart", 90, 720,
                              "chosen: 180 dpd, the usual write-off day of unsecured credit", step=30)] = 180


@kernel
def days_past_due(facts: Arrears, terms: Terms) -> bool:
    """True on the day of the write-off.

    >>> days_past_due(Arrears(dpd=150), Terms()), days_past_due(Arrears(dpd=180), Terms())
    (False, True)
    """
    return facts.dpd >= terms.days
