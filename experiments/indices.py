"""Indices of sensitivity, from responses at the points of a design of the unit cube. SALib computes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.interval import CONFIDENCE

Array = NDArray[np.float64]
GRID = 4
"""Levels of a Morris design; two thirds of the range are stepped over at a time."""

STRIDE = GRID / (2.0 * (GRID - 1.0))
RESAMPLES = 1_000


class Index(NamedTuple):
    """An index of a lever, or of two, with its bootstrap interval where it has one."""

    name: str
    lever: str
    value: float
    low: float | None
    high: float | None
    other: str = ""


class Luck(NamedTuple):
    """How much of the variance is luck: ``of_runs`` among single runs, ``of_means`` among the means that indices are taken of."""

    of_runs: float
    of_means: float


def problem(levers: Sequence[str]) -> dict[str, Any]:
    """Return the levers as SALib wants them, each from 0 to 1."""
    return {"num_vars": len(levers), "names": list(levers), "bounds": [[0.0, 1.0]] * len(levers)}


def morris_points(levers: Sequence[str], trajectories: int, seed: int) -> Array:
    """Return walks through the cube that move one lever at a time (Morris, Technometrics 33, 1991)."""
    from SALib.sample import morris

    found: Array = morris.sample(problem(levers), trajectories, num_levels=GRID, seed=seed)
    return found


def sobol_points(levers: Sequence[str], points: int, second_order: bool, seed: int) -> Array:
    """Return the points of Saltelli's design (Computer Physics Communications 145, 2002; 181, 2010)."""
    from SALib.sample import sobol

    found: Array = sobol.sample(problem(levers), points, calc_second_order=second_order, seed=np.random.default_rng(seed))
    return found


def morris_indices(levers: Mapping[str, bool], points: Array, responses: Array, seed: int) -> Iterator[Index]:
    """Yield of each lever what moving it through its whole range does: the mean of its effects, of their sizes, their spread.

    ``levers`` tells of each whether it is a choice of two, which is moved through its whole range by a single step.
    """
    from SALib.analyze import morris

    found = morris.analyze(problem(list(levers)), points, responses, num_levels=GRID, num_resamples=RESAMPLES,
                           conf_level=CONFIDENCE, seed=seed)
    for number, (lever, choice) in enumerate(levers.items()):
        mu, mu_star, sigma, half = (float(found[name][number]) * (STRIDE if choice else 1.0)
                                    for name in ("mu", "mu_star", "sigma", "mu_star_conf"))
        yield Index("mu_star", lever, mu_star, max(mu_star - half, 0.0), mu_star + half)
        yield Index("mu", lever, mu, None, None)
        yield Index("sigma", lever, sigma, None, None)


def sobol_indices(levers: Sequence[str], responses: Array, second_order: bool, seed: int) -> Iterator[Index]:
    """Yield of each lever its share of the variance: alone (S1), with all it does together with others (ST), by twos (S2).

    None where nothing varies.
    """
    if not responses.std() > 0.0:
        return
    from SALib.analyze import sobol

    found = sobol.analyze(problem(levers), responses, calc_second_order=second_order, num_resamples=RESAMPLES,
                          conf_level=CONFIDENCE, seed=seed)
    for name in ("S1", "ST"):
        for number, lever in enumerate(levers):
            yield around(name, lever, found[name][number], found[f"{name}_conf"][number])
    if second_order:
        for one, two in combinations(range(len(levers)), 2):
            yield around("S2", levers[one], found["S2"][one, two], found["S2_conf"][one, two])._replace(other=levers[two])


def around(name: str, lever: str, value: float, half: float) -> Index:
    """Return an index whose interval is so much wide on each side."""
    return Index(name, lever, float(value), float(value - half), float(value + half))


def luck(responses: Array) -> Luck | None:
    """Return how much of the variance is luck, from responses by point and seed; None for a single seed.

    The seeds are the same at every point, so that a good seed lifts all points alike and moves no index; what is left of luck
    in the mean of a point is its interaction with the seeds (analysis of variance in two ways, without replication).
    It widens total indices by as much at most: a lever that does nothing has an ST of up to ``of_means``.
    """
    points, many = responses.shape
    if many < 2:
        return None
    means = responses.mean(axis=1)
    left = responses - means[:, None] - responses.mean(axis=0) + responses.mean()
    noise = float((left**2).sum()) / ((points - 1) * (many - 1)) / many
    spread, within = float(means.var(ddof=1)), float(responses.var(axis=1, ddof=1).mean())
    signal = max(spread - noise, 0.0)
    return Luck(within / (within + signal) if within + signal else 0.0, min(noise / spread, 1.0) if spread else 0.0)
