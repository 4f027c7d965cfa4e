"""Which designs of the search are verified: frozen before any fresh seed is seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.guardrails import allowed
from experiments.lab import fingerprint
from experiments.search.exploring import Explored, Trial
from experiments.search.kriging import distances, expected
from experiments.search.plan import Plan
from experiments.search.space import nodes, written_today
from experiments.study.levers import label
from scenarios.resolved import Resolved
from scenarios.tree import Node

Values = NDArray[np.float64]
TODAY = "today"
NEAR = 0.1
"""How far beyond its limits one run may be, in parts of the limits, for a design that may hold them all the same."""
MOST = 400
"""The most trials that are looked at together."""
PREFERRED, DOUBTFUL = 6, 4
"""One in so many places is for what one run prefers, and for what is near the limits."""


class Candidate(NamedTuple):
    """A design to be verified: ``name`` is its trial's number, or today; the levers as they are written, and what it sets.

    Only the scheme in force may be one that is not ``allowed``: a guardrail blocks it.
    """

    name: str
    levers: tuple[str, ...]
    settings: tuple[tuple[str, Node], ...]
    what: Resolved
    allowed: bool = True


def frozen(plan: Plan, found: Explored) -> tuple[Candidate, ...]:
    """Return the designs to be verified: the scheme in force first, then the best of the search by layers of its front.

    What counts is not the one run of each, but what all runs together lead to expect of it.
    """
    today = Candidate(TODAY, written_today(plan), plan.settings_today, plan.today, allowed(plan.today))
    candidates = {fingerprint(plan.today.scenario): today}
    places = plan.study.says.candidates
    promising = {fingerprint(trial.what.scenario): trial for trial in ranked(plan, found.ran, places) if trial.what}
    for trial in ranked(plan, smoothed(plan, [*islice(promising.values(), MOST)]), places):
        assert trial.what is not None
        values = nodes(plan.levers, trial.params)
        settings = tuple((lever.path, node) for lever, node in zip(plan.levers, values, strict=True))
        candidate = Candidate(str(trial.number), tuple(map(label, values)), settings, trial.what)
        candidates.setdefault(fingerprint(trial.what.scenario), candidate)
    return tuple(candidates.values())[:places]


def smoothed(plan: Plan, ran: Sequence[Trial]) -> list[Trial]:
    """Return trials with the values that are expected of them, their neighbours' runs considered, instead of their own."""
    if len(ran) < 2:
        return list(ran)
    names = [each.name for each in plan.quantities]
    apart = distances(plan.levers, [[label(node) for node in nodes(plan.levers, trial.params)] for trial in ran])
    values = expected(apart, np.array([[trial.values[name] for name in names] for trial in ran]), plan.seed)
    found = [dict(zip(names, map(float, row), strict=True)) for row in values]
    return [trial._replace(values=each, over={cap.text: cap.over(each[cap.quantity.name]) for cap in plan.caps})
            for trial, each in zip(ran, found, strict=True)]


def ranked(plan: Plan, ran: Sequence[Trial], places: int) -> Iterator[Trial]:
    """Yield trials in the order in which they deserve to be verified."""
    feasible = [trial for trial in ran if trial.feasible]
    near = [trial for trial in ran if not trial.feasible and max(trial.over.values()) <= NEAR]
    yield from preferred(plan, feasible)[: places // PREFERRED]
    yield from layered(plan, near)[: places // DOUBTFUL]
    yield from layered(plan, feasible)
    yield from sorted((trial for trial in ran if not trial.feasible), key=lambda trial: trial.excess)


def values_of(plan: Plan, trials: Sequence[Trial]) -> Values:
    """Return the objectives of trials, a row each, more of each better."""
    rows = [[each.sign * trial.values[each.name] for each in plan.objectives] for trial in trials]
    return np.array(rows, dtype=np.float64).reshape(len(trials), len(plan.objectives))


def preferred(plan: Plan, trials: Sequence[Trial]) -> list[Trial]:
    """Return trials by the stated preference, the best first; those that keep the budgets come before the others."""
    values = values_of(plan, trials)
    if not len(values):
        return []
    utility = plan.preference.utility(values[layers(values) == 0])(values)
    beyond = [sum(max(cap.over(trial.values[cap.quantity.name]), 0.0) for cap in plan.preference.limits) for trial in trials]
    return [trials[number] for number in np.lexsort((-utility, np.array(beyond)))]


def layered(plan: Plan, trials: Sequence[Trial]) -> list[Trial]:
    """Return trials by layers of their front, within a layer those first that stand apart from the others."""
    values = values_of(plan, trials)
    layer = layers(values)
    apart = np.zeros(len(values))
    for number in np.unique(layer):
        apart[layer == number] = crowding(values[layer == number])
    return [trials[number] for number in np.lexsort((-apart, layer))]


def layers(values: Values) -> NDArray[np.int64]:
    """Return the layer of each row: 0 where no other row is better, 1 where none is but those of layer 0, and so on.

    >>> layers(np.array([[2.0, 0.0], [0.0, 2.0], [1.0, 0.0], [0.0, 0.0]])).tolist()
    [0, 0, 1, 2]
    """
    beats = (values[:, None] >= values).all(axis=2) & (values[:, None] > values).any(axis=2)
    found = np.full(len(values), -1)
    while (left := found < 0).any():
        found[left & ~(beats & left[:, None]).any(axis=0)] = found.max() + 1
    return found


def crowding(values: Values) -> Values:
    """Return how far the neighbours of each row are, over all objectives (Deb et al., IEEE TEC 6, 2002).

    >>> crowding(np.array([[0.0, 4.0], [1.0, 3.0], [4.0, 0.0]])).tolist()
    [inf, 2.0, inf]
    """
    found = np.zeros(len(values))
    for column in values.T:
        order, span = np.argsort(column), float(np.ptp(column))
        found[order[[0, -1]]] = np.inf
        if span > 0.0:
            found[order[1:-1]] += (column[order[2:]] - column[order[:-2]]) / span
    return found
