"""What has been observed: figures with their standard errors, and how likely the expected figures of a model make them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
TOGETHER = 0.9
"""How much of the correlations of luck is believed of errors of one source; less than all, as observed figures are rounded."""


class Observed(NamedTuple):
    """Observed figures, in the order of the columns of simulated ones.

    ``sides`` is 0 for an estimate, -1 where the figure is at most the value, 1 where it is at least. Figures of one source (any
    label) have errors that go together as the luck of a run makes them go together; those of different sources err independently.
    """

    names: tuple[str, ...]
    values: Array
    errors: Array
    sides: NDArray[np.int64]
    sources: tuple[str, ...]

    def enlarged(self, factor: float) -> Observed:
        """Return the same with errors so many times as large."""
        return self._replace(errors=self.errors * factor)

    def together(self, luck: Array) -> Array:
        """Return how the errors of the figures go together, from the covariance of their luck."""
        spread = np.sqrt(np.diag(luck))
        found = np.divide(luck, np.outer(spread, spread), out=np.zeros_like(luck), where=np.outer(spread, spread) > 0.0)
        same = np.equal.outer(np.array(self.sources), np.array(self.sources))
        return np.where(np.eye(len(spread), dtype=bool), 1.0, TOGETHER * found * same)


def beyond(observed: Observed, values: Array) -> Array:
    """Return by how much fitted figures, a row each, are above what was observed; 0 within a bound."""
    off = values - observed.values
    return np.where((observed.sides != 0) & (observed.sides * off >= 0.0), 0.0, off)


def likelihood(observed: Observed, expected: Array, variance: Array, together: Array) -> Array:
    """Return the logarithm of the likelihood of expected figures, a row each, which are known up to a variance.

    Estimates are normal, with errors that go together; bounds hold with the probability of a normal error.
    """
    from scipy.special import log_ndtr

    spread, off = np.sqrt(observed.errors**2 + variance), observed.values - expected
    exact = observed.sides == 0
    scaled = off / spread
    bounds = log_ndtr(-scaled[:, ~exact] * observed.sides[~exact]).sum(axis=1)
    misfit = squares(scaled[:, exact], together[np.ix_(exact, exact)])
    return np.asarray(bounds - np.log(spread[:, exact]).sum(axis=1) - 0.5 * misfit)


def squares(scaled: Array, together: Array) -> Array:
    """Return the squares of deviations, each in units of its error, summed up as the errors go together."""
    return np.asarray((np.linalg.solve(np.linalg.cholesky(together), scaled.T) ** 2).sum(axis=0))
