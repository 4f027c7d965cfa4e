"""The same figures for the whole population, out of the ledger: what the sums over persons must agree with."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from experiments.twin.persons import Figure
from sim.ledger import CHART, MARGIN, Cause, LedgerAccount, movements
from sim.measures.economics import ACQUIRING
from sim.result import Result

LENDING = LedgerAccount.RECEIVABLE, LedgerAccount.CASH
SPENDING = (*(cause for cause, sides in CHART.items() if sides == LENDING), Cause.COUPON_USED)
"""What customers spend: on credit, and with coupons."""


class Disagreement(RuntimeError):
    """Sums over persons that are not the population's: a fault of the model, never of its user."""


def population(run: Result) -> NDArray[np.int64]:
    """Return each figure for all persons together, from the ledger and the daily counts."""
    posted = by_cause(run)
    book = dict(zip(LedgerAccount, movements(posted).tolist(), strict=True))
    found = np.zeros(len(Figure), dtype=np.int64)
    found[Figure.CUSTOMERS] = run.tables["days"]["activated"].sum()
    found[Figure.GMV] = posted[list(SPENDING)].sum()
    found[Figure.MARGIN] = posted @ MARGIN
    found[Figure.ACQUISITION] = sum(book[account] for account in ACQUIRING)
    found[Figure.REWARDS] = book[LedgerAccount.REWARDS]
    found[Figure.PROFIT] = found[Figure.MARGIN] - found[Figure.ACQUISITION]
    found[Figure.FRAUD] = book[LedgerAccount.FRAUD_LOSSES]
    found[Figure.LOSS] = book[LedgerAccount.CREDIT_LOSSES] + book[LedgerAccount.FRAUD_LOSSES] + book[LedgerAccount.RECOVERIES]
    found[Figure.ECL] = -book[LedgerAccount.ALLOWANCE]
    found[Figure.CREDIT_COST] = found[Figure.LOSS] + found[Figure.ECL]
    found[Figure.EAD] = book[LedgerAccount.RECEIVABLE] + book[LedgerAccount.FEES_RECEIVABLE]
    return found


def by_cause(run: Result) -> NDArray[np.int64]:
    """Return what was posted over the whole run, by cause."""
    table, posted = run.tables["ledger"], np.zeros(len(Cause), dtype=np.int64)
    np.add.at(posted, [Cause[name.upper()] for name in table["cause"]], table.columns["amount"].minor)
    return posted


def agree(sums: NDArray[np.int64], books: NDArray[np.int64]) -> None:
    """Raise Disagreement unless the sums over persons are the population's, on both sides, to the last minor unit.

    ``sums`` has shape (sides, groups, figures), ``books`` (sides, figures).
    """
    for side, figure in np.argwhere(sums.sum(axis=1) != books):
        persons, books_say = int(sums.sum(axis=1)[side, figure]), int(books[side, figure])
        where = ("with", "without")[side]
        what = f"{Figure(figure).name.lower()} {where} the scheme"
        raise Disagreement(f"{what}: {persons:,} over persons, {books_say:,} in the books")
