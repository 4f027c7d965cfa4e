"""What a study costs, told before it is paid, as soon as its first replications have been run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median
from typing import NamedTuple

from experiments.lab import Lab, Task


class Cost(NamedTuple):
    """What a study still takes: replications, at most, and the seconds of each, as others took them."""

    replications: int
    seconds: float


OnCost = Callable[[Cost], None]
"""Is told of the cost before it is paid."""


def tell(on_cost: OnCost | None, lab: Lab, first: Sequence[Task], total: int) -> None:
    """Run the first replications of a study, and tell what all but those that are known takes.

    The seconds are the median of all that went well; nothing is told where none did, or nothing is left.
    """
    lab.run(first)
    seconds = [outcome.seconds for outcome in lab.known.values() if not outcome.error]
    if on_cost is not None and seconds and total > len(lab.known):
        on_cost(Cost(total - len(lab.known), median(seconds)))
