"""The same payment every month: less interest and more principal from month to month."""

import math
from typing import NamedTuple

from sim.compiling import kernel
from sim.facts import Instalment


class Terms(NamedTuple):
    """Nothing to set."""


@kernel
def annuity(facts: Instalment, terms: Terms) -> int:
    """Principal part of the level payment P r / (1 - (1 + r)^-n), which is P r / ((1 + r)^n - 1); minor units.

    Worked out anew each month from what is left: the same payment while the rate stays, and the last one clears.

    >>> annuity(Instalment(left=10_000_000, months=12, rate=0.005), Terms())
    810664
    >>> annuity(Instalment(left=856_346, months=1, rate=0.005), Terms())
    856346
    """
    if facts.months <= 1:
        return facts.left
    if facts.rate <= 0.0:
        return facts.left // facts.months
    return min(facts.left, int(facts.left * facts.rate / math.expm1(facts.months * math.log1p(facts.rate)) + 0.5))
