"""Which score does the lender see? Points; luck is a standard normal draw."""

import math

from sim.compiling import kernel
from sim.draw import quantile
from sim.facts import Applicant as Facts
from sim.rules.contract import Contract

CONTRACT = Contract(facts=Facts, default="noisy", luck=1, returns=float)


@kernel
def sight(auc: float, separation: float) -> float:
    """Return the correlation of a score with creditworthiness that gives it an AUC.

    Binormal: perfect sight of theta has AUC Phi(d / sqrt 2); noise s divides d by sqrt(1 + s^2) (Green & Swets 1966).
    An AUC above that of perfect sight gives perfect sight.
    """
    return min(1.0, math.sqrt(2.0) * quantile(auc) / separation)
