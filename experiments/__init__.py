"""Experiments: a scenario under many seeds, and scenarios against each other.

>>> from experiments import compare, replicate
"""

from __future__ import annotations

from experiments.comparison import Comparison, NotComparable, compare
from experiments.interval import Interval, interval
from experiments.replication import Replications, replicate
from experiments.seeds import seeds

__all__ = ["Comparison", "Interval", "NotComparable", "Replications", "compare", "interval", "replicate", "seeds"]
