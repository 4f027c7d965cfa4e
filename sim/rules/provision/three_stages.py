"""IFRS 9: twelve months of loss, or a lifetime's from a significant increase in risk."""

from typing import NamedTuple

from sim.compiling import kernel
from sim.facts import Exposure


class Terms(NamedTuple):
    """Nothing to set: the lender's policy says when risk has risen, and the loss given default."""


@kernel
def three_stages(facts: Exposure, terms: Terms) -> int:
    """ECL = PD x LGD x EAD, in minor units, rounded down.

    >>> three_stages(Exposure(risen=False, balance=100_000, pd_12_months=0.02, pd_lifetime=0.05, lgd=0.9), Terms())
    1800
    >>> three_stages(Exposure(risen=True, balance=100_000, pd_12_months=0.60, pd_lifetime=0.65, lgd=0.9), Terms())
    58500
    """
    pd = facts.pd_lifetime if facts.risen else facts.pd_12_months
    return int(pd * facts.lgd * facts.balance + 1e-6)
