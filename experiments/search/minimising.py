"""Looking for the least of a noisy function over the unit cube, batch by batch, so that it can be played again."""

from __future__ import annotations

import warnings
from collections.abc import Callable

import numpy as np
import optuna
from numpy.typing import NDArray
from optuna.distributions import BaseDistribution, FloatDistribution
from optuna.exceptions import ExperimentalWarning

from experiments.search.sampling import sampler

Array = NDArray[np.float64]
Evaluate = Callable[[Array], Array]
"""Returns the value of the function at each place, a row each; not a number where it has none."""


def minimise(evaluate: Evaluate, first: Array, trials: int, batch: int, seed: int) -> tuple[Array, Array]:
    """Return the places that were tried, a row each, and the value at each; the ``first`` is tried before all others.

    What has no value is told to the sampler as the worst seen so far.
    """
    space: dict[str, BaseDistribution] = {str(number): FloatDistribution(0.0, 1.0) for number in range(len(first))}
    places, values = np.empty((0, len(first))), np.empty(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ExperimentalWarning)
        study = optuna.create_study(direction="minimize")
        study.enqueue_trial(dict(zip(space, map(float, first), strict=True)))
        for number, begun in enumerate(range(0, trials, batch)):
            study.sampler = sampler("tpe", seed, number)
            asked = [study.ask(space) for _ in range(min(batch, trials - begun))]
            tried = np.array([[one.params[name] for name in space] for one in asked])
            found = evaluate(tried)
            places, values = np.concatenate([places, tried]), np.concatenate([values, found])
            worst = np.nanmax(values, initial=0.0)
            for one, value in zip(asked, found, strict=True):
                study.tell(one, float(value) if np.isfinite(value) else float(worst))
    return places, values
