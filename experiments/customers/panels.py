"""From the cleaned rows of a file to a panel: months on book, statements missed and status worked out where no column says."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from experiments.customers.layouts import Months
from experiments.panel import UNKNOWN, Panel, Status

Rows = NDArray[np.float64]
DAYS = 30
LATE, VERY_LATE = 10, 3


def mob(found: Months) -> Rows:
    """Return the months on book of each row, NaN where the month of opening is not known."""
    opened = found.once.get("opened")
    return np.full(len(found.month), np.nan) if opened is None else found.month - opened[found.account]


def missed(found: Months) -> Rows:
    """Return the statements missed: as a column says, or one for every 30 days past due begun, or of a status that is late."""
    of = found.of
    if "late" in of:
        return of["late"]
    if "dpd" in of:
        return missed_of(of["dpd"])
    if "status" in of:
        return np.where(of["status"] >= LATE, of["status"] - LATE, np.where(np.isnan(of["status"]), np.nan, 0.0))
    return np.full(len(found.month), np.nan)


def missed_of(dpd: Rows) -> Rows:
    """Return the statements missed at so many days past due: one for every 30 begun.

    >>> missed_of(np.array([0.0, 1.0, 30.0, 90.0])).tolist()
    [0.0, 1.0, 2.0, 4.0]
    """
    return np.where(dpd > 0.0, 1.0 + np.floor(dpd / DAYS), dpd)


def panel(found: Months) -> Panel:
    """Return the rows as a panel, months counted from the first; what no column says is not known."""
    late, nothing = numbers(missed(found)), np.broadcast_to(np.nan, len(found.month))
    balance = found.of.get("balance", nothing)
    billed = found.of.get("billed", np.maximum(balance, 0.0))
    limit, paid, spent, purchases = (found.of.get(name, nothing) for name in ("limit", "paid", "spent", "purchases"))
    made = Panel(found.account, found.month - found.month.min(), numbers(mob(found)), limit, balance, billed, paid, spent,
                 purchases, late, np.full(len(late), UNKNOWN))
    made.status[:] = told(found.of["status"]) if "status" in found.of else reckoned(made)
    return made


def numbers(values: Rows) -> NDArray[np.int64]:
    """Return numbers as whole ones, ``UNKNOWN`` where not known."""
    return np.where(np.isnan(values), UNKNOWN, values).astype(np.int64)


def told(status: Rows) -> NDArray[np.int64]:
    """Return the status that a column tells: its number, or 10 and the statements missed."""
    late = np.where(status >= LATE + VERY_LATE, Status.VERY_LATE, Status.LATE)
    return np.where(status >= LATE, late, numbers(status))


def reckoned(made: Panel) -> NDArray[np.int64]:
    """Return what became of what the statement before asked for; not known where that or how late the account is are not.

    Before the first statement of an account nothing was asked for.
    """
    is_first = (made.mob != UNKNOWN) & (made.mob <= 1)
    asked = np.where(made.before == UNKNOWN, np.where(is_first, 0.0, np.nan), made.billed[made.before])
    known = np.isfinite(asked) & np.isfinite(made.paid)
    current = np.where(asked <= 0.0, Status.INACTIVE, np.where(made.paid >= asked, Status.TRANSACTOR, Status.REVOLVER))
    current = np.where(known, current, np.where(asked <= 0.0, Status.INACTIVE, UNKNOWN))
    late = np.where(made.late >= VERY_LATE, Status.VERY_LATE, Status.LATE)
    return np.where(made.late > 0, late, np.where(made.late == 0, current, UNKNOWN))


def last_limit(made: Panel, accounts: int) -> Rows:
    """Return the last known limit of each account."""
    found, known = np.full(accounts, np.nan), np.isfinite(made.limit)
    found[made.account[known]] = made.limit[known]
    return found
