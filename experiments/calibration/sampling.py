"""Draws from a density on a box, by sequential Monte Carlo."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from experiments.calibration.observed import Array

MOVES = 6
"""How often each draw is moved at each temperature."""


def sampled(density: Callable[[Array], Array], low: Array, high: Array, draws: int, seed: int) -> Array:
    """Return draws of a density in a box, of equal weight; ``density`` gives its logarithm at places, a row each.

    The uniform draws of the beginning are brought there by temperatures, each so much lower that half of the draws still count
    (Del Moral, Doucet & Jasra, J. R. Stat. Soc. B 68, 2006), and moved by random walks that are reflected at the sides.
    """
    luck = np.random.default_rng(seed)
    places = low + (high - low) * luck.random((draws, len(low)))
    heights, warmth = density(places), 0.0
    while warmth < 1.0:
        step = cooled(heights, 1.0 - warmth)
        kept = resampled(np.exp(step * (heights - heights.max())), luck)
        places, heights, warmth = places[kept], heights[kept], warmth + step
        for _ in range(MOVES):
            places, heights = moved(density, places, heights, warmth, (low, high), luck)
    return places


def cooled(heights: Array, most: float) -> float:
    """Return how much warmth may be added so that at least half of the draws still count."""
    def counting(step: float) -> float:
        weights = np.exp(step * (heights - heights.max()))
        return float(weights.sum() ** 2 / (weights**2).sum())

    if counting(most) >= len(heights) / 2:
        return most
    under, over = 0.0, most
    while over - under > 1e-3 * over:
        middle = (under + over) / 2
        under, over = (middle, over) if counting(middle) >= len(heights) / 2 else (under, middle)
    return over


def resampled(weights: Array, luck: np.random.Generator) -> np.ndarray:
    """Return numbers of draws, each as often as its weight says, as evenly as can be."""
    shares = np.cumsum(weights) / weights.sum()
    return np.searchsorted(shares, (np.arange(len(weights)) + luck.random()) / len(weights)).clip(max=len(weights) - 1)


def moved(density: Callable[[Array], Array], places: Array, heights: Array, warmth: float, box: tuple[Array, Array],
          luck: np.random.Generator) -> tuple[Array, Array]:
    """Return draws after a step of Metropolis, along differences of other draws (ter Braak, Statistics and Computing 16, 2006)."""
    many, (low, high) = len(places), box
    others = places[luck.permutation(many)] - places[luck.permutation(many)]
    scale = 2.38 / np.sqrt(2 * places.shape[1]) * luck.choice([1.0, 0.3], (many, 1))
    steps = scale * others + 1e-4 * (high - low) * luck.standard_normal(places.shape)
    tried = reflected(places + steps, low, high)
    found = density(tried)
    taken = np.log(luck.random(many)) < warmth * (found - heights)
    return np.where(taken[:, None], tried, places), np.where(taken, found, heights)


def reflected(places: Array, low: Array, high: Array) -> Array:
    """Return places brought back into a box from beyond its sides.

    >>> reflected(np.array([[-0.2, 1.3, 2.1]]), np.zeros(3), np.ones(3)).round(1).tolist()
    [[0.2, 0.7, 0.1]]
    """
    share = np.abs((places - low) / (high - low)) % 2.0
    return np.asarray(low + (high - low) * np.where(share > 1.0, 2.0 - share, share))
