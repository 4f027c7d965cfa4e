"""Money moves only by posting: every cause has one ledger account that is debited and one that is credited.

Amounts are whole minor units. What is posted on a day is kept by cause, always; the journal of single postings is kept
on request. ``balances`` works the accounts out; the world's own tables must agree with them (see ``sim.audit``).
"""

from __future__ import annotations

from enum import IntEnum, unique

import numpy as np
from numpy.typing import NDArray

from sim.compiling import inner
from sim.rows import account_at, day_at, posting_at
from sim.tables import JOURNAL_ROWS, World


@unique
class LedgerAccount(IntEnum):
    """The lender's books. Debits are positive."""

    CASH = 0
    RECEIVABLE = 1
    FEES_RECEIVABLE = 2
    ALLOWANCE = 3
    REWARDS_HELD = 4
    WALLETS = 5
    POINTS = 6
    COUPONS = 7
    MERCHANT_FEES = 8
    INSTALMENT_FEES = 9
    LATE_FEES = 10
    REVOLVING_FEES = 11
    REWARDS = 12
    CREDIT_LOSSES = 13
    FRAUD_LOSSES = 14
    FEE_LOSSES = 15
    RECOVERIES = 16
    PROVISIONS = 17
    FUNDING = 18
    SERVICING = 19
    APPLICATIONS = 20
    MARKETING = 21
    INTEREST = 22
    OVERHEAD = 23
    IDENTITY_CHECKS = 24
    FRAUD_REVIEWS = 25


@unique
class Cause(IntEnum):
    """Why money moves."""

    PURCHASE = 0
    MERCHANT_FEE = 1
    INSTALMENT_FEE = 2
    LATE_FEE = 3
    REVOLVING_FEE = 4
    PRINCIPAL_REPAID = 5
    FEES_REPAID = 6
    CREDIT_LOSS = 7
    FRAUD_LOSS = 8
    FEE_LOSS = 9
    RECOVERY = 10
    PROVISION = 11
    FUNDING = 12
    SERVICING = 13
    APPLICATION = 14
    MARKETING = 15
    REWARD_EARNED = 16
    REWARD_CANCELLED = 17
    CASH_PAID = 18
    CASH_CLAWED_BACK = 19
    POINTS_PAID = 20
    POINTS_LAPSED = 21
    POINTS_CLAWED_BACK = 22
    COUPON_PAID = 23
    COUPON_USED = 24
    COUPON_LAPSED = 25
    COUPON_CLAWED_BACK = 26
    LOAN_DISBURSED = 27
    INTEREST = 28
    OVERHEAD = 29
    IDENTITY_CHECK = 30
    FRAUD_REVIEW = 31


L = LedgerAccount
CHART = {
    Cause.PURCHASE: (L.RECEIVABLE, L.CASH),
    Cause.MERCHANT_FEE: (L.CASH, L.MERCHANT_FEES),
    Cause.INSTALMENT_FEE: (L.FEES_RECEIVABLE, L.INSTALMENT_FEES),
    Cause.LATE_FEE: (L.FEES_RECEIVABLE, L.LATE_FEES),
    Cause.REVOLVING_FEE: (L.FEES_RECEIVABLE, L.REVOLVING_FEES),
    Cause.PRINCIPAL_REPAID: (L.CASH, L.RECEIVABLE),
    Cause.FEES_REPAID: (L.CASH, L.FEES_RECEIVABLE),
    Cause.CREDIT_LOSS: (L.CREDIT_LOSSES, L.RECEIVABLE),
    Cause.FRAUD_LOSS: (L.FRAUD_LOSSES, L.RECEIVABLE),
    Cause.FEE_LOSS: (L.FEE_LOSSES, L.FEES_RECEIVABLE),
    Cause.RECOVERY: (L.CASH, L.RECOVERIES),
    Cause.PROVISION: (L.PROVISIONS, L.ALLOWANCE),
    Cause.FUNDING: (L.FUNDING, L.CASH),
    Cause.SERVICING: (L.SERVICING, L.CASH),
    Cause.APPLICATION: (L.APPLICATIONS, L.CASH),
    Cause.MARKETING: (L.MARKETING, L.CASH),
    Cause.REWARD_EARNED: (L.REWARDS, L.REWARDS_HELD),
    Cause.REWARD_CANCELLED: (L.REWARDS_HELD, L.REWARDS),
    Cause.CASH_PAID: (L.REWARDS_HELD, L.WALLETS),
    Cause.CASH_CLAWED_BACK: (L.WALLETS, L.REWARDS),
    Cause.POINTS_PAID: (L.REWARDS_HELD, L.POINTS),
    Cause.POINTS_LAPSED: (L.POINTS, L.REWARDS),
    Cause.POINTS_CLAWED_BACK: (L.POINTS, L.REWARDS),
    Cause.COUPON_PAID: (L.REWARDS_HELD, L.COUPONS),
    Cause.COUPON_USED: (L.COUPONS, L.CASH),
    Cause.COUPON_LAPSED: (L.COUPONS, L.REWARDS),
    Cause.COUPON_CLAWED_BACK: (L.COUPONS, L.REWARDS),
    Cause.LOAN_DISBURSED: (L.RECEIVABLE, L.CASH),
    Cause.INTEREST: (L.FEES_RECEIVABLE, L.INTEREST),
    Cause.OVERHEAD: (L.OVERHEAD, L.CASH),
    Cause.IDENTITY_CHECK: (L.IDENTITY_CHECKS, L.CASH),
    Cause.FRAUD_REVIEW: (L.FRAUD_REVIEWS, L.CASH),
}
OUTSIDE_MARGIN = (L.REWARDS, L.APPLICATIONS, L.MARKETING, L.OVERHEAD, L.IDENTITY_CHECKS)
RESULT = tuple(account for account in L if account >= L.MERCHANT_FEES)


def margin_sign(cause: Cause) -> int:
    """Return +1 where the cause adds to a customer's contribution margin, -1 where it takes from it, else 0."""
    debit, credit = CHART[cause]
    if debit in OUTSIDE_MARGIN or credit in OUTSIDE_MARGIN:
        return 0
    return (credit in RESULT) - (debit in RESULT)


MARGIN = np.array([margin_sign(cause) for cause in Cause], dtype=np.int64)


@inner
def post(world: World, today: int, cause: int, account: int, amount: int) -> None:
    """Post ``amount`` minor units for a credit account (-1: for none), and add it to the account's margin."""
    if amount == 0:
        return
    day_at(world, today).posted[cause] += amount
    if account >= 0 and MARGIN[cause] != 0:
        account_at(world, account).margin += MARGIN[cause] * amount
        account_at(world, account).month_margin += MARGIN[cause] * amount
    if world.keeps_journal:
        row = posting_at(world, world.count[JOURNAL_ROWS])
        row.day, row.cause, row.account, row.amount = today, cause, account, amount
        world.count[JOURNAL_ROWS] += 1


def movements(posted: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return what each ledger account moves by, shape (..., accounts), from postings by cause, shape (..., causes)."""
    signs = np.zeros((len(Cause), len(LedgerAccount)), dtype=np.int64)
    for cause, (debit, credit) in CHART.items():
        signs[cause, debit] += 1
        signs[cause, credit] -= 1
    return posted @ signs


def balances(posted: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return each ledger account's balance at the end of each day, shape (days, accounts), debits positive."""
    return np.cumsum(movements(posted), axis=0)
