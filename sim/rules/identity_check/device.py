"""Device fingerprint, document and face: finds many false identities, and turns some honest people away."""

from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import FraudSignal, Verdict
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    hit_rate: Annotated[float, Term("share", "false identities that fail", 0.0, 1.0)] = 0.60
    false_alarms: Annotated[float, Term("share", "honest applicants that fail", 0.0, 1.0)] = 0.010
    thin_alarms: Annotated[float, Term("share", "honest applicants with a thin file that fail", 0.0, 1.0)] = 0.020


@kernel
def device(facts: FraudSignal, terms: Terms, luck: float) -> int:
    """The code of the verdict.

    >>> [Verdict(device(FraudSignal(fraudulent=fake, thin=False), Terms(), 0.5)).name for fake in (True, False)]
    ['FLAGGED', 'CLEARED']
    """
    alarms = terms.thin_alarms if facts.thin else terms.false_alarms
    fails = luck < (terms.hit_rate if facts.fraudulent else alarms)
    return Verdict.FLAGGED.value if fails else Verdict.CLEARED.value
