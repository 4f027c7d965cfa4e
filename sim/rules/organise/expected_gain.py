"""Rewards against the cost of accounts, of what must be bought, and of being caught."""

from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import RingPlan
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    suspected: Annotated[float, Term("share", "accounts she expects to lose where she knows nothing of the checks", 0.0, 1.0)] = 0.10
    sight: Annotated[float, Term("share", "how well she knows the checks: 0 not at all, 1 their true chances", 0.0, 1.0)] = 0.5
    penalty: Annotated[int, Term("money", "what an account that is caught costs her beyond its price", 0.0, 100_000.0)] = 20_000
    cash_out: Annotated[float, Term("share", "lost in turning purchases back into cash", 0.0, 1.0)] = 0.02


@kernel
def expected_gain(facts: RingPlan, terms: Terms) -> float:
    """Gain in minor units. A reward needs two accounts that are not caught: the friend's and the one that is paid.

    >>> plan = RingPlan(11, 10, 100_000.0, 0, 5_000, 0.0, 0.0)
    >>> expected_gain(plan, Terms(sight=1.0)), round(expected_gain(plan, Terms(suspected=0.2, sight=0.0)))
    (45000.0, -35000)
    """
    caught = terms.sight * (1.0 - (1.0 - facts.chance_refused) * (1.0 - facts.chance_found)) + (1.0 - terms.sight) * terms.suspected
    cost = facts.accounts * (facts.account_cost + caught * terms.penalty) + terms.cash_out * facts.spend
    return facts.reward * (1.0 - caught) * (1.0 - caught) - cost
