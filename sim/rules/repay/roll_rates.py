"""Roll rates by bucket, shifted by the borrower's state."""

import math
from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Payment, Statement
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    c_to_m1: Annotated[float, Term("share", "C to M1", 0.0, 1.0, "derived: 1.16 %, from Ant 2019")] = 0.0116
    m1_to_m2: Annotated[float, Term("share", "M1 to M2", 0.0, 1.0,
                                    "assumption: 25 %, with which the other roll rates give Ant 2019")] = 0.25
    m2_to_m3: Annotated[float, Term("share", "M2 to M3", 0.0, 1.0, "derived: 75 %, from Ant 2019")] = 0.75
    m3_to_m4: Annotated[float, Term("share", "M3 to M4", 0.0, 1.0, "derived: 88 %, from Ant 2019")] = 0.88
    m4_to_m5: Annotated[float, Term("share", "M4 to M5", 0.0, 1.0, "derived: 94 %, from Ant 2019")] = 0.94
    m5_to_m6: Annotated[float, Term("share", "M5 to M6", 0.0, 1.0, "derived: 97-99 %, from Ant 2019")] = 0.97
    m6_to_m7: Annotated[float, Term("share", "M6 to write-off", 0.0, 1.0, "derived: 97-99 %, from Ant 2019")] = 0.98
    theta_slope: Annotated[float, Term("number", "fall of the log odds of a miss per standard deviation of creditworthiness",
                                       0.0, 5.0, "calibrated: scores then reach the AUC they are set to (make validate)")] = 0.85
    burden_slope: Annotated[float, Term("number", "log odds added when due equals income, against the usual tenth", 0.0, 20.0)] = 1.5
    utilisation_slope: Annotated[float, Term("number", "log odds added at full use of the limit, against the usual half", 0.0, 10.0)] = 0.8
    hardship: Annotated[float, Term("number", "log odds added by a loss of income", 0.0, 10.0)] = 2.0
    contagion: Annotated[float, Term("number", "log odds added when all of her ties have defaulted", -10.0, 10.0,
                                     "assumption: sign open: Lin et al. 2013 (-), Freedman & Jin 2017 (+); default 0")] = 0.0
    enforcement: Annotated[float, Term("number", "fall of the log odds while somebody's reward waits for her repayment", 0.0, 5.0,
                                       "assumption: strong enforcement, almost no screening (Bryan, Karlan & Zinman "
                                       "2015); size assumed")] = 1.0
    stress: Annotated[float, Term("number", "log odds added by a point of unemployment above normal", 0.0, 3.0,
                                  "calibrated: charge-offs rise by about a fifth a point, as on US cards, about 4 % in 2007 and "
                                  "10 % in 2010 with 5 points more unemployment (Federal Reserve, BLS)")] = 0.10
    minimum_share: Annotated[float, Term("share", "current borrowers who pay the minimum only, at average creditworthiness", 0.0, 1.0)] = 0.04
    partial_stay: Annotated[float, Term("share", "late payers who pay one month of several", 0.0, 1.0)] = 0.20
    partial_back: Annotated[float, Term("share", "late payers who pay two months of several", 0.0, 1.0)] = 0.10


@kernel
def base_rate(bucket: int, terms: Terms) -> float:
    """Return the roll rate of an average borrower who has missed ``bucket`` statements.

    >>> base_rate(1, Terms())
    0.25
    """
    if bucket <= 2:
        return terms.c_to_m1 if bucket == 0 else (terms.m1_to_m2 if bucket == 1 else terms.m2_to_m3)
    if bucket <= 4:
        return terms.m3_to_m4 if bucket == 3 else terms.m4_to_m5
    return terms.m5_to_m6 if bucket == 5 else terms.m6_to_m7


@kernel
def chance_of_a_miss(facts: Statement, terms: Terms) -> float:
    """Return the probability that nothing is paid: the base roll rate, its log odds shifted by the borrower's state.

    >>> plain = Terms(theta_slope=0.0, burden_slope=0.0, utilisation_slope=0.0)
    >>> round(chance_of_a_miss(Statement(0, 0.0, 0.1, 0.5, False, 0.0, False, False), plain), 4)
    0.0116
    """
    base = base_rate(facts.bucket, terms)
    if base <= 0.0 or base >= 1.0:
        return base
    usual = -terms.theta_slope if facts.bucket > 0 else -0.5 * terms.theta_slope
    shift = -terms.theta_slope * (facts.theta - usual)
    shift += terms.burden_slope * (min(facts.burden, 2.0) - 0.1) + terms.utilisation_slope * (facts.utilisation - 0.5)
    shift += (terms.hardship if facts.hardship else 0.0) + terms.contagion * facts.distress
    shift += terms.stress * facts.stress
    shift -= terms.enforcement if facts.bonus_pending else 0.0
    return 1.0 / (1.0 + (1.0 - base) / base * math.exp(-shift))


@kernel
def roll_rates(facts: Statement, terms: Terms, luck: float, second: float) -> int:
    """A code of Payment. ``luck`` decides whether she misses, ``second`` how much she pays if not.

    The log odds are centred so that a portfolio shows about the base rates. Where misses are rare, a population with
    standard normal theta misses at the base rate if the odds are taken at theta = -b / 2, because
    E exp(-b theta) = exp(b^2 / 2); those who have missed then have mean theta -b, so theirs are taken there.

    >>> fresh = Statement(0, 0.0, 0.1, 0.5, False, 0.0, False, False)
    >>> Payment(roll_rates(fresh, Terms(), 0.5, 0.5)).name, Payment(roll_rates(fresh, Terms(), 0.001, 0.5)).name
    ('FULL', 'NOTHING')
    >>> Payment(roll_rates(fresh._replace(bucket=2), Terms(), 0.9, 0.15)).name
    'ONE_MONTH'
    """
    if facts.wont_pay:
        return Payment.NOTHING.value
    if luck < chance_of_a_miss(facts, terms):
        return Payment.NOTHING.value
    if facts.bucket == 0:
        return Payment.MINIMUM.value if second < terms.minimum_share * math.exp(-0.5 * facts.theta) else Payment.FULL.value
    if second < terms.partial_stay:
        return Payment.ONE_MONTH.value
    return Payment.TWO_MONTHS.value if second < terms.partial_stay + terms.partial_back else Payment.FULL.value
