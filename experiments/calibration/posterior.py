"""Which parameters the observed figures leave possible, from simulations at places of the unit cube of the priors.

A Gaussian synthetic likelihood (Wood, Nature 466, 2010) whose means an emulator gives. What is compared with the observed figures
is what the model comes to on average over luck, so that luck counts once, as part of the errors of what was observed. Rounds of
simulations are spread over where the posterior can be, as in history matching (Craig et al. 1997; Vernon, Goldstein & Bower,
Bayesian Analysis 5, 2010).

Every simulation must have a seed of its own: luck that all share would pass for an effect of the parameters.
A figure that is not defined in a simulation is not a number. ``places`` are n by parameter, ``figures`` n by figure; the
simulations of all rounds are given together.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from threadpoolctl import threadpool_limits

from experiments.calibration.emulator import Emulator, emulator
from experiments.calibration.misfit import Misfit, misfit
from experiments.calibration.observed import Array, Observed, likelihood
from experiments.calibration.sampling import sampled

DRAWS, FEWER = 2_000, 500
"""How many draws there are of the posterior, and of where it can be."""
WARM = 4.0
"""How many times as wide in variance as the posterior the region is over which the next simulations are spread."""
MARGIN = 0.1
"""How much of the width of the region is added at each side."""
LEAST = 10
"""Least number of simulations for each term of a straight line that a narrower box must have."""
WORTH = 0.7
"""A narrower box must not be larger than this part of the one before."""


class Posterior(NamedTuple):
    """Draws of the parameters in the unit cube, by draw and parameter, all of equal weight; and what they rest on.

    ``expected`` are the figures that the draws come to on average over luck, by draw and figure, as the emulator has it;
    ``misfit`` is what the best draw leaves unexplained, and ``simulations`` how many of them the last emulator rests on.
    """

    draws: Array
    expected: Array
    misfit: Misfit
    simulations: int

    @property
    def inflation(self) -> float:
        """The factor by which errors were enlarged because the model cannot meet all figures at once (1: none)."""
        return self.misfit.inflation


def first(parameters: int, many: int, seed: int) -> Array:
    """Return the places of the first round: spread evenly over the priors (Sobol points, scrambled)."""
    from scipy.stats.qmc import Sobol

    return np.asarray(Sobol(parameters, rng=np.random.default_rng(seed)).random_base2(math.ceil(math.log2(many)))[:many])


def narrowed(places: Array, figures: Array, observed: Observed, many: int, seed: int) -> Array:
    """Return the places of the next round: spread over where the posterior can be, with a margin."""
    with threadpool_limits(limits=1):
        return zoomed(places, figures, observed, max(many, FEWER), seed)[1][:many]


def posterior(places: Array, figures: Array, observed: Observed, seed: int) -> Posterior:
    """Return the posterior of the parameters."""
    with threadpool_limits(limits=1):
        found, _ = zoomed(places, figures, observed, FEWER, seed)
        draws, left = believed(found, observed, DRAWS, seed)
        return Posterior(draws, found.expected(draws)[0], left, found.simulations)


def zoomed(places: Array, figures: Array, observed: Observed, draws: int, seed: int) -> tuple[Emulator, Array]:
    """Return the emulator in the smallest box that holds all places where the posterior can be, and draws of these places.

    A box is made smaller as long as there are simulations enough in it.
    """
    low, high = np.zeros(places.shape[1]), np.ones(places.shape[1])
    while True:
        found = emulator(places, figures, low, high)
        able = possible(found, observed, draws, seed)
        closer = bounds(able, low, high)
        inside = ((places >= closer[0]) & (places <= closer[1])).all(axis=1)
        known = int(np.isfinite(figures[inside]).sum(axis=0).min())
        if known < LEAST * (len(low) + 1) or np.prod((closer[1] - closer[0]) / (high - low)) > WORTH:
            return found, able
        low, high = closer


def bounds(able: Array, low: Array, high: Array) -> tuple[Array, Array]:
    """Return the sides of the box around places, with a margin, within the one before."""
    least, most = able.min(axis=0), able.max(axis=0)
    margin = MARGIN * (most - least)
    return np.maximum(least - margin, low), np.minimum(most + margin, high)


def possible(found: Emulator, observed: Observed, draws: int, seed: int) -> Array:
    """Return draws of where the posterior can be: what the emulator explains no better than luck counts as error."""
    doubtful = observed._replace(errors=np.sqrt(WARM * (observed.errors**2 + np.diag(found.luck))))
    return believed(found, doubtful, draws, seed)[0]


def believed(found: Emulator, observed: Observed, draws: int, seed: int) -> tuple[Array, Misfit]:
    """Return draws of the posterior, with errors enlarged where the model cannot meet the figures, and its misfit."""
    made = drawn(found, observed, draws, seed)
    left = misfit(found, observed, made)
    return (made if left.inflation == 1.0 else drawn(found, observed.enlarged(left.inflation), draws, seed)), left


def drawn(found: Emulator, observed: Observed, draws: int, seed: int) -> Array:
    """Return draws of the posterior in the emulator's box."""
    together = observed.together(found.luck)
    return sampled(lambda places: likelihood(observed, *found.expected(places), together), found.low, found.high, draws, seed)
