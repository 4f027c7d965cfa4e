"""The score of the applicant herself, moved by who brought her and by how her ties have fared, where she consents."""

import math
from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Applicant
from sim.rules.score import sight
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    auc_thin: Annotated[float, Term("share", "AUC of her own score on a thin file", 0.505, 0.99,
                                    "assumption: 0.62, a common figure in the trade")] = 0.62
    auc_thick: Annotated[float, Term("share", "AUC of her own score on a full file", 0.505, 0.99)] = 0.70
    auc_behaviour: Annotated[float, Term("share", "AUC of the score once there is behaviour", 0.505, 0.99,
                                         "assumption: 0.78, a common figure in the trade")] = 0.78
    separation: Annotated[float, Term("number", "distance of the good's from the bad's mean creditworthiness, in standard deviations",
                                      0.05, 5.0, "derived: from the slope of the roll rates, as in the rule noisy")] = 1.3
    passed_on: Annotated[float, Term("share", "points for each point by which the referrer's score is above 600", -1.0, 1.0,
                                     "chosen: sign open: Lin et al. 2013 (friends' records help), Freedman & Jin 2017 "
                                     "(they may mislead)")] = 0.20
    record: Annotated[float, Term("points", "for a referrer with six statements in a row on time; fewer count in proportion",
                                  -100.0, 100.0, "chosen")] = 5.0
    late: Annotated[float, Term("points", "for a referrer who is late", -200.0, 200.0, "chosen")] = -20.0
    customers: Annotated[float, Term("points", "where all of her ties are customers", -200.0, 200.0, "chosen")] = 0.0
    defaulted: Annotated[float, Term("points", "where all of her ties have defaulted", -1_000.0, 1_000.0,
                                     "chosen: sign open: Lin et al. 2013 (-), Freedman & Jin 2017 (+)")] = -200.0


@kernel
def networked(facts: Applicant, terms: Terms, luck: float) -> float:
    """Score in points; without consent, or for who comes by herself and knows no customer, that of the rule noisy.

    >>> networked(Applicant(0.0, 0.0, True, False), Terms(), 0.0)
    600.0
    >>> networked(Applicant(0.0, 0.0, True, False, True, True, 640.0, 3, 0, 0.1, 0.05), Terms(), 0.0)
    600.5
    """
    auc = terms.auc_behaviour if facts.seasoned else (terms.auc_thin if facts.thin else terms.auc_thick)
    seen = sight(auc, terms.separation)
    own = 600.0 + 50.0 * (seen * facts.theta + math.sqrt(1.0 - seen * seen) * luck)
    if not facts.consents:
        return own
    points = terms.customers * facts.customer_share + terms.defaulted * facts.distress
    if facts.referred:
        points += terms.passed_on * (facts.referrer_score - 600.0) + terms.record * min(6, facts.referrer_on_time) / 6.0
        points += terms.late if facts.referrer_bucket > 0 else 0.0
    return own + points
