"""Take it back when the friend defaults or closes within a period."""

from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Rewarded
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    within: Annotated[int, Term("days", "period after the reward was earned", 1, 3_600, "chosen")] = 90
    bucket: Annotated[int, Term("count", "statements missed that count as default", 1, 7, "chosen")] = 3


@kernel
def early_exit(facts: Rewarded, terms: Terms) -> float:
    """All of it where the friend leaves or defaults within the period.

    >>> early_exit(Rewarded(days=30, bucket=0, charged_off=False, closed=True), Terms())
    1.0
    """
    gone = facts.closed or facts.charged_off or facts.bucket >= terms.bucket
    return 1.0 if facts.days <= terms.within and gone else 0.0
