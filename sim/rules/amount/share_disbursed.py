"""A commission: a share of the sum disbursed to the friend."""

from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Earning
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    share: Annotated[float, Term("share", "commission over the sum disbursed", 0.0, 0.05,
                                 "chosen: 0.3-1.2 % (banks), 0.5-3 % (platforms)")] = 0.008
    most: Annotated[int, Term("money", "at most", 0.0, 500_000.0, "chosen")] = 2_000_000


@kernel
def share_disbursed(facts: Earning, terms: Terms) -> int:
    """Minor units, rounded half up.

    >>> share_disbursed(Earning(count=1, spent=45_000_000), Terms())
    360000
    """
    return min(terms.most, int(terms.share * facts.spent + 0.5))
