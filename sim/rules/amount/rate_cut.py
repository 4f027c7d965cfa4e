"""A cut of the yearly rate for each friend, up to a total; for the form rate_discount."""

from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Earning
from sim.terms import RATE_UNIT, Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    cut: Annotated[float, Term("per year", "taken off the yearly rate for a friend", 0.0, 0.05, "chosen")] = 0.002
    most: Annotated[float, Term("per year", "taken off for all friends together", 0.0, 0.05, "chosen")] = 0.01


@kernel
def rate_cut(facts: Earning, terms: Terms) -> int:
    """Thousandths of a point (1 %) of the yearly rate, in which a rate discount is counted as money is in minor units.

    >>> [rate_cut(Earning(count, 0), Terms(cut=0.004)) for count in (1, 2, 3, 4)]
    [400, 400, 200, 0]
    """
    before = min(terms.most, (facts.count - 1) * terms.cut)
    after = min(terms.most, facts.count * terms.cut)
    return int(after / RATE_UNIT + 0.5) - int(before / RATE_UNIT + 0.5)
