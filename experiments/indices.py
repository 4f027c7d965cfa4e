"""Indices of sensitivity, from responses at the points of a design of the unit cube that SALib draws."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.interval import CONFIDENCE, interval

Array = NDArray[np.float64]
GRID = 4
"""Levels of a Morris design."""

STRIDE = GRID / (2.0 * (GRID - 1.0))
"""How much of the cube is stepped over at a time."""

RESAMPLES = 1_000
BEYOND = 0.05
"""How far beyond 0 and 1 the interval of a share may reach: as wide as that of one that has converged (Sarrazin et al. 2016)."""


class Index(NamedTuple):
    """An index of a lever, or of two, with its interval where it has one."""

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


def morris_indices(levers: Sequence[str], places: Array, responses: Array) -> Iterator[Index]:
    """Yield of each lever what moving it through its whole range does: the mean of its effects, of their sizes, their spread.

    ``responses`` are by point and seed. Besides, how large the effects would seem by luck alone if the lever did nothing, from how
    they differ from seed to seed: the mean size of a normal variable is sqrt(2 / pi) deviations. Walks are independent, so that
    means over them have t-intervals.
    """
    by_seed = np.array([effects(places, column) for column in responses.T])
    found, seeds = by_seed.mean(axis=0), len(by_seed)
    for number, lever in enumerate(levers):
        size, mean = interval(np.abs(found[:, number])), interval(found[:, number])
        yield Index("mu_star", lever, size.mean, None if size.low is None else max(size.low, 0.0), size.high)
        if seeds > 1:
            noise = float(by_seed[:, :, number].var(axis=0, ddof=1).mean()) / seeds
            yield Index("mu_star_of_luck", lever, math.sqrt(2.0 * noise / math.pi), None, None)
        yield Index("mu", lever, *mean[:3])
        yield Index("sigma", lever, float(found[:, number].std(ddof=1)), None, None)


def effects(places: Array, responses: Array) -> Array:
    """Return the effect of each lever (columns) in each walk (rows), scaled to its whole range by how far it really moved.

    A step of the cube is none of the range where a lever moves by steps of its own, or by a choice.
    """
    walks = places.reshape(-1, places.shape[1] + 1, places.shape[1])
    moves, rises = np.diff(walks, axis=1), np.diff(responses.reshape(walks.shape[:2]), axis=1)
    return np.asarray((rises[..., None] * (moves != 0.0)).sum(axis=1) / moves.sum(axis=1))


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


def impossible(found: Sequence[Index]) -> list[str]:
    """Return the levers whose Sobol indices are none that can be, a sign of too few points.

    A share lies between 0 and 1, and S1 is part of ST; their intervals tell how far they may miss that.

    >>> impossible([Index("S1", "pay", 0.9, 0.8, 1.0), Index("ST", "pay", 0.5, 0.4, 0.6)])
    ['pay']
    >>> impossible([Index("S1", "pay", -0.01, -0.04, 0.02), Index("ST", "pay", 1.0, 0.7, 1.3)])
    ['pay']
    >>> impossible([Index("S1", "pay", -0.01, -0.04, 0.02), Index("ST", "pay", 0.02, 0.0, 0.04)])
    []
    """
    single = {(each.name, each.lever): (each.low or 0.0, each.high or 0.0) for each in found if each.name in ("S1", "ST")}
    return [lever for name, lever in single if name == "S1" and (
        single["S1", lever][0] > single["ST", lever][1]
        or any(low < -BEYOND or high > 1.0 + BEYOND for low, high in (single["S1", lever], single["ST", lever])))]


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
