"""A share of what the friend has spent."""

from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Earning
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    share: Annotated[float, Term("share", "share of the spending so far", 0.0, 1.0, "chosen")] = 0.05
    most: Annotated[int, Term("money", "at most", 0.0, 100_000.0, "chosen")] = 20_000


@kernel
def share_of_spend(facts: Earning, terms: Terms) -> int:
    """Minor units.

    >>> share_of_spend(Earning(count=1, spent=100_000), Terms())
    5000
    """
    return min(terms.most, int(terms.share * facts.spent + 0.5))
