"""Log-normal amounts scaled by income; extra limit turns into debt where the score is low."""

import math
from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Basket
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    share: Annotated[float, Term("share", "mean purchase over monthly income", 0.0, 1.0)] = 0.038
    sigma: Annotated[float, Term("number", "standard deviation of the log amount", 0.0, 3.0)] = 0.6
    debt_low: Annotated[float, Term("share", "debt per unit of extra limit at low scores", 0.0, 1.0,
                                    "published: 0.59 at FICO <= 660 (Agarwal et al. 2018)")] = 0.59
    low_score: Annotated[float, Term("points", "score up to which that holds", 300.0, 900.0)] = 570.0
    high_score: Annotated[float, Term("points", "score from which extra limit is left unused", 300.0, 900.0,
                                      "published: about 0 above FICO 740 (Agarwal et al. 2018)")] = 595.0
    smallest: Annotated[int, Term("money", "smallest purchase; where less limit is left, none is made", 0.01, 1_000.0)] = 1_000


@kernel
def share_of_income(facts: Basket, terms: Terms, luck: float) -> int:
    """Amount in minor units, at most what is available; 0 where even the smallest purchase does not fit.

    Extra limit L multiplies spending by 1 + m L / B, so that a usual balance B rises by m L (Gross & Souleles 2002).

    >>> share_of_income(Basket(800_000, 1.0, 600.0, 0, 1.0, 300_000, False), Terms(sigma=0.0), 0.0)
    30400
    >>> share_of_income(Basket(800_000, 1.0, 560.0, 100_000, 59_000.0, 300_000, False), Terms(sigma=0.0), 0.0)
    60800
    """
    if facts.available < terms.smallest:
        return 0
    if facts.wont_pay:
        return facts.available
    reach = (terms.high_score - facts.score) / max(terms.high_score - terms.low_score, 1.0)
    debt = terms.debt_low * min(1.0, max(0.0, reach))
    usual = terms.share * facts.income * math.exp(terms.sigma * luck - 0.5 * terms.sigma * terms.sigma)
    wanted = usual * (1.0 + debt * facts.extra_limit / max(facts.usual_balance, 1.0))
    return int(min(float(facts.available), max(float(terms.smallest), wanted)))
