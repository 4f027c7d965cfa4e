"""Take it back, or a part of it, when the friend falls late within a period."""

from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Rewarded
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    within: Annotated[int, Term("days", "period after the reward was earned", 1, 3_600, "chosen")] = 180
    bucket: Annotated[int, Term("count", "statements missed that count as default", 1, 7, "chosen")] = 3
    share: Annotated[float, Term("share", "what is taken back then; all of it once the account is written off", 0.0, 1.0,
                                 "chosen: all, or half at the first default (commission practice)")] = 1.0


@kernel
def early_default(facts: Rewarded, terms: Terms) -> float:
    """Share taken back where the friend defaults within the period (commission practice: claw-back at first default).

    >>> early_default(Rewarded(days=100, bucket=3, charged_off=False, closed=False), Terms())
    1.0
    >>> early_default(Rewarded(days=200, bucket=3, charged_off=False, closed=False), Terms())
    0.0
    """
    if facts.days > terms.within or not (facts.bucket >= terms.bucket or facts.charged_off):
        return 0.0
    return 1.0 if facts.charged_off else terms.share
