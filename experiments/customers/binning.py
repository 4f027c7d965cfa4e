"""Features cut into bins, each with the weight of evidence of its accounts (Siddiqi, Credit Risk Scorecards, 2006)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.customers.attributes import SMALLEST_CELL
from experiments.customers.features import Values

MOST_BINS = 6
SMALLEST_BIN = 0.05
"""Of the accounts with a known label."""
FEWEST_OF_EACH = 3
"""Accounts of a bin that defaulted, and that did not, if any."""
SMOOTHING = 0.5
"""Cases added to both sides of a bin, so that its weight of evidence is finite."""


class Predictor(NamedTuple):
    """A feature that may tell who defaults; its values are the numbers of its ``words``, if it has any.

    ``monotone``: more of it is always better, or always worse.
    """

    name: str
    values: Values
    words: tuple[str, ...] = ()
    monotone: bool = True


class Bin(NamedTuple):
    """Some values of a feature: from ``low`` to below ``high``, or ``words``, or neither where they are missing."""

    low: float
    high: float
    words: tuple[str, ...]
    accounts: int
    defaults: int
    woe: float

    @property
    def is_missing(self) -> bool:
        """Tell whether these are the missing values."""
        return math.isnan(self.low) and not self.words


class Binned(NamedTuple):
    """A feature cut into bins: ``edges`` part its values, or ``groups`` give the bin of each word's number.

    The last bin is that of missing values.
    """

    name: str
    edges: tuple[float, ...]
    groups: tuple[int, ...]
    bins: tuple[Bin, ...]

    @property
    def information(self) -> float:
        """The information value: how far the distributions of good and bad over the bins lie apart."""
        good = np.array([each.accounts - each.defaults for each in self.bins]) + SMOOTHING
        bad = np.array([each.defaults for each in self.bins]) + SMOOTHING
        return float(((good / good.sum() - bad / bad.sum()) * [each.woe for each in self.bins]).sum())

    def evidence(self, values: Values) -> Values:
        """Return the weight of evidence of values."""
        return np.array([each.woe for each in self.bins])[where(values, self.edges, self.groups)]


def where(values: Values, edges: Sequence[float], groups: Sequence[int]) -> NDArray[np.int64]:
    """Return the bin of each value, the last one where it is missing.

    >>> where(np.array([1.0, 5.0, np.nan]), (2.0,), ()).tolist()
    [0, 1, 2]
    """
    known = np.isfinite(values)
    if groups:
        numbers = np.where(known, values, 0.0).astype(np.int64)
        return np.where(known, np.array(groups)[numbers], max(groups) + 1)
    return np.where(known, np.searchsorted(edges, values, side="right"), len(edges) + 1)


def binned(predictor: Predictor, rows: NDArray[np.bool_], bad: NDArray[np.bool_]) -> Binned:
    """Return a feature cut into bins by some of its rows, of which ``bad`` tells who defaulted."""
    values = predictor.values[rows]
    edges: tuple[float, ...] = ()
    groups: tuple[int, ...] = ()
    if predictor.words:
        groups = grouped(values, len(predictor.words))
    else:
        edges = edges_of(values, bad, predictor.monotone)
    edges, groups = without_small(values, bad, edges, groups)
    accounts, defaults = counted(values, bad, edges, groups)
    many = len(accounts)
    largest = int(accounts[:-1].argmax())
    joins = accounts[-1] > 0 and is_small(accounts[-1], defaults[-1])
    if joins:  # where they stood apart, the accounts in all bins but theirs would tell how few they are
        for each in (accounts, defaults):
            each[largest], each[-1] = each[largest] + each[-1], 0
    woe = weights_of_evidence(accounts, defaults)
    if joins:
        woe[-1] = woe[largest]
    elif accounts[-1] < SMALLEST_BIN * len(values):
        woe[-1] = 0.0
    lows, highs = ([-math.inf, *edges, math.nan], [*edges, math.inf, math.nan])
    bins = [Bin(math.nan if groups else lows[at], math.nan if groups else highs[at],
                tuple(word for word, group in zip(predictor.words, groups, strict=False) if group == at),
                int(accounts[at]), int(defaults[at]), float(woe[at])) for at in range(many)]
    return Binned(predictor.name, edges, groups, tuple(bins))


def counted(values: Values, bad: NDArray[np.bool_], edges: Sequence[float],
            groups: Sequence[int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the accounts of each bin, and those of them that defaulted; the last one is that of missing values."""
    place, many = where(values, edges, groups), (max(groups) + 1 if groups else len(edges) + 1) + 1
    return np.bincount(place, minlength=many), np.bincount(place[bad], minlength=many)


def is_small(accounts: int, defaults: int) -> bool:
    """Tell whether a bin has fewer accounts than a figure may rest on, or a few that defaulted, or that did not."""
    return accounts < SMALLEST_CELL or 0 < min(defaults, accounts - defaults) < FEWEST_OF_EACH


def without_small(values: Values, bad: NDArray[np.bool_], edges: tuple[float, ...],
                  groups: tuple[int, ...]) -> tuple[tuple[float, ...], tuple[int, ...]]:
    """Return edges or groups such that no bin of known values is small: a small one is joined to a neighbour."""
    while edges or any(groups):
        accounts, defaults = counted(values, bad, edges, groups)
        small = [at for at in range(len(accounts) - 1) if is_small(accounts[at], defaults[at])]
        if not small:
            break
        at = max(small[0], 1)
        edges = (*edges[: at - 1], *edges[at:])
        groups = tuple(group - (group >= at) for group in groups)
    return edges, groups


def weights_of_evidence(accounts: NDArray[np.int64], defaults: NDArray[np.int64]) -> Values:
    """Return the log of the odds of each bin over those of all."""
    good, bad = accounts - defaults + SMOOTHING, defaults + SMOOTHING
    return np.asarray(np.log(good / bad) - math.log((accounts.sum() - defaults.sum()) / defaults.sum()))


def edges_of(values: Values, bad: NDArray[np.bool_], monotone: bool) -> tuple[float, ...]:
    """Return where a decision tree cuts values, to three digits; no piece is small, and risk only rises or only falls."""
    from sklearn.tree import DecisionTreeClassifier

    known = np.isfinite(values)
    x, y = values[known], bad[known]
    if len(x) < 2 or x.min() == x.max() or y.min() == y.max():
        return ()
    direction = int(np.sign(np.corrcoef(np.argsort(np.argsort(x, kind="stable")), y)[0, 1])) if monotone else 0
    tree = DecisionTreeClassifier(max_leaf_nodes=MOST_BINS, min_samples_leaf=max(1, math.ceil(SMALLEST_BIN * len(values))),
                                  monotonic_cst=[direction], random_state=0).fit(x[:, None], y)
    cuts = tree.tree_.threshold[tree.tree_.feature >= 0]
    return tuple(sorted({float(f"{cut:.3g}") for cut in cuts}))


def grouped(values: Values, words: int) -> tuple[int, ...]:
    """Return the bin of each word: one of its own for each that is frequent, the last one for all others together.

    >>> grouped(np.array([0.0] * 50 + [1.0] * 49 + [2.0]), 3)
    (0, 1, 2)
    """
    counts = np.bincount(values[np.isfinite(values)].astype(np.int64), minlength=words)
    frequent = [word for word in np.argsort(-counts, kind="stable") if counts[word] >= SMALLEST_BIN * len(values)][: MOST_BINS - 1]
    return tuple(frequent.index(word) if word in frequent else len(frequent) for word in range(words))
