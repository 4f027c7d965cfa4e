"""Arrival by advertising and by word of mouth."""

from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Prospect
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    innovation: Annotated[float, Term("per year", "hazard of applying on one's own", 0.0, 5.0,
                                      "published: p = 0.03 a year (Bass)")] = 0.03
    imitation: Annotated[float, Term("per year", "hazard added when all of one's ties are customers", 0.0, 20.0,
                                     "published: q = 0.38 a year (Bass)")] = 0.38
    marketing: Annotated[float, Term("number", "intensity of advertising, 1 = usual", 0.0, 10.0, "chosen")] = 1.0


@kernel
def bass(facts: Prospect, terms: Terms) -> float:
    """Bass (1969) with the neighbours in place of the whole market (Rand & Rust 2011).

    >>> round(bass(Prospect(customer_share=0.5), Terms()), 3)
    0.22
    """
    return terms.marketing * terms.innovation + terms.imitation * facts.customer_share
