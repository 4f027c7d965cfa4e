"""Suspend the leader while too much of the team is late."""

from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import TeamQuality
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    late: Annotated[float, Term("share", "share of the team 30 or more days past due that suspends", 0.0, 1.0, "chosen")] = 0.08
    smallest_team: Annotated[int, Term("count", "team size below which the gate does not look", 1, 1_000, "chosen")] = 5


@kernel
def late_share(facts: TeamQuality, terms: Terms) -> bool:
    """True while the leader is suspended.

    >>> late_share(TeamQuality(size=20, late=3), Terms()), late_share(TeamQuality(size=20, late=1), Terms())
    (True, False)
    """
    return facts.size >= terms.smallest_team and facts.late > terms.late * facts.size
