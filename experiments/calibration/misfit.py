"""How far a model is from meeting all observed figures at once."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from experiments.calibration.emulator import Emulator
from experiments.calibration.observed import Array, Observed, squares

DOUBT = 0.05
"""How unlikely a misfit must be for the errors to be enlarged."""


class Misfit(NamedTuple):
    """Chi-square of the best draw, its degrees of freedom, and how likely as large a one is through errors alone."""

    chi_square: float
    freedom: float
    p: float

    @property
    def inflation(self) -> float:
        """The factor by which errors are enlarged, so that chi-square is its degrees of freedom (Birge, Phys. Rev. 40, 1932).

        It is 1 where chance alone explains the misfit.

        >>> Misfit(4.0, 4.0, 0.41).inflation, Misfit(36.0, 4.0, 3e-7).inflation
        (1.0, 3.0)
        """
        return math.sqrt(self.chi_square / self.freedom) if self.p < DOUBT else 1.0


def misfit(found: Emulator, observed: Observed, draws: Array) -> Misfit:
    """Return the misfit of the best of the draws; a bound counts where it is broken, by itself as in the likelihood."""
    from scipy.special import chdtrc

    expected, variance = found.expected(draws)
    scaled = (observed.values - expected) / np.sqrt(observed.errors**2 + variance)
    exact = observed.sides == 0
    broken = np.maximum(scaled[:, ~exact] * observed.sides[~exact], 0.0)
    chi_squares = squares(scaled[:, exact], observed.together(found.luck)[np.ix_(exact, exact)]) + (broken**2).sum(axis=1)
    best = int(chi_squares.argmin())
    freedom = max(exact.sum() + (broken[best] > 0.0).sum() - taken(draws, found.high - found.low), 1.0)
    return Misfit(float(chi_squares[best]), freedom, float(chdtrc(freedom, chi_squares[best])))


def taken(draws: Array, widths: Array) -> float:
    """Return how many figures the parameters take up for themselves: by how much draws are narrower than a box, in variance.

    >>> round(taken(np.array([[0.0, 0.5], [1.0, 0.5]]), np.ones(2)), 3)
    1.0
    """
    return float((1.0 - np.minimum(draws.var(axis=0) * 12.0 / widths**2, 1.0)).sum())
