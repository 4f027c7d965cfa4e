"""Default told by the last months of a file, the window: what tells it beforehand is taken from the months before alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.customers.customers import Customers
from experiments.customers.features import Monthly
from experiments.customers.mapping import DefaultLabel
from experiments.customers.panels import last_limit, missed_of
from experiments.panel import UNKNOWN, Panel


class Label(NamedTuple):
    """Who defaulted, what that means, and how many last months of the file tell it: 0 where a column does."""

    default: NDArray[np.float64] | None
    means: str
    window: int = 0


def windowed(panel: Panel, accounts: int, says: DefaultLabel) -> Label:
    """Return who defaults within the last months: not known of who was that late before, or has no month before or within."""
    missed = says.late or int(missed_of(np.array([says.dpd]))[0])
    known, bad = panel.late != UNKNOWN, panel.late >= missed
    within = is_within(panel, says.months)
    monthly = Monthly(panel, accounts)
    labelled = (monthly.total(known & ~within) > 0) & (monthly.total(known & within) > 0) & (monthly.total(bad & ~within) == 0)
    default = np.where(labelled, 1.0 * (monthly.total(bad & within) > 0), np.nan)
    late = f"{says.dpd} days past due" if says.dpd else f"{says.late} statement{'s' * (missed > 1)} missed"
    return Label(default, f"{late} within the last {says.months} month{'s' * (says.months > 1)} of the file", says.months)


def is_within(panel: Panel, window: int) -> NDArray[np.bool_]:
    """Tell which rows are of the last months of the calendar."""
    return np.asarray(panel.month > panel.month.max() - window)


def told(label: Label) -> Iterator[str]:
    """Yield how many accounts have a label."""
    assert label.default is not None
    known = np.isfinite(label.default)
    yield f"default: {int(np.nansum(label.default)):,} of {int(known.sum()):,} accounts, {label.means}"
    yield f"without a label: {int((~known).sum()):,} accounts that were so late before, or have no month before these or among them"
    yield "segments, traits and scorecards are of the months before"


def before(customers: Customers) -> Customers:
    """Return customers as they were before the window, those alone who have months before it; all where no window tells default."""
    if not customers.window:
        return customers
    early = customers.panel.where(~is_within(customers.panel, customers.window))
    there = np.unique(early.account)
    panel = replace(early, account=np.searchsorted(there, early.account))
    assert customers.default is not None
    return replace(customers, panel=panel, limit=last_limit(panel, len(there)), income=customers.income[there],
                   attributes={name: replace(each, values=each.values[there]) for name, each in customers.attributes.items()},
                   default=customers.default[there], lot=customers.lot[there], window=0)
