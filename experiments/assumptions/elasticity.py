"""Elasticities, from the walks of a screening."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.indices import Index, morris_indices
from experiments.interval import CONFIDENCE, quantile


class Elasticity(NamedTuple):
    """By how many percent a result changes for each percent of a setting; for its whole range, where a percent means nothing.

    ``mean`` has a 95 % interval over walks. ``size`` is the mean size of the effects without their signs, and ``luck`` what
    that would be by luck alone. An effect is ``sure`` where its interval excludes zero for all settings at once (Bonferroni).
    """

    mean: float
    low: float | None
    high: float | None
    size: float
    luck: float | None
    sure: bool


def elasticities(levers: Sequence[str], places: NDArray[np.float64], responses: NDArray[np.float64],
                 units: Sequence[float]) -> Iterator[Elasticity]:
    """Yield the elasticity of each lever, an effect over its whole range times its unit; ``places`` and ``responses`` are of walks.

    Several levers at once would seem to have effects by luck; t-intervals for all of them tell which surely do (Bonferroni).
    """
    walks, found = len(places) // (len(levers) + 1), {}
    for each in morris_indices(levers, places, responses):
        found[each.name, each.lever] = each
    wider = quantile(walks - 1, 1.0 - (1.0 - CONFIDENCE) / len(levers)) / quantile(walks - 1)
    for lever, unit in zip(levers, units, strict=True):
        mean, luck = found["mu", lever], found.get(("mu_star_of_luck", lever))
        low, high = (None if end is None else end * unit for end in (mean.low, mean.high))
        yield Elasticity(mean.value * unit, low, high, found["mu_star", lever].value * unit,
                         None if luck is None else luck.value * unit, beyond(mean, wider))


def beyond(mean: Index, wider: float) -> bool:
    """Tell whether an interval that many times as wide excludes zero."""
    return mean.low is not None and abs(mean.value) > wider * (mean.value - mean.low)
