"""What is recovered at all comes in equal monthly parts."""

from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import WrittenOff
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    months: Annotated[int, Term("months", "over how many months recoveries come in", 1, 60)] = 24


@kernel
def straight_line(facts: WrittenOff, terms: Terms) -> int:
    """Minor units recovered this month; over all months exactly (1 - LGD) of what was written off.

    >>> straight_line(WrittenOff(amount=240_000, recovered=0, months=1, lgd=0.9), Terms())
    1000
    """
    whole = int((1.0 - facts.lgd) * facts.amount + 0.5)
    so_far = whole * min(facts.months, terms.months) // terms.months
    return max(0, so_far - facts.recovered)
