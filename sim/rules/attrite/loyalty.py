"""Idle customers leave; who has referred, or whose referrer stays, leaves less."""

import math
from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Idle
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    hazard: Annotated[float, Term("per month", "hazard of closing an account in use", 0.0, 1.0,
                                  "published: 19 % a year (Garnefeld et al. 2013)")] = 0.0175
    dormant_after: Annotated[int, Term("days", "days without a purchase after which an account is dormant", 1, 3_600)] = 120
    dormant_factor: Annotated[float, Term("number", "how many times as strongly the dormant leave", 0.0, 100.0)] = 3.0
    referred_others: Annotated[float, Term("number", "factor for one who has brought a friend", 0.0, 10.0,
                                           "derived: churn 19 -> 7 % (Garnefeld et al. 2013)")] = 0.37
    referrer_stays: Annotated[float, Term("number", "factor for a referred one while the referrer stays", 0.0, 10.0,
                                          "derived: retention +18 % (Schmitt, Skiera & Van den Bulte 2011), only "
                                          "while the referrer stays (Van den Bulte et al. 2018)")] = 0.82
    deal_slope: Annotated[float, Term("number", "growth of the log hazard with deal-proneness", 0.0, 3.0)] = 0.3


@kernel
def loyalty(facts: Idle, terms: Terms) -> float:
    """Hazard a month of closing.

    >>> round(loyalty(Idle(idle_days=10, friends=0, deal=0.0, referrer_stays=False), Terms()), 4)
    0.0175
    >>> round(loyalty(Idle(idle_days=10, friends=2, deal=0.0, referrer_stays=False), Terms()), 4)
    0.0065
    """
    hazard = terms.hazard * math.exp(terms.deal_slope * facts.deal)
    hazard *= terms.dormant_factor if facts.idle_days > terms.dormant_after else 1.0
    hazard *= terms.referred_others if facts.friends > 0 else 1.0
    return hazard * (terms.referrer_stays if facts.referrer_stays else 1.0)
