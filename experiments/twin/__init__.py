"""The twin: the same people without the scheme, under the same luck; who came because of it, and what they are worth.

>>> from experiments.twin import twin
"""

from __future__ import annotations

from experiments.twin.books import Disagreement
from experiments.twin.pair import QUANTITIES, Pair
from experiments.twin.persons import ABOUT, DESCRIBED, Figure, Group
from experiments.twin.study import compare_with_twins
from experiments.twin.twin import ALL, Change, Twin, has_scheme, twin, without_scheme

__all__ = ["ABOUT", "ALL", "DESCRIBED", "QUANTITIES", "Change", "Disagreement", "Figure", "Group", "Pair", "Twin",
           "compare_with_twins", "has_scheme", "twin", "without_scheme"]
