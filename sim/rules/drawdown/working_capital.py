"""A need in months of revenue: a term loan covers it at once, a drawdown a part of it; a lower rate raises it."""

import math
from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Drawdown, Facility
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    term_loan: Annotated[float, Term("months", "median need for a term loan, in months of revenue", 0.0, 24.0)] = 1.5
    line: Annotated[float, Term("months", "median drawdown on a line, in months of revenue", 0.0, 24.0)] = 0.5
    sigma: Annotated[float, Term("number", "standard deviation of the log need", 0.0, 3.0)] = 0.5
    rate_slope: Annotated[float, Term("number", "growth of the log need for each point (1 %) by which the rate is lower", 0.0, 2.0)] = 0.05
    usual_rate: Annotated[float, Term("per year", "rate at which the need is the median", 0.0, 0.36)] = 0.07
    smallest: Annotated[int, Term("money", "smallest loan; where less may be drawn, none is", 0.01, 1_000_000.0, "chosen")] = 1_000_000
    rounding: Annotated[int, Term("money", "loans are multiples of it", 0.01, 100_000.0, "chosen")] = 100_000


@kernel
def working_capital(facts: Drawdown, terms: Terms, luck: float) -> int:
    """Sum drawn in minor units; who means not to pay takes all there is. ``luck`` is a standard normal draw.

    >>> working_capital(Drawdown(Facility.TERM_LOAN, 30_000_000, 0.07, 100_000_000, False), Terms(), 0.0)
    45000000
    >>> working_capital(Drawdown(Facility.LINE, 30_000_000, 0.07, 10_000_000, False), Terms(), 0.0)
    10000000
    """
    months = terms.term_loan if facts.facility == Facility.TERM_LOAN else terms.line
    need = months * facts.revenue * math.exp(terms.sigma * luck + terms.rate_slope * 100.0 * (terms.usual_rate - facts.rate))
    wanted = facts.available if facts.wont_pay else int(min(float(facts.available), need))
    drawn = wanted // terms.rounding * terms.rounding
    return drawn if drawn >= terms.smallest else 0
