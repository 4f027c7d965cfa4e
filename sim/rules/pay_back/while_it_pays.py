"""Repay in full, so that rewards come and nobody looks closer; not once it is found, or has only the limit to give."""

from typing import NamedTuple

from sim.compiling import kernel
from sim.facts import Debt, Payment


class Terms(NamedTuple):
    """Nothing to set."""


@kernel
def while_it_pays(facts: Debt, terms: Terms) -> int:
    """The code of the payment.

    >>> Payment(while_it_pays(Debt(owed=3_000, busts_out=True, awaits=True, found=False), Terms())).name
    'FULL'
    >>> Payment(while_it_pays(Debt(owed=300_000, busts_out=True, awaits=False, found=False), Terms())).name
    'NOTHING'
    """
    lost = facts.found or (facts.busts_out and not facts.awaits)
    return Payment.NOTHING.value if lost else Payment.FULL.value
