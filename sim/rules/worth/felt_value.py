"""Money today is felt in full; points, coupons, limit and money that comes later are felt less."""

import math
from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Form, Offer
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    points_breakage_felt: Annotated[float, Term("share", "share of points that people expect to let lapse", 0.0, 1.0,
                                                "assumption: points breakage is about 30 %, felt as it is")] = 0.30
    coupon_worth: Annotated[float, Term("share", "worth of a coupon's face value", 0.0, 1.0)] = 0.70
    discount_years: Annotated[float, Term("number", "years of saved interest that count of a rate discount", 0.0, 10.0)] = 1.0
    impatience: Annotated[float, Term("per month", "continuous discount of a reward that comes later, its uncertainty included",
                                      0.0, 1.0)] = 0.15


@kernel
def felt_value(facts: Offer, terms: Terms) -> float:
    """What a promise is worth to the one it is made to, discounted for the time until it is paid.

    >>> round(felt_value(Offer(5_000, Form.CASH, 0.0, 1.0, 0.02), Terms()))
    5000
    >>> round(felt_value(Offer(5_000, Form.POINTS, 0.0, 0.9, 0.02), Terms()))
    3150
    """
    share = 1.0
    if facts.form == Form.POINTS:
        share = facts.points_taste * (1.0 - terms.points_breakage_felt)
    elif facts.form == Form.COUPON:
        share = terms.coupon_worth
    elif facts.form == Form.CREDIT_LIMIT:
        share = facts.limit_taste
    elif facts.form == Form.RATE_DISCOUNT:
        share = terms.discount_years
    return facts.amount * share * math.exp(-terms.impatience * facts.delay_days / 30.0)
