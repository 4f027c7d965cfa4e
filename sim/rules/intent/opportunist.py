"""A few apply in order to draw the limit and vanish; the deal-prone more often."""

import math
from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Applicant
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    share: Annotated[float, Term("share", "applicants of average deal-proneness who mean never to pay", 0.0, 1.0,
                                 "assumption: less than the 3.0-3.6 % of new borrowers whose first payment is overdue "
                                 "(QFIN)")] = 0.003
    deal_slope: Annotated[float, Term("number", "growth of the log share with deal-proneness", 0.0, 3.0)] = 0.5


@kernel
def opportunist(facts: Applicant, terms: Terms, luck: float) -> bool:
    """First-party fraud: won't pay, told apart from can't pay.

    >>> opportunist(Applicant(theta=0.0, deal=0.0, thin=False, seasoned=False), Terms(), 0.002)
    True
    """
    return luck < terms.share * math.exp(terms.deal_slope * facts.deal)
