"""Look into accounts that buy next to nothing in a crowd around one referral link."""

from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Suspicion, Verdict
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    crowd: Annotated[int, Term("count", "accounts around one referral link from which it stands out", 0, 1_000, "chosen")] = 3
    idle: Annotated[float, Term("per month", "purchases up to which an account looks made for the reward", 0.0, 30.0, "chosen")] = 1.5
    hit_rate: Annotated[float, Term("share", "fake accounts that a closer look finds", 0.0, 1.0)] = 0.40
    false_alarms: Annotated[float, Term("share", "honest accounts that a closer look takes for fake", 0.0, 1.0)] = 0.010


@kernel
def pattern(facts: Suspicion, terms: Terms, luck: float) -> int:
    """The code of the verdict; an account within its first month is not looked into.

    >>> ring = Suspicion(fake=True, crowd=12, purchases=1, days_open=60)
    >>> [Verdict(pattern(seen, Terms(), 0.2)).name for seen in (ring, ring._replace(fake=False), ring._replace(purchases=6))]
    ['FLAGGED', 'CLEARED', 'NOT_CHECKED']
    """
    if facts.crowd < terms.crowd or facts.days_open < 30 or facts.purchases * 30.0 > terms.idle * facts.days_open:
        return Verdict.NOT_CHECKED.value
    fails = luck < (terms.hit_rate if facts.fake else terms.false_alarms)
    return Verdict.FLAGGED.value if fails else Verdict.CLEARED.value
