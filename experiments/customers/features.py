"""What the months of an account come to: one number an account for each feature, NaN where it is not known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from experiments.customers.customers import Customers
from experiments.customers.left_out import LeftOut, Why
from experiments.panel.table import UNKNOWN, Panel, Status

Values = NDArray[np.float64]
MOST_UTILISATION = 2.0
"""Balances above twice the limit count as twice the limit."""
THIN_FILE = "thin_file"
"""The attribute, 1 or 0, that says whose file is thin."""


class Monthly:
    """Sums over the months of each account."""

    def __init__(self, panel: Panel, accounts: int) -> None:
        """Take a panel of accounts numbered from 0."""
        self.panel, self.accounts = panel, accounts

    def total(self, rows: NDArray[np.bool_], values: Values | None = None) -> Values:
        """Return for each account the sum of values over some of its rows; their number without values."""
        weights = None if values is None else values[rows]
        return np.bincount(self.panel.account[rows], weights=weights, minlength=self.accounts).astype(np.float64)

    def mean(self, rows: NDArray[np.bool_], values: Values) -> Values:
        """Return for each account the mean of values over some of its rows."""
        return over(self.total(rows, values), self.total(rows))

    def share(self, known: NDArray[np.bool_], of: NDArray[np.bool_]) -> Values:
        """Return for each account in which share of the rows that are known something holds."""
        return over(self.total(known & of), self.total(known))

    def last(self, values: NDArray[np.float64] | NDArray[np.int64]) -> Values:
        """Return for each account what its last row says."""
        ends = np.flatnonzero(np.append(np.diff(self.panel.account) != 0, True)) if len(self.panel) else np.zeros(0, dtype=np.int64)
        found: Values = np.full(self.accounts, np.nan)
        found[self.panel.account[ends]] = values[ends]
        return found


def is_early(panel: Panel) -> NDArray[np.bool_]:
    """Tell which rows are in the first half of their account's months, the middle one among them."""
    first, many = np.unique(panel.account, return_index=True, return_counts=True)[1:]
    return np.asarray(np.arange(len(panel)) - np.repeat(first, many) < np.repeat((many + 1) // 2, many))


def over(parts: Values, wholes: Values) -> Values:
    """Return parts over wholes, NaN where there is no whole.

    >>> over(np.array([1.0, 0.0]), np.array([4.0, 0.0])).tolist()
    [0.25, nan]
    """
    unknown: Values = np.full(len(parts), np.nan)
    return np.divide(parts, wholes, out=unknown, where=wholes > 0.0)


def behaviour(customers: Customers) -> dict[str, Values]:
    """Return what the months of each account come to, without what nothing is known of.

    ``utilisation``: mean balance over limit; ``payment``: paid over billed, 1 at most; ``monthly_spending`` and ``purchases``;
    ``late``, ``revolving``, ``inactive``: shares of months. Where no column says what was spent, it is worked out.
    """
    panel = customers.panel
    monthly, state = Monthly(panel, len(customers)), panel.status != UNKNOWN
    found = {
        "utilisation": monthly.mean(*utilisation(panel)),
        "payment": np.minimum(payment_ratio(panel, monthly), 1.0),
        "monthly_spending": spending(panel, monthly),
        "purchases": monthly.mean(np.isfinite(panel.purchases), panel.purchases),
        "late": monthly.share(panel.late != UNKNOWN, panel.late > 0),
        "revolving": monthly.share(state, panel.status == Status.REVOLVER),
        "inactive": monthly.share(state, panel.status == Status.INACTIVE),
    }
    return known(found)


def utilisation(panel: Panel) -> tuple[NDArray[np.bool_], Values]:
    """Return of which rows the utilisation is known, and the utilisation of all rows."""
    rows = (panel.limit > 0.0) & np.isfinite(panel.balance)
    found = np.divide(panel.balance, panel.limit, out=np.full(len(panel), np.nan), where=rows)
    return rows, np.clip(found, 0.0, MOST_UTILISATION)


def payment_ratio(panel: Panel, monthly: Monthly) -> Values:
    """Return for each account what it paid over what the statements before asked for."""
    asked = np.where(panel.before != UNKNOWN, panel.billed[panel.before], np.nan)
    rows = (asked > 0.0) & np.isfinite(panel.paid)
    return over(monthly.total(rows, np.minimum(panel.paid, asked)), monthly.total(rows, asked))


def is_worked_out(panel: Panel) -> bool:
    """Tell whether spending is worked out, as no column says it."""
    return not bool(np.isfinite(panel.spent).any())


def spending(panel: Panel, monthly: Monthly) -> Values:
    """Return what each account spends a month; what balances rise by after payments, fees among it, where no column says it."""
    spent = panel.spent
    if is_worked_out(panel):
        before = np.where(panel.before != UNKNOWN, panel.balance[panel.before], np.nan)
        spent = np.maximum(panel.balance - before + panel.paid, 0.0)
    return monthly.mean(np.isfinite(spent), spent)


def latest(customers: Customers) -> dict[str, Values]:
    """Return what the last month of each account says, and its worst, without what nothing is known of."""
    panel = customers.panel
    monthly = Monthly(panel, len(customers))
    late = np.where(panel.late != UNKNOWN, panel.late, np.nan)
    return known({
        "late_now": monthly.last(late),
        "late_worst": worst(panel, monthly),
        "utilisation_now": monthly.last(utilisation(panel)[1]),
        "paid_now": paid_now(panel, monthly),
    })


def worst(panel: Panel, monthly: Monthly) -> Values:
    """Return for each account the largest number of statements that it ever missed."""
    rows = panel.late != UNKNOWN
    found = np.full(monthly.accounts, -1, dtype=np.int64)
    np.maximum.at(found, panel.account[rows], panel.late[rows])
    return np.where(found >= 0, found, np.nan)


def paid_now(panel: Panel, monthly: Monthly) -> Values:
    """Return for each account what it paid in the last month over what the statement before asked for."""
    asked = np.where(panel.before != UNKNOWN, panel.billed[panel.before], np.nan)
    ratio = np.divide(panel.paid, asked, out=np.full(len(panel), np.nan), where=asked > 0.0)
    return monthly.last(np.clip(ratio, 0.0, 1.0))


def size(customers: Customers) -> dict[str, Values]:
    """Return limit and income, without what nothing is known of."""
    return known({"limit": positive(customers.limit), "income": positive(customers.income)})


def positive(values: Values) -> Values:
    """Return values, NaN for those that are not above zero."""
    return np.where(values > 0.0, values, np.nan)


def numbers(customers: Customers) -> dict[str, Values]:
    """Return the mapped attributes that are numbers, thin files aside."""
    return known({name: each.values for name, each in customers.attributes.items() if each.is_number and name != THIN_FILE})


def known(features: Mapping[str, Values]) -> dict[str, Values]:
    """Return the features of which at least one value is known."""
    return {name: values for name, values in features.items() if np.isfinite(values).any()}


FEWEST_KNOWN = 0.7
"""A feature is used where at least this share of accounts has it."""


def unusable(features: Mapping[str, Values]) -> Iterator[LeftOut]:
    """Yield the features that tell nobody apart, or are missing for too many."""
    for name, values in features.items():
        there = values[np.isfinite(values)]
        if len(there) < FEWEST_KNOWN * len(values):
            yield LeftOut(name, Why.SELDOM_KNOWN, (("share", f"{100 * len(there) / len(values):.0f} %"),))
        elif there.min() == there.max():
            yield LeftOut(name, Why.SAME)
