"""IFRS 9: twelve months of loss, or a lifetime's from a significant increase in risk."""

from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Exposure
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    stage_2_bucket: Annotated[int, Term("count", "statements missed from which risk has risen significantly", 1, 6,
                                        "30 dpd (IFRS 9 B5.5.20)")] = 2


@kernel
def three_stages(facts: Exposure, terms: Terms) -> int:
    """ECL = PD x LGD x EAD, in minor units, rounded down.

    >>> three_stages(Exposure(bucket=0, balance=100_000, pd_12_months=0.02, pd_lifetime=0.05, lgd=0.9), Terms())
    1800
    >>> three_stages(Exposure(bucket=2, balance=100_000, pd_12_months=0.60, pd_lifetime=0.65, lgd=0.9), Terms())
    58500
    """
    pd = facts.pd_lifetime if facts.bucket >= terms.stage_2_bucket else facts.pd_12_months
    return int(pd * facts.lgd * facts.balance + 1e-6)
