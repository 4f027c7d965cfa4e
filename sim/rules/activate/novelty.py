"""The wish to try it is strongest at first; a reward for the first purchase strengthens it."""

import math
from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import NewCustomer
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    rate: Annotated[float, Term("per month", "hazard of a first purchase on the day of approval", 0.0, 30.0)] = 0.9
    patience: Annotated[float, Term("days", "time in which the wish falls to 37 %", 1.0, 3_600.0)] = 45.0
    pull: Annotated[float, Term("number", "growth of the hazard with the log of the felt reward", 0.0, 10.0)] = 0.5
    scale: Annotated[int, Term("money", "felt reward at which the response bends", 1.0, 10_000.0)] = 5_000


@kernel
def novelty(facts: NewCustomer, terms: Terms) -> float:
    """Hazard a day of the first purchase; without reward about three in four ever buy.

    >>> round(novelty(NewCustomer(reward=0.0, deal=0.0, propensity=1.0, days_open=0), Terms()), 3)
    0.03
    """
    wish = terms.rate / 30.0 * math.exp(-facts.days_open / terms.patience)
    return wish * facts.propensity * (1.0 + terms.pull * math.log1p(facts.reward / terms.scale)) * facts.season
