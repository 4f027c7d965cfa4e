"""An emulator: what simulated figures come to on average over luck, anywhere in a box of the unit cube of the parameters.

Each figure is a polynomial chaos expansion: Legendre polynomials, whose coefficients have a normal prior that shrinks with the
degree, at a rate of its own for each parameter (a Gaussian process with a polynomial kernel: Rasmussen & Williams 2006, 2.1, 5.4.1;
expansions: Xiu & Karniadakis, SIAM J. Sci. Comput. 24, 2002). The rates and the size of luck are those that make the simulations
most likely, so that a parameter which does nothing costs nothing.
"""

from __future__ import annotations

from itertools import combinations_with_replacement
from math import comb
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.calibration.observed import Array

TERMS, DEGREE = 150, 6
"""Most terms of an expansion, and its highest degree."""
PER_TERM = 3
"""Least number of simulations for each term."""
FLAT = 1e6
"""Variance of the prior of a mean, in units of luck."""


class Expansion(NamedTuple):
    """The expansion of one figure; a root of the covariance of its coefficients, and variances as in ``Emulator``."""

    coefficients: Array
    root: Array
    luck: float
    omitted: float


class Emulator(NamedTuple):
    """Expansions of figures in a box: ``coefficients`` by term and figure, and roots of their covariances by figure.

    ``omitted`` is the variance of the terms that were left out, by figure, as far as those that were not tell; ``luck`` is the
    covariance of simulations around the expansions, what was left out included.
    """

    low: Array
    high: Array
    degrees: NDArray[np.int64]
    coefficients: Array
    roots: Array
    omitted: Array
    luck: Array
    simulations: int

    def expected(self, places: Array) -> tuple[Array, Array]:
        """Return the figures at places on average over luck, by place and figure, and the variance of what is not known of them."""
        terms = expanded(places, self.low, self.high, self.degrees)
        variance = np.stack([((terms @ root) ** 2).sum(axis=1) for root in self.roots], axis=1)
        return terms @ self.coefficients, variance + self.omitted


def emulator(places: Array, figures: Array, low: Array, high: Array) -> Emulator:
    """Return the emulator of figures from their simulations in a box; a figure that is not a number counts as not simulated."""
    inside = ((places >= low) & (places <= high)).all(axis=1)
    degrees = exponents(places.shape[1], int(inside.sum()) // PER_TERM)
    terms, seen = expanded(places[inside], low, high, degrees), figures[inside]
    fits = [expansion(terms[known], column[known], degrees) for column in seen.T for known in [np.isfinite(column)]]
    coefficients, roots = np.stack([each.coefficients for each in fits], axis=1), np.stack([each.root for each in fits])
    luck, omitted = np.array([each.luck for each in fits]), np.array([each.omitted for each in fits])
    together = correlations(seen - terms @ coefficients) * np.sqrt(np.outer(luck, luck))
    return Emulator(low, high, degrees, coefficients, roots, omitted, together, int(inside.sum()))


def exponents(parameters: int, most: int) -> NDArray[np.int64]:
    """Return the degrees of each term in each parameter: all of a total degree as high as so many terms allow, at least 1.

    >>> exponents(2, 9).tolist()
    [[0, 0], [1, 0], [0, 1], [2, 0], [1, 1], [0, 2]]
    """
    total = max((each for each in range(1, DEGREE + 1) if comb(parameters + each, each) <= min(most, TERMS)), default=1)
    factors = (each for degree in range(total + 1) for each in combinations_with_replacement(range(parameters), degree))
    return np.array([np.bincount(np.array(each, dtype=np.int64), minlength=parameters) for each in factors])


def expanded(places: Array, low: Array, high: Array, degrees: NDArray[np.int64]) -> Array:
    """Return the terms of the expansion at places: products of Legendre polynomials of mean square 1 over the box."""
    from numpy.polynomial.legendre import legvander

    top = int(degrees.max())
    alone = legvander(2.0 * (places - low) / (high - low) - 1.0, top) * np.sqrt(2.0 * np.arange(top + 1) + 1.0)
    terms = alone[:, 0, degrees[:, 0]]
    for column in range(1, degrees.shape[1]):
        terms = terms * alone[:, column, degrees[:, column]]
    return np.asarray(terms)


def expansion(terms: Array, values: Array, degrees: NDArray[np.int64]) -> Expansion:
    """Return the expansion of a figure; one that never varies has no luck.

    The terms of the next degree have the variance that their prior gives them, and are part of what looks like luck.
    """
    mean, spread = float(values.mean()), float(values.std())
    if spread <= 1e-12 * abs(mean):
        return Expansion(mean * (degrees.sum(axis=1) == 0), np.zeros((len(degrees), len(degrees))), 0.0, 0.0)
    gram, pull, squares = terms.T @ terms, terms.T @ values / spread, float(values @ values) / spread**2
    logs = likeliest(gram, pull, squares, len(values), degrees)
    covariance, coefficients, misfit = updated(gram, pull, squares, variances(logs, degrees))
    luck, more = misfit / (len(values) - 1.0) * spread**2, following(logs, int(degrees.sum(axis=1).max()))
    root = np.asarray(np.linalg.cholesky(covariance) * np.sqrt(luck))
    return Expansion(coefficients * spread, root, luck, luck * more / (1.0 + more))


def variances(logs: Array, degrees: NDArray[np.int64]) -> Array:
    """Return the prior variances of coefficients, in units of luck, from the logarithms of their scale and rates."""
    return np.where(degrees.sum(axis=1) > 0, np.exp(logs[0] + degrees @ logs[1:]), FLAT)


def following(logs: Array, degree: int) -> float:
    """Return the prior variances of all terms of the degree that follows, summed up, in units of luck.

    >>> following(np.log([2.0, 0.5, 0.1]), 1)  # 2 (0.5^2 + 0.5 x 0.1 + 0.1^2)
    0.62
    """
    sums = np.eye(1, degree + 2)[0]
    for rate in np.exp(logs[1:]):
        for each in range(1, degree + 2):
            sums[each] += rate * sums[each - 1]
    return float(np.exp(logs[0]) * sums[-1])


def updated(gram: Array, pull: Array, squares: float, prior: Array) -> tuple[Array, Array, float]:
    """Return covariance and mean of coefficients with these prior variances, in units of luck, and the squares not explained."""
    covariance = np.asarray(np.linalg.inv(gram + np.diag(1.0 / prior)))
    coefficients = covariance @ pull
    return covariance, coefficients, max(squares - float(pull @ coefficients), 1e-12 * squares)


def likeliest(gram: Array, pull: Array, squares: float, many: int, degrees: NDArray[np.int64]) -> Array:
    """Return the logarithms of the scale and the rates that make the simulations most likely."""
    from scipy.optimize import minimize

    design = np.column_stack([np.ones(len(degrees)), degrees]) * (degrees.sum(axis=1) > 0)[:, None]

    def unlikely(logs: Array) -> tuple[float, Array]:
        prior = variances(logs, degrees)
        covariance, coefficients, misfit = updated(gram, pull, squares, prior)
        volume = np.log(prior).sum() - np.linalg.slogdet(covariance)[1]
        slope = many * coefficients**2 / (prior * misfit) - 1.0 + np.diag(covariance) / prior
        return 0.5 * (many * np.log(misfit) + volume), -0.5 * slope @ design

    start = np.array([2.0] + [-1.0] * degrees.shape[1])
    bounds = [(-12.0, 16.0)] + [(-12.0, 0.0)] * degrees.shape[1]
    return np.asarray(minimize(unlikely, start, jac=True, method="L-BFGS-B", bounds=bounds).x)


def correlations(residuals: Array) -> Array:
    """Return how the luck of figures goes together, from the simulations in which all are numbers; none with itself alone."""
    whole = residuals[np.isfinite(residuals).all(axis=1)]
    spread = whole.std(axis=0)
    scaled = np.divide(whole - whole.mean(axis=0), spread, out=np.zeros_like(whole), where=spread > 0.0)
    found = scaled.T @ scaled / max(len(whole), 1)
    np.fill_diagonal(found, 1.0)
    return np.asarray(found)
