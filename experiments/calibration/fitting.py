"""How well the model meets what was observed."""

from __future__ import annotations

from typing import NamedTuple

from experiments.calibration.observed import Array, Observed


class Fitted(NamedTuple):
    """A figure: observed and as the calibrated model has it, with its interval, and what is left in units of error.

    ``reachable`` tells whether the observed value lies within what the priors can do; ``p`` is how likely the calibrated model
    would be as far off (two-sided) through errors alone.
    """

    name: str
    observed: float
    error: float
    simulated: float
    low: float
    high: float
    residual: float
    p: float
    reachable: bool


class Misfit(NamedTuple):
    """Chi-square of all figures together, its degrees of freedom, and how likely as large a one is through errors alone."""

    chi_square: float
    freedom: float
    p: float


def fitted(prior: Array, simulated: Array, observed: Observed) -> list[Fitted]:
    """Return the fit of each figure; ``prior`` are runs under the priors by run and figure, ``simulated`` under the posterior."""
    raise NotImplementedError


def misfit(simulated: Array, observed: Observed, parameters: int) -> Misfit:
    """Return how well all figures are met at once."""
    raise NotImplementedError
