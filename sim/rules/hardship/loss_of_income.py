"""Now and then a household loses income for some months."""

import math
from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Household
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    hazard: Annotated[float, Term("share", "households hit in a month", 0.0, 1.0)] = 0.006
    months: Annotated[int, Term("months", "how long it lasts", 1, 60)] = 4
    stress: Annotated[float, Term("number", "growth of the log hazard with each point of unemployment above normal", 0.0, 3.0,
                                  "derived: a point more on the usual 5 % is a fifth more")] = 0.18


@kernel
def loss_of_income(facts: Household, terms: Terms, luck: float) -> int:
    """Months of hardship that begin today.

    >>> loss_of_income(Household(hardship=False, theta=0.0), Terms(), 0.001)
    4
    """
    hazard = terms.hazard * math.exp(terms.stress * facts.stress)
    return terms.months if not facts.hardship and luck < hazard else 0
