"""Take it back when the friend falls late within a period."""

from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Rewarded
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    within: Annotated[int, Term("days", "period after the reward was earned", 1, 3_600)] = 180
    bucket: Annotated[int, Term("count", "statements missed that count as default", 1, 7)] = 3


@kernel
def early_default(facts: Rewarded, terms: Terms) -> bool:
    """True where the friend defaults within the period (commission practice: claw-back at first default).

    >>> early_default(Rewarded(days=100, bucket=3, charged_off=False, closed=False), Terms())
    True
    >>> early_default(Rewarded(days=200, bucket=3, charged_off=False, closed=False), Terms())
    False
    """
    return facts.days <= terms.within and (facts.bucket >= terms.bucket or facts.charged_off)
