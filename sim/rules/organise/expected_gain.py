"""Rewards against the cost of accounts, of what must be bought, and of being caught."""

from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import RingPlan
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    suspected: Annotated[float, Term("share", "accounts she expects to be refused where she knows nothing of the checks", 0.0, 1.0)] = 0.10
    sight: Annotated[float, Term("share", "how well she knows the checks: 0 not at all, 1 their true chances", 0.0, 1.0)] = 0.5
    penalty: Annotated[int, Term("money", "what an account that is caught costs her beyond its price", 0.0, 100_000.0)] = 20_000
    cash_out: Annotated[float, Term("share", "lost in turning purchases back into cash", 0.0, 1.0)] = 0.02


@kernel
def expected_gain(facts: RingPlan, terms: Terms) -> float:
    """Gain in minor units.

    Who is refused is passed over and the others close up: of n accounts n p open, and all of these but the first are somebody's
    friend. A reward for a friend takes two accounts that are not found, hers and the one that is paid; one for herself only hers.

    >>> plan = RingPlan(11, 10, 100_000.0, 0.0, 0, 5_000, 1.0, 0.0, 0.0)
    >>> expected_gain(plan, Terms(sight=1.0)), round(expected_gain(plan, Terms(suspected=0.2, sight=0.0)))
    (45000.0, -21000)
    """
    refused = terms.sight * facts.chance_refused + (1.0 - terms.sight) * terms.suspected
    found = terms.sight * facts.chance_found
    opens = facts.chance_approved * (1.0 - refused)
    friends = (facts.accounts * opens - 1.0 + (1.0 - opens) ** facts.accounts) / (facts.accounts - 1.0)
    kept = (facts.own + (facts.reward - facts.own) * (1.0 - found)) * (1.0 - found)
    caught = 1.0 - (1.0 - refused) * (1.0 - found)
    cost = facts.accounts * (facts.account_cost + caught * terms.penalty) + terms.cash_out * opens * facts.spend
    return friends * kept - cost
