"""Who proposes trials: Optuna's samplers, each batch with one of its own, so that a search can be played again.

A sampler that lives through the whole search cannot be brought back to where it was; one that is seeded by study and batch and
is told the trials so far proposes the same again, whoever ran them.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping

import numpy as np
import optuna
from optuna.samplers import BaseSampler, GPSampler, NSGAIISampler, RandomSampler, TPESampler

optuna.logging.set_verbosity(optuna.logging.WARNING)

POPULATION = 20
SAMPLERS: Mapping[str, Callable[[int], BaseSampler]] = {
    "tpe": lambda seed: TPESampler(seed=seed),
    "nsga2": lambda seed: NSGAIISampler(seed=seed, population_size=POPULATION),
    "random": lambda seed: RandomSampler(seed=seed),
    "gp": lambda seed: GPSampler(seed=seed),
}


class NoSampler(ValueError):
    """A sampler that is not installed."""


def sampler(name: str, seed: int, batch: int) -> BaseSampler:
    """Return the sampler of a batch."""
    return SAMPLERS[name](int(np.random.SeedSequence([seed, batch]).generate_state(1)[0]))


def check_sampler(name: str) -> None:
    """Raise NoSampler where a sampler needs a package that is not there."""
    if name == "gp" and importlib.util.find_spec("torch") is None:
        raise NoSampler("the sampler gp needs torch, which is not installed: pip install 'fission-lab[gp]', or take tpe")
