"""Elasticities, from the walks of a screening."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.indices import Index, morris_indices
from experiments.interval import CONFIDENCE, quantile


class Elasticity(NamedTuple):
    """By how many percent a result changes for each percent of a setting; for its whole range, where a percent means nothing.

    ``mean`` has a 95 % interval over walks. ``size`` is the mean size of the effects without their signs, and ``luck`` what
    that would be by luck alone. Of the effects that are ``sure``, on all results together, about one in twenty is luck.
    """

    mean: float
    low: float | None
    high: float | None
    size: float
    luck: float | None
    sure: bool


def elasticities(levers: Sequence[str], places: NDArray[np.float64], responses: Mapping[str, NDArray[np.float64]],
                 units: Mapping[str, Sequence[float]]) -> dict[str, dict[str, Elasticity]]:
    """Return the elasticity of each result to each lever: its effect over its whole range, times its unit."""
    found = {result: {(each.name, each.lever): each for each in morris_indices(levers, places, values)}
             for result, values in responses.items()}
    pairs = [(lever, result, unit) for result in found for lever, unit in zip(levers, units[result], strict=True)]
    freedom = len(places) // (len(levers) + 1) - 1
    sure = discoveries([chance(found[result]["mu", lever], freedom) for lever, result, _ in pairs])
    each: dict[str, dict[str, Elasticity]] = {lever: {} for lever in levers}
    for (lever, result, unit), is_sure in zip(pairs, sure, strict=True):
        each[lever][result] = elasticity(lever, found[result], unit, is_sure)
    return each


def elasticity(lever: str, found: Mapping[tuple[str, str], Index], unit: float, is_sure: bool) -> Elasticity:
    """Return the elasticity of one result to one lever."""
    mean, luck = found["mu", lever], found.get(("mu_star_of_luck", lever))
    low, high = (None if end is None else end * unit for end in (mean.low, mean.high))
    size, by_luck = found["mu_star", lever].value * unit, None if luck is None else luck.value * unit
    return Elasticity(mean.value * unit, low, high, size, by_luck, is_sure)


def chance(mean: Index, freedom: int) -> float:
    """Return how likely luck alone would move a mean so far from zero, by Student's t."""
    from scipy.special import stdtr

    if mean.low is None or mean.value == 0.0:
        return 1.0
    half = mean.value - mean.low
    return 2.0 * float(stdtr(freedom, -quantile(freedom) * abs(mean.value) / half)) if half else 0.0


def discoveries(chances: Sequence[float]) -> list[bool]:
    """Return which of many effects are sure, such that of those at most one in twenty is none (Benjamini & Hochberg 1995).

    >>> discoveries([0.03, 0.001, 0.6, 0.03]), discoveries([0.03, 0.6, 0.7, 0.8])
    ([True, True, False, True], [False, False, False, False])
    """
    in_order = sorted(chances)
    limits = (number * (1.0 - CONFIDENCE) / len(chances) for number in range(1, len(chances) + 1))
    most = max((each for each, limit in zip(in_order, limits, strict=True) if each <= limit), default=-1.0)
    return [each <= most for each in chances]
