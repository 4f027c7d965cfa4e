"""Purchases come at a steady rate that is the person's own; the deal-prone buy less without a deal."""

import math
from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Shopper
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    rate: Annotated[float, Term("per month", "purchases of an average customer", 0.0, 30.0,
                                "calibrated: to balances of about CNY 2,000 (Ant, June 2020)")] = 3.0
    deal_slope: Annotated[float, Term("number", "fall of the log rate with deal-proneness", 0.0, 3.0,
                                      "assumption: profit of a customer falls by 48 % as rewards draw the deal-prone "
                                      "(Wolters, Schulze & Gedenk 2020); size assumed")] = 0.60
    fading: Annotated[float, Term("days", "time without a purchase in which the rate falls to 37 %", 1.0, 36_000.0)] = 120.0
    stress: Annotated[float, Term("number", "fall of the log rate with each point of unemployment above normal", 0.0, 3.0)] = 0.02
    spree: Annotated[float, Term("number", "how many times as often one buys who means never to pay", 0.0, 100.0)] = 5.0


@kernel
def steady(facts: Shopper, terms: Terms) -> float:
    """Hazard a day of a purchase.

    >>> round(steady(Shopper(propensity=1.0, deal=0.0, idle_days=0, wont_pay=False), Terms()) * 30, 2)
    3.0
    """
    if facts.wont_pay:
        return terms.rate * terms.spree / 30.0
    wish = -terms.deal_slope * facts.deal - facts.idle_days / terms.fading - terms.stress * facts.stress
    return terms.rate * (facts.propensity * math.exp(wish)) / 30.0 * facts.season
