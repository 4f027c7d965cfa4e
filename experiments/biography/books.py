"""The books of one life: what its postings come to must be what the tables say, to the last minor unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from experiments.biography.events import Posting
from experiments.biography.page import Scene
from sim.audit import fees, principal
from sim.ledger import MARGIN, Cause, LedgerAccount

OWED = (LedgerAccount.RECEIVABLE, LedgerAccount.FEES_RECEIVABLE)
HELD_FOR_HER = (LedgerAccount.REWARDS_HELD, LedgerAccount.WALLETS, LedgerAccount.POINTS, LedgerAccount.COUPONS)


class Figure(NamedTuple):
    """One figure from both sides, in minor units."""

    name: str
    posted: int
    stands: int


def balance(postings: Iterable[Posting], accounts: Iterable[LedgerAccount]) -> int:
    """Return what some postings move some ledger accounts by, debits positive."""
    wanted = set(accounts)
    return sum(each.amount * ((each.debit in wanted) - (each.credit in wanted)) for each in postings)


def figures(postings: tuple[Posting, ...], end: Scene) -> Iterator[Figure]:
    """Yield each balance of an account as its postings make it and as it stands in its row."""
    if end.account is None:
        return
    account = end.account
    row = account.reshape(1)
    yield Figure("principal owed", balance(postings, [LedgerAccount.RECEIVABLE]), int(principal(row)[0]))
    yield Figure("fees owed", balance(postings, [LedgerAccount.FEES_RECEIVABLE]), int(fees(row)[0]))
    yield Figure("wallet", -balance(postings, [LedgerAccount.WALLETS]), int(account.wallet))
    yield Figure("points", -balance(postings, [LedgerAccount.POINTS]), int(account.points))
    yield Figure("coupons", -balance(postings, [LedgerAccount.COUPONS]), int(account.coupons))
    yield Figure("provision", -balance(postings, [LedgerAccount.ALLOWANCE]), int(account.provision))
    yield Figure("written off", posted(postings, Cause.CREDIT_LOSS, Cause.FRAUD_LOSS), int(account.written_off))
    yield Figure("recovered", posted(postings, Cause.RECOVERY), int(account.recovered))
    yield Figure("margin", sum(each.amount * int(MARGIN[each.cause]) for each in postings), int(account.margin))


def posted(postings: tuple[Posting, ...], *causes: Cause) -> int:
    """Return what was posted for some causes."""
    return sum(each.amount for each in postings if each.cause in causes)
