"""Larger purchases are paid by instalments more often, and so are those of lower scores."""

import math
from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Purchase
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    share: Annotated[float, Term("share", "purchases paid by instalments, at a purchase of 5 % of income and 600 points", 0.0, 1.0)] = 0.30
    size_slope: Annotated[float, Term("number", "growth of that share with the log of the size", 0.0, 1.0)] = 0.12
    score_slope: Annotated[float, Term("number", "fall of that share per 50 points", 0.0, 1.0)] = 0.05
    three: Annotated[float, Term("number", "weight of 3 months", 0.0, 100.0,
                                 "assumption: JD Baitiao offers 3, 6, 12, 24 (consumer guides); weights assumed")] = 4.0
    six: Annotated[float, Term("number", "weight of 6 months", 0.0, 100.0)] = 3.0
    twelve: Annotated[float, Term("number", "weight of 12 months", 0.0, 100.0)] = 2.0
    twenty_four: Annotated[float, Term("number", "weight of 24 months", 0.0, 100.0)] = 1.0


@kernel
def by_size(facts: Purchase, terms: Terms, luck: float) -> int:
    """Months of the plan, 0 for pay later.

    >>> by_size(Purchase(amount=40_000, income=800_000, score=600.0, wont_pay=False), Terms(), 0.5)
    0
    >>> by_size(Purchase(amount=40_000, income=800_000, score=600.0, wont_pay=False), Terms(), 0.1)
    3
    """
    size = math.log(max(facts.amount, 1) / (0.05 * max(facts.income, 1)))
    share = terms.share + terms.size_slope * size - terms.score_slope * (facts.score - 600.0) / 50.0
    share = min(1.0, max(0.0, share))
    weights = terms.three + terms.six + terms.twelve + terms.twenty_four
    if luck >= share or weights <= 0.0:
        return 0
    point = luck / share * weights
    if point < terms.three:
        return 3
    if point < terms.three + terms.six:
        return 6
    return 12 if point < terms.three + terms.six + terms.twelve else 24
