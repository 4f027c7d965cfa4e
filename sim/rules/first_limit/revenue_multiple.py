"""Months of revenue by score band, rounded down as lenders round: the largest term loan, or the line."""

from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Application
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    months: Annotated[float, Term("months", "limit over monthly revenue at 600 points", 0.0, 24.0, "chosen")] = 2.0
    slope: Annotated[float, Term("number", "growth of the multiple per 50 points, as a share of it", 0.0, 1.0, "chosen")] = 0.40
    thin_factor: Annotated[float, Term("share", "what a thin file gets of it", 0.0, 1.0, "chosen")] = 0.60
    floor: Annotated[int, Term("money", "smallest limit", 0.0, 10_000_000.0, "chosen")] = 5_000_000
    ceiling: Annotated[int, Term("money", "largest limit", 0.0, 10_000_000.0, "chosen")] = 300_000_000
    rounding: Annotated[int, Term("money", "limits are multiples of it", 1.0, 100_000.0, "chosen")] = 1_000_000


@kernel
def revenue_multiple(facts: Application, terms: Terms) -> int:
    """First limit in minor units.

    >>> revenue_multiple(Application(score=600.0, thin=False, flagged=False, income=30_050_000), Terms())
    60000000
    """
    band = max(0.0, 1.0 + terms.slope * (facts.score - 600.0) / 50.0)
    raw = int(terms.months * band * facts.income * (terms.thin_factor if facts.thin else 1.0))
    return max(terms.floor, min(terms.ceiling, raw // terms.rounding * terms.rounding))
