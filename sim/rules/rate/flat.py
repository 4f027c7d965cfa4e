"""One rate for all, less what the tier takes off."""

from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Pricing
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    rate: Annotated[float, Term("per year", "rate of every loan", 0.0, 0.36, "chosen: 3.48-8 % (small-business loans)")] = 0.065


@kernel
def flat(facts: Pricing, terms: Terms) -> float:
    """Rate a year.

    >>> flat(Pricing(score=640.0, on_time=12, tier_cut=0.0), Terms())
    0.065
    """
    return max(0.0, terms.rate - facts.tier_cut)
