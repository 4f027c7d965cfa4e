"""What a measure can be: an interval does not reach below nothing, and that of a share not above all."""

from __future__ import annotations

from experiments.interval import Interval

SIGNED = ("revenue", "contribution_margin", "profit", "return_on_rewards", "ltv", "margin_12_referred", "margin_12_organic",
          "profit_per_referred", "profit_per_organic", "ring_gain")
"""The measures that may be negative."""


def possible(value: Interval, unit: str, measure: str = "") -> Interval:
    """Return an interval without what the measure cannot be.

    >>> possible(Interval(0.04, -0.08, 0.16, 3), "share"), possible(Interval(52.0, -54.0, 159.0, 3), "money", "profit").low
    (Interval(mean=0.04, low=0.0, high=0.16, replications=3), -54.0)
    """
    if measure in SIGNED or value.low is None or value.high is None:
        return value
    return value._replace(low=max(value.low, 0.0), high=min(value.high, 1.0) if unit == "share" else value.high)
