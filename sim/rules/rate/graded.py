"""By credit grade, A to E, by the score's band; less for each statement on time, and what the tier takes off."""

import math
from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Pricing
from sim.terms import Term

GRADES = 5


class Terms(NamedTuple):
    """What the rule may be set to."""

    middle: Annotated[float, Term("per year", "rate of grade C", 0.0, 0.36, "chosen: 3.48-8 % (small-business loans)")] = 0.065
    step: Annotated[float, Term("per year", "rise of the rate from a grade to the next worse one", 0.0, 0.05, "chosen")] = 0.007
    score: Annotated[float, Term("points", "score in the middle of grade C", 300.0, 900.0, "chosen")] = 620.0
    band: Annotated[float, Term("points", "width of the grades B, C and D; A and E are open", 1.0, 300.0, "chosen")] = 25.0
    history: Annotated[float, Term("per year", "cut for each statement repaid on time in a row", 0.0, 0.01, "chosen")] = 0.0003
    most_history: Annotated[float, Term("per year", "largest cut for repayment on time", 0.0, 0.05, "chosen")] = 0.005


@kernel
def grade(score: float, terms: Terms) -> int:
    """Return the grade: 0 is A, 4 is E.

    >>> [grade(score, Terms()) for score in (670.0, 640.0, 620.0, 600.0, 550.0)]
    [0, 1, 2, 3, 4]
    """
    return min(GRADES - 1, max(0, 2 - math.floor((score - terms.score) / terms.band + 0.5)))


@kernel
def graded(facts: Pricing, terms: Terms) -> float:
    """Rate a year.

    >>> round(graded(Pricing(score=620.0, on_time=0, tier_cut=0.0), Terms()), 4)
    0.065
    >>> round(graded(Pricing(score=670.0, on_time=10, tier_cut=0.005), Terms()), 4)
    0.043
    """
    rate = terms.middle + terms.step * (grade(facts.score, terms) - 2)
    return max(0.0, rate - min(terms.most_history, terms.history * facts.on_time) - facts.tier_cut)
