"""The first limit times the tier's multiple, and what was earned as a reward."""

from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Limit
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    ceiling: Annotated[int, Term("money", "largest limit", 0.0, 10_000_000.0, "chosen: CNY 50,000 (Ant Huabei)")] = 5_000_000
    rounding: Annotated[int, Term("money", "limits are multiples of it", 1.0, 100_000.0, "chosen")] = 10_000


@kernel
def graded(facts: Limit, terms: Terms) -> int:
    """Limit in minor units.

    >>> graded(Limit(first=320_000, multiple=1.5, earned=50_000), Terms())
    530000
    """
    raw = int(facts.first * facts.multiple) + facts.earned
    return min(terms.ceiling, raw // terms.rounding * terms.rounding)
