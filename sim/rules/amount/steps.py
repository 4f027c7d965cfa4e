"""A ladder by count: at each step the total paid so far rises to the step's sum."""

from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Earning
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    at: Annotated[tuple[int, ...], Term("count", "friends at which a step is reached, rising", 1, 10_000,
                                        "chosen: 1, 3, 5, 8 (Everbright)")] = (1, 3, 5, 8)
    total: Annotated[tuple[int, ...], Term("money", "total paid up to that step, rising", 0.0, 1_000_000.0,
                                           "chosen: 100 / 480 / 980 / 1,680 (Everbright)")] = (10_000, 48_000, 98_000, 168_000)


@kernel
def steps(facts: Earning, terms: Terms) -> int:
    """Minor units: the rise of the total at this count, 0 between steps.

    >>> [steps(Earning(count=n, spent=0), Terms()) // 100 for n in range(1, 10)]
    [100, 0, 380, 0, 500, 0, 0, 700, 0]
    """
    before = 0
    for step in range(len(terms.at)):
        if facts.count < terms.at[step]:
            return 0
        if facts.count == terms.at[step]:
            return int(terms.total[step]) - before
        before = int(terms.total[step])
    return 0
