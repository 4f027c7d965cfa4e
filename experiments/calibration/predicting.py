"""What is predicted of a measure: an interval, and how much of it is doubt of the parameters and how much luck."""

from __future__ import annotations

from typing import NamedTuple

from experiments.calibration.observed import Array


class Prediction(NamedTuple):
    """The predicted mean of a measure with its interval of 95 %, that of one more run, and what their spread is made of.

    ``of_parameters`` and ``of_luck`` are variances; ``share`` is that of the parameters in both, from 0 to 1.
    """

    mean: float
    low: float
    high: float
    run_low: float
    run_high: float
    of_parameters: float
    of_luck: float
    share: float
    draws: int
    seeds: int


def predicted(values: Array, confidence: float = 0.95) -> Prediction:
    """Return what is predicted, from runs by draw of the posterior and seed (at least two seeds a draw)."""
    raise NotImplementedError
