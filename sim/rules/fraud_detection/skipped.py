"""Nobody looks, at no cost."""

from typing import NamedTuple

from sim.compiling import kernel
from sim.facts import Suspicion, Verdict


class Terms(NamedTuple):
    """Nothing to set."""


@kernel
def skipped(facts: Suspicion, terms: Terms, luck: float) -> int:
    """The code of the verdict.

    >>> Verdict(skipped(Suspicion(fake=True, crowd=30, purchases=1, days_open=90), Terms(), 0.1)).name
    'NOT_CHECKED'
    """
    return Verdict.NOT_CHECKED.value
