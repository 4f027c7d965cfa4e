"""What every rule of a decision has in common."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Contract:
    """The facts a rule is given, the name of the default rule, how many draws of luck it takes, and what it returns.

    ``low`` and ``high`` bound what may be returned, for any facts and any terms within their bounds.
    """

    facts: type
    default: str
    luck: int
    returns: type
    low: float = -math.inf
    high: float = math.inf
