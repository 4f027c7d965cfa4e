"""A check with a hit rate and false alarms."""

from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import FraudSignal
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    hit_rate: Annotated[float, Term("share", "fraudulent applications that are flagged", 0.0, 1.0)] = 0.30
    false_alarms: Annotated[float, Term("share", "honest applications that are flagged", 0.0, 1.0)] = 0.005


@kernel
def detector(facts: FraudSignal, terms: Terms, luck: float) -> bool:
    """True where the application is flagged.

    >>> detector(FraudSignal(fraudulent=True, thin=False), Terms(), 0.2)
    True
    >>> detector(FraudSignal(fraudulent=False, thin=False), Terms(), 0.2)
    False
    """
    return luck < (terms.hit_rate if facts.fraudulent else terms.false_alarms)
