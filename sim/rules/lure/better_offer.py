"""A better offer draws the deal-prone; who has referred stays, who owes has to pay off first."""

import math
from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Tempted
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    pull: Annotated[float, Term("per month", "hazard of changing per log of the offer's worth", 0.0, 5.0)] = 0.03
    scale: Annotated[int, Term("money", "worth at which the response bends", 1.0, 10_000.0,
                               "assumption: concave, as size matters little in range (Ryu & Feick 2007); where it "
                               "bends is assumed")] = 5_000
    deal_slope: Annotated[float, Term("number", "growth of the log hazard with deal-proneness", 0.0, 3.0)] = 0.6
    referred_others: Annotated[float, Term("number", "factor for one who has brought a friend", 0.0, 10.0,
                                           "derived: churn 19 -> 7 % (Garnefeld et al. 2013)")] = 0.37
    in_debt: Annotated[float, Term("number", "factor for one who owes anything", 0.0, 10.0)] = 0.5


@kernel
def better_offer(facts: Tempted, terms: Terms) -> float:
    """Hazard a month of leaving for the offer.

    >>> round(better_offer(Tempted(worth=5_000, deal=0.0, friends=0, owes=False), Terms()), 4)
    0.0208
    >>> round(better_offer(Tempted(worth=5_000, deal=0.0, friends=0, owes=True), Terms()), 4)
    0.0104
    """
    hazard = terms.pull * math.log1p(facts.worth / terms.scale) * math.exp(terms.deal_slope * facts.deal)
    hazard *= terms.referred_others if facts.friends > 0 else 1.0
    return hazard * (terms.in_debt if facts.owes else 1.0)
