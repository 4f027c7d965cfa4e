"""What is predicted of a measure: an interval, and how much of it is doubt of the parameters and how much luck."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from experiments.calibration.observed import Array


class Prediction(NamedTuple):
    """The predicted mean of a measure with its interval, that of one more run, and what their spread is made of.

    ``of_parameters`` and ``of_luck`` are variances; ``share`` is that of the parameters in both, from 0 to 1, with its interval.
    All are not numbers where nothing is defined.
    """

    mean: float
    low: float
    high: float
    run_low: float
    run_high: float
    of_parameters: float
    of_luck: float
    share: float
    share_low: float
    share_high: float
    draws: int
    seeds: int


def predicted(values: Array, confidence: float = 0.95) -> Prediction:
    """Return what is predicted, from runs by draw of the posterior and seed (at least two seeds a draw).

    The variance between draws has that of luck in it, which an analysis of variance takes away (law of total variance; unbiased
    before it is cut at 0); the means of draws are drawn together accordingly (Louis, JASA 79, 1984). Draws of which a run is not
    a number are left out. Where nothing but luck is seen between draws, the interval is that of the most doubt there may be.
    """
    given = values[np.isfinite(values).all(axis=1)]
    draws, seeds = given.shape
    if draws < 2:
        return Prediction(*(math.nan,) * 10, draws, seeds)
    means = given.mean(axis=1)
    of_luck, between = float(given.var(axis=1, ddof=1).mean()), float(means.var(ddof=1))
    of_parameters = max(between - of_luck / seeds, 0.0)
    told = shares(between, of_luck, draws, seeds, confidence)
    spread = of_parameters or min(between, of_luck * told[1] / (1.0 - told[1]) if told[1] < 1.0 else between)
    true = means.mean() + (means - means.mean()) * (math.sqrt(spread / between) if between else 0.0)
    runs = true[:, None] + (given - means[:, None]) * math.sqrt(seeds / (seeds - 1.0))
    total = of_parameters + of_luck
    share = of_parameters / total if total else math.nan
    return Prediction(float(means.mean()), *middle(true, confidence), *middle(runs.ravel(), confidence), of_parameters, of_luck,
                      share, *told, draws, seeds)


def middle(values: Array, confidence: float) -> tuple[float, float]:
    """Return the bounds between which one more value lies with a probability, as far as there are values enough.

    >>> middle(np.arange(1.0, 20.0), 0.9)
    (1.0, 19.0)
    """
    low, high = np.quantile(values, [0.5 - confidence / 2.0, 0.5 + confidence / 2.0], method="weibull")
    return float(low), float(high)


def shares(between: float, of_luck: float, draws: int, seeds: int, confidence: float) -> tuple[float, float]:
    """Return the interval of the share of the parameters: that of an intraclass correlation (Searle, Linear Models, 1971, 9.9)."""
    from scipy.special import fdtri

    if of_luck == 0.0:
        return (1.0, 1.0) if between else (math.nan, math.nan)
    ratio, freedom = seeds * between / of_luck, (draws - 1.0, draws * (seeds - 1.0))
    tops = (ratio / float(fdtri(*freedom, 0.5 + side * confidence / 2.0)) for side in (1, -1))
    low, high = (max((top - 1.0) / (top + seeds - 1.0), 0.0) for top in tops)
    return low, high
