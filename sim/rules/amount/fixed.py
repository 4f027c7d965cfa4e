"""A fixed sum."""

from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Earning
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    pay: Annotated[int, Term("money", "what is paid", 0.0, 100_000.0, "chosen: CNY 50 a head (CCB), 200 (ABC)")] = 5_000


@kernel
def fixed(facts: Earning, terms: Terms) -> int:
    """Minor units.

    >>> fixed(Earning(count=3, spent=0), Terms(pay=5_000))
    5000
    """
    return terms.pay
