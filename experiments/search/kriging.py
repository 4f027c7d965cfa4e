"""What neighbours say of a design: true utilities as a Gaussian process over the levers, seen through what luck leaves open.

Designs that lie close together come to much the same. So each is known by its neighbours' runs, too, and one that merely looks
best of many is drawn back to them (stochastic kriging: Ankenman, Nelson & Staum, Operations Research 58, 2010; as beliefs from
which the best is chosen: Frazier, Powell & Dayanik, INFORMS Journal on Computing 21, 2009). How far utilities differ, and how
far along each lever they are alike, is not known either: it is drawn from a prior and weighed by its likelihood.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from experiments.search.space import unit
from experiments.study.levers import Lever
from scenarios.merging import is_number

KERNELS, FEWER = 1_000, 100
"""How many kernels are drawn from the prior; fewer where designs are many, and tell more of the kernel.

It says, each within a factor of e: utilities differ as much as the estimates do, and are alike as far as a lever's whole range.
"""
NUGGET = 1e-8
"""Part of the variance that is added so that designs at the same place can be told from each other by a computer."""
Values = NDArray[np.float64]


class Kernels(NamedTuple):
    """Covariances of the true values of designs, and of estimates of them: its inverse, and the logarithm of its determinant."""

    covariance: Values
    precision: Values
    volume: Values


class Beliefs(NamedTuple):
    """What is believed under each of some kernels: its weight, the mean of all designs, and what moves their true utilities."""

    weights: Values
    level: Values
    covariance: Values
    precision: Values


def distances(levers: Sequence[Lever], designs: Sequence[Sequence[str]]) -> Values:
    """Return how far designs are apart, by lever, design and design: in parts of a range; 1 between different words.

    ``designs`` are the values of the levers as they are written.
    """
    return np.stack([apart(lever, [design[column] for design in designs]) for column, lever in enumerate(levers)])


def apart(lever: Lever, values: Sequence[str]) -> Values:
    """Return how far values of one lever are apart."""
    texts, places = np.array(values), np.array([place(lever, value) for value in values])
    return np.where(texts[:, None] == texts, 0.0, np.nan_to_num(np.abs(places[:, None] - places), nan=1.0))


def place(lever: Lever, value: str) -> float:
    """Return where in its range a value lies, from 0 to 1; not a number where it has no place in one."""
    if lever.levels or not is_number(value):
        return math.nan
    number = float(value) * unit(lever)
    if not lever.log:
        return (number - lever.low) / (lever.high - lever.low)
    return math.log(number / lever.low) / math.log(lever.high / lever.low) if number > 0.0 else math.nan


def believed(apart: Values, means: Values, errors: Values, seed: int, draws: int) -> Values:
    """Return draws of the true utilities, by draw and design; ``means`` are the estimates, and ``errors`` their standard errors.

    ``apart`` are the distances. Where all estimates are the same, so are all draws.
    """
    spread = float(means.std())
    if spread == 0.0:
        return np.broadcast_to(means, (draws, len(means)))
    luck = np.random.default_rng(seed)
    with threadpool_limits(limits=1):
        beliefs = weighed(seen(prior(apart, KERNELS, luck), np.diag((errors / spread) ** 2)), means / spread)
        found = [drawn(beliefs, which, means / spread, many, luck)
                 for which, many in enumerate(luck.multinomial(draws, beliefs.weights)) if many]
    return np.asarray(luck.permutation(np.concatenate(found)) * spread)


def expected(apart: Values, runs: Values, seed: int) -> Values:
    """Return what is expected of the true values of designs, a row each, of which single ``runs`` are known.

    How large the luck of a run is isn't known either: its prior is that of how far true values differ.
    """
    luck = np.random.default_rng(seed)
    true, errors = prior(apart, FEWER, luck), np.exp(luck.standard_normal((FEWER, 1, 1)))
    with threadpool_limits(limits=1):
        kernels = seen(true, errors**2 * np.eye(len(runs)))
        return np.stack([foreseen(kernels, each) for each in runs.T], axis=1)


def foreseen(kernels: Kernels, values: Values) -> Values:
    """Return what is expected of true values, over all kernels; the values themselves where they are all the same."""
    spread = float(values.std())
    if spread == 0.0:
        return values
    scaled = values / spread
    beliefs = weighed(kernels, scaled)
    pulls = np.einsum("kij,kj->ki", beliefs.precision, scaled - beliefs.level[:, None])
    means = beliefs.level[:, None] + np.einsum("kij,kj->ki", beliefs.covariance, pulls)
    return np.asarray(spread * beliefs.weights @ means)


def prior(apart: Values, many: int, luck: np.random.Generator) -> Values:
    """Return covariances of true values drawn from the prior: Matérn 5/2, with a scale of its own along each lever."""
    amplitudes, scales = np.exp(luck.standard_normal((many, 1, 1))), np.exp(luck.standard_normal((many, len(apart))))
    squares = 5.0 * sum((each / scales[:, column, None, None]) ** 2 for column, each in enumerate(apart))
    roots = np.sqrt(squares)
    return np.asarray(amplitudes**2 * ((1.0 + roots + squares / 3.0) * np.exp(-roots) + NUGGET * np.eye(apart.shape[1])))


def seen(true: Values, luck: Values) -> Kernels:
    """Return kernels of true values as they are seen through luck, of this covariance."""
    of_estimates = true + luck
    return Kernels(true, np.asarray(np.linalg.inv(of_estimates)), np.asarray(np.linalg.slogdet(of_estimates)[1]))


def weighed(kernels: Kernels, means: Values) -> Beliefs:
    """Return kernels weighed by how likely they make the estimates; the level of all has a flat prior, and is integrated out."""
    covariance, precision, volume = kernels
    known = precision.sum(axis=(1, 2))
    level = (precision @ means).sum(axis=1) / known
    off = means - level[:, None]
    misfit = np.einsum("ki,kij,kj->k", off, precision, off)
    likely = -0.5 * (misfit + volume + np.log(known))
    weights = np.exp(likely - likely.max())
    return Beliefs(weights / weights.sum(), level, covariance, precision)


def drawn(beliefs: Beliefs, which: int, means: Values, draws: int, luck: np.random.Generator) -> Values:
    """Return draws of the true utilities under one kernel."""
    level, true, precision = beliefs.level[which], beliefs.covariance[which], beliefs.precision[which]
    gain = true @ precision
    unsure = 1.0 - gain.sum(axis=1)
    covariance = true - gain @ true + np.outer(unsure, unsure) / precision.sum()
    sizes, ways = np.linalg.eigh((covariance + covariance.T) / 2.0)
    spread = ways * np.sqrt(np.maximum(sizes, 0.0))
    return np.asarray(level + gain @ (means - level) + luck.standard_normal((draws, len(means))) @ spread.T)
