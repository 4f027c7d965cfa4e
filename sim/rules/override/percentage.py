"""A percentage of the team's rewards, the same or less at each level down."""

from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import TeamReward
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    share: Annotated[float, Term("share", "override on the rewards of one's own friends", 0.0, 1.0, "chosen")] = 0.20
    fall: Annotated[float, Term("share", "what remains of it with each further level", 0.0, 1.0, "chosen")] = 0.50


@kernel
def percentage(facts: TeamReward, terms: Terms) -> int:
    """Minor units.

    >>> percentage(TeamReward(amount=5_000, level=1), Terms()), percentage(TeamReward(amount=5_000, level=2), Terms())
    (1000, 500)
    """
    return int(terms.share * terms.fall ** (facts.level - 1) * facts.amount + 0.5)
