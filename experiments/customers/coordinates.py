"""Features as coordinates in which a Gaussian mixture is sensible: logs of sizes, arcsines of shares, spread 1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.customers.features import Values, unusable
from experiments.customers.left_out import LeftOut, Why

SHARES = frozenset(("utilisation", "payment", "late", "revolving", "inactive"))
SIZES = frozenset(("limit", "income", "monthly_spending", "purchases"))
FEWEST_VALUES = 5
"""A feature of fewer values than that is no cloud of points."""
FAR = 0.001
"""The share of values at each end that counts as the value where it begins."""
SKEWED = 1.0


@dataclass(frozen=True)
class Coordinates:
    """A row an account and a column a feature, and what was left out; ``filled`` counts the missing values set to the median."""

    names: tuple[str, ...]
    rows: NDArray[np.float64]
    left_out: tuple[LeftOut, ...]
    filled: Mapping[str, int]


def coordinates(features: Mapping[str, Values], accounts: int) -> Coordinates:
    """Return the coordinates of accounts by their features."""
    left_out = [*unusable(features)]
    aside = {each.what for each in left_out}
    columns: dict[str, Values] = {}
    filled: dict[str, int] = {}
    for name, values in features.items():
        there = np.isfinite(values)
        if name in aside:
            continue
        if len(np.unique(values[there][:100_000])) < FEWEST_VALUES:
            left_out.append(LeftOut(name, Why.FEW_VALUES, (("least", str(FEWEST_VALUES)),)))
            continue
        columns[name] = standardised(transformed(name, values, there), there)
        if not there.all():
            filled[name] = int((~there).sum())
    rows = np.column_stack([*columns.values()]) if columns else np.zeros((accounts, 0))
    return Coordinates(tuple(columns), rows, tuple(left_out), filled)


def transformed(name: str, values: Values, there: NDArray[np.bool_]) -> Values:
    """Return a feature so that it spreads evenly: shares by the arcsine of their root, sizes by their log."""
    if name in SHARES:
        return np.asarray(np.arcsin(np.sqrt(np.clip(values, 0.0, 1.0))))
    if name in SIZES or is_skewed(values[there]):
        above = values[there & (values > 0.0)]
        least = 0.05 * float(np.median(above)) if len(above) else 1.0
        return np.asarray(np.log(np.maximum(values, 0.0) + least))
    return values


def is_skewed(values: Values) -> bool:
    """Tell whether values that are nowhere below zero have a long tail.

    >>> is_skewed(np.array([1.0, 1.0, 1.0, 2.0, 100.0])), is_skewed(np.array([1.0, 2.0, 3.0]))
    (True, False)
    """
    spread = values.std()
    return bool(values.min() >= 0.0 and (((values - values.mean()) / spread) ** 3).mean() > SKEWED)


def standardised(values: Values, there: NDArray[np.bool_]) -> Values:
    """Return values with mean 0 and spread 1, the farthest ones drawn in, those that are missing at the median."""
    low, middle, high = np.quantile(values[there], (FAR, 0.5, 1.0 - FAR))
    drawn_in = np.clip(np.where(there, values, middle), low, high)
    spread = drawn_in.std()
    return np.asarray((drawn_in - drawn_in.mean()) / (spread if spread > 0.0 else 1.0))
