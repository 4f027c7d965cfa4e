"""Which parameters the observed figures leave possible, from simulations at places of the unit cube of the priors.

Every simulation must have a seed of its own: luck that all share would pass for an effect of the parameters.
A figure that is not defined in a simulation is not a number. ``places`` are n by parameter, ``figures`` n by figure; the
simulations of all rounds are given together.
"""

from __future__ import annotations

from typing import NamedTuple

from experiments.calibration.observed import Array, Observed

DRAWS = 2_000


class Posterior(NamedTuple):
    """Draws of the parameters in the unit cube, by draw and parameter, all of equal weight; and what they rest on.

    ``expected`` are the figures that the draws come to on average over luck, by draw and figure, as the emulator has it;
    ``inflation`` is the factor by which errors were enlarged because the model cannot meet all figures at once (1: none);
    ``simulations`` is how many simulations the last emulator rests on.
    """

    draws: Array
    expected: Array
    inflation: float
    simulations: int


def first(parameters: int, many: int, seed: int) -> Array:
    """Return the places of the first round: spread evenly over the priors."""
    raise NotImplementedError


def narrowed(places: Array, figures: Array, observed: Observed, many: int, seed: int) -> Array:
    """Return the places of the next round: spread over where the posterior can be, with a margin."""
    raise NotImplementedError


def posterior(places: Array, figures: Array, observed: Observed, seed: int) -> Posterior:
    """Return the posterior of the parameters."""
    raise NotImplementedError
