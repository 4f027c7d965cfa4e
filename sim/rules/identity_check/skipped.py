"""No check, no cost."""

from typing import NamedTuple

from sim.compiling import kernel
from sim.facts import FraudSignal, Verdict


class Terms(NamedTuple):
    """Nothing to set."""


@kernel
def skipped(facts: FraudSignal, terms: Terms, luck: float) -> int:
    """The code of the verdict.

    >>> Verdict(skipped(FraudSignal(fraudulent=True, thin=True), Terms(), 0.1)).name
    'NOT_CHECKED'
    """
    return Verdict.NOT_CHECKED.value
