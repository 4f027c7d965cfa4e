"""The score is creditworthiness seen through noise; the noise follows from its AUC."""

import math
from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Applicant
from sim.rules.score import sight
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    auc_thin: Annotated[float, Term("share", "AUC of an application score on a thin file", 0.505, 0.99,
                                    "assumption: 0.62, a common figure in the trade")] = 0.62
    auc_thick: Annotated[float, Term("share", "AUC of an application score on a full file", 0.505, 0.99)] = 0.70
    auc_behaviour: Annotated[float, Term("share", "AUC of the score once there is behaviour", 0.505, 0.99,
                                         "assumption: 0.78, a common figure in the trade")] = 0.78
    separation: Annotated[float, Term("number", "distance of the good's from the bad's mean creditworthiness, in standard deviations",
                                      0.05, 5.0,
                                      "derived: from the slope of the roll rates; scores then reach the AUC they are "
                                      "set to (make validate)")] = 1.3


@kernel
def noisy(facts: Applicant, terms: Terms, luck: float) -> float:
    """Score in points, mean 600 and standard deviation 50 in the population; ``luck`` is a standard normal draw.

    >>> noisy(Applicant(theta=0.0, deal=0.0, thin=True, seasoned=False), Terms(), 0.0)
    600.0
    >>> round(noisy(Applicant(theta=1.0, deal=0.0, thin=True, seasoned=False), Terms(), 0.0), 1)
    616.6
    """
    auc = terms.auc_behaviour if facts.seasoned else (terms.auc_thin if facts.thin else terms.auc_thick)
    seen = sight(auc, terms.separation)
    return 600.0 + 50.0 * (seen * facts.theta + math.sqrt(1.0 - seen * seen) * luck)
