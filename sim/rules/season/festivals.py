"""The two shopping festivals of Chinese e-commerce: 618 in June, 11.11 in November, each followed by a lull."""

from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Clock
from sim.terms import Term

JUNE, NOVEMBER = 150, 300
MIDYEAR, SINGLES = JUNE + 17, NOVEMBER + 10
"""June 18 and November 11, as days of a year of 12 months of 30 days, from 0."""


class Terms(NamedTuple):
    """What the rule may be set to."""

    june: Annotated[float, Term("number", "how many times as often people buy from June 1 to 17", 0.0, 20.0,
                                "calibrated: GMV of June 1.19 times that of May and July, as online sales in 2019 (NBS)")] = 1.3
    november: Annotated[float, Term("number", "the same from November 1 to 10", 0.0, 20.0,
                                    "calibrated: GMV of November 1.54 times the mean of the ten months before, as online "
                                    "sales in 2019 (NBS)")] = 2.9
    presale: Annotated[float, Term("number", "the same over the last days of October", 0.0, 20.0)] = 1.2
    presale_days: Annotated[int, Term("days", "how long the pre-sale is", 0, 60)] = 10
    peak: Annotated[float, Term("number", "how much more again on June 18 and November 11", 0.0, 20.0)] = 3.0
    lull: Annotated[float, Term("number", "how many times as often people buy after a festival", 0.0, 20.0)] = 0.95
    lull_days: Annotated[int, Term("days", "how long that lasts", 0, 60)] = 15


@kernel
def festivals(facts: Clock, terms: Terms) -> float:
    """How many times as often as on a plain day.

    >>> [round(festivals(Clock(0, day), Terms()), 2) for day in (0, 150, 167, 168, 295, 300, 310, 311)]
    [1.0, 1.3, 3.9, 0.95, 1.2, 2.9, 8.7, 0.95]
    """
    day = facts.of_year
    if day in (MIDYEAR, SINGLES):
        return terms.peak * (terms.june if day == MIDYEAR else terms.november)
    if JUNE <= day < MIDYEAR:
        return terms.june
    if NOVEMBER <= day < SINGLES:
        return terms.november
    if NOVEMBER - terms.presale_days <= day < NOVEMBER:
        return terms.presale
    after = day - (MIDYEAR if day < SINGLES else SINGLES)
    return terms.lull if 0 < after <= terms.lull_days else 1.0
