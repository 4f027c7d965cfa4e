"""A multiple of monthly income by score band, rounded down as lenders round."""

from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Application
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    multiple: Annotated[float, Term("number", "limit over monthly income at 600 points", 0.0, 12.0, "chosen")] = 0.85
    slope: Annotated[float, Term("number", "growth of the multiple per 50 points, as a share of it", 0.0, 1.0, "chosen")] = 0.40
    thin_factor: Annotated[float, Term("share", "what a thin file gets of it", 0.0, 1.0, "chosen")] = 0.60
    floor: Annotated[int, Term("money", "smallest first limit", 0.0, 100_000.0,
                               "chosen: CNY 500 (JD Baitiao, consumer guides)")] = 50_000
    ceiling: Annotated[int, Term("money", "largest first limit", 0.0, 1_000_000.0,
                                 "chosen: CNY 5,000 (JD Baitiao, consumer guides)")] = 500_000
    rounding: Annotated[int, Term("money", "limits are multiples of it", 1.0, 10_000.0, "chosen")] = 10_000


@kernel
def income_multiple(facts: Application, terms: Terms) -> int:
    """First limit in minor units.

    >>> income_multiple(Application(score=600.0, thin=False, flagged=False, income=800_000), Terms())
    500000
    """
    band = max(0.0, 1.0 + terms.slope * (facts.score - 600.0) / 50.0)
    raw = int(terms.multiple * band * facts.income * (terms.thin_factor if facts.thin else 1.0))
    return max(terms.floor, min(terms.ceiling, raw // terms.rounding * terms.rounding))
