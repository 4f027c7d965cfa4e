"""Experiments: a scenario under many seeds, scenarios against each other, and studies of many scenarios.

>>> from experiments import compare, decide, replicate, sensitivity, stress, sweep

Whatever a function needs that takes long to import (pandas, charts, the search), it imports when it is called.
"""

from __future__ import annotations

from experiments.comparison import Comparison, NotComparable, compare
from experiments.deciding import decide
from experiments.interval import Interval, interval
from experiments.replication import Replications, replicate
from experiments.seeds import seeds
from experiments.sensitivities import sensitivity
from experiments.stresses import stress
from experiments.sweeps import sweep

__all__ = ["Comparison", "Interval", "NotComparable", "Replications", "compare", "decide", "interval", "replicate", "seeds",
           "sensitivity", "stress", "sweep"]
