"""Close friends come first; a reward to the sender opens the weak ties."""

import math
from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Ties
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    closeness: Annotated[float, Term("number", "weight of a strong tie against a weak one", 0.0, 100.0)] = 3.0
    opening: Annotated[float, Term("number", "growth of the weight of weak ties with the log of the felt reward", 0.0, 10.0,
                                   "assumption: weak ties answer the sender's reward (Ryu & Feick 2007); size assumed")] = 0.5
    scale: Annotated[int, Term("money", "felt reward at which the response bends", 1.0, 10_000.0)] = 5_000


@kernel
def closeness(facts: Ties, terms: Terms, luck: float) -> bool:
    """True where the next one asked is a strong tie.

    >>> closeness(Ties(strong_left=8, weak_left=12, reward=0.0), Terms(), 0.66)
    True
    >>> closeness(Ties(strong_left=0, weak_left=12, reward=0.0), Terms(), 0.01)
    False
    """
    strong = terms.closeness * facts.strong_left
    weak = facts.weak_left * (1.0 + terms.opening * math.log1p(facts.reward / terms.scale))
    return luck * (strong + weak) < strong
