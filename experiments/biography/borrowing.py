"""What she buys, what is billed and what she pays; what her friends do meanwhile."""

from __future__ import annotations

from collections.abc import Iterator

from experiments.biography.events import (
    Billed,
    Borrowed,
    Carried,
    CouponLapsed,
    Event,
    FriendBought,
    FriendLate,
    HardshipBegins,
    HardshipEnds,
    Missed,
    Paid,
    Purchased,
)
from experiments.biography.page import Page, total
from sim.facts import Facility
from sim.ledger import Cause
from sim.tables import PLANS_ASKED, Record
from sim.terms import RATE_UNIT

LATE_30 = 2
COSTS = Cause.INSTALMENT_FEE, Cause.INTEREST, Cause.REVOLVING_FEE, Cause.LATE_FEE


def buys(page: Page) -> Iterator[Event]:
    """Tell of a purchase, hers or a friend's first."""
    if page.earlier is None:
        return
    if page.changed("purchases") and page.account.facility:
        yield borrowed(page)
    elif page.changed("purchases"):
        postings = page.take(Cause.PURCHASE, Cause.COUPON_USED, Cause.MERCHANT_FEE)
        owed, coupon = total(postings, Cause.PURCHASE), total(postings, Cause.COUPON_USED)
        bought = Purchased(int(page.account.purchases), int(page.account.spent - page.earlier.spent), coupon, owed, planned(page))
        yield page.event(bought, *postings)
    bought_before = int(page.earlier.friends)
    for account, row in seen_anew(page):
        if row.activated == page.today and page.memory.friends[account].activated != page.today:
            bought_before += 1
            yield page.event(FriendBought(int(row.person), bought_before))


def borrowed(page: Page) -> Event:
    """Return a loan that is disbursed."""
    account, facility = page.account, Facility(int(page.account.facility))
    rate, lent = int(account.rate) * RATE_UNIT, page.take(Cause.LOAN_DISBURSED)
    return page.event(Borrowed(int(account.purchases), total(lent), facility.name.lower(), rate, planned(page)), *lent)


def planned(page: Page) -> int:
    """Return the months of the plan asked for, 0 for none."""
    lists = page.life.tables.lists[: page.life.count[PLANS_ASKED]]
    return int(lists["months"][lists["buyer"] == page.a].sum())


def seen_anew(page: Page) -> Iterator[tuple[int, Record]]:
    """Yield each friend's account as it stands now; it is remembered once what is new of it has been told."""
    for account in page.memory.friends:
        row = page.life.tables.accounts[account].copy()
        yield account, row
        page.memory.friends[account] = row


def is_billed(page: Page) -> Iterator[Event]:
    """Tell of the statement, and of what the account costs the lender."""
    if page.earlier is None:
        return
    costs = page.take(Cause.FUNDING, Cause.SERVICING)
    if costs:
        yield page.event(Carried(total(costs, Cause.FUNDING), total(costs, Cause.SERVICING)), *costs)
    postings = page.take(*COSTS)
    due, overdue = asked_for(page.account), asked_for(page.earlier)
    if due > 0 and (due != overdue or page.changed("billed")):
        before, instalments = page.earlier, int(page.earlier.plan_balance - page.account.plan_balance)
        grace = page.life.policy.product.grace_days
        statement = Billed(due, overdue, int(before.pay_later), int(before.carried), instalments,
                           total(postings, Cause.INSTALMENT_FEE), total(postings, Cause.INTEREST),
                           total(postings, Cause.REVOLVING_FEE), total(postings, Cause.LATE_FEE), page.today + int(grace))
        yield page.event(statement, *postings)
    lapsed = page.take(Cause.COUPON_LAPSED)
    if lapsed:
        yield page.event(CouponLapsed(total(lapsed)), *lapsed)


def asked_for(account: Record) -> int:
    """Return what an account's statements ask for in all."""
    return int(account.owed_principal.sum() + account.owed_fees.sum())


def pays(page: Page) -> Iterator[Event]:
    """Tell how a due day went, hers or a friend's."""
    if page.earlier is None:
        return
    if page.earlier.billed and not page.account.billed:
        yield from hardship(page)
        yield paid(page) if page.account.bucket <= page.earlier.bucket else missed(page)
    for account, row in seen_anew(page):
        if page.memory.friends[account].bucket < LATE_30 <= row.bucket:
            yield page.event(FriendLate(int(row.person)))


def hardship(page: Page) -> Iterator[Event]:
    """Tell of a loss of income that begins, and of one that is over."""
    before, after = int(page.earlier.hardship), int(page.account.hardship)
    if page.memory.struck and before == 0:
        yield page.event(HardshipBegins(after + 1))
    elif before == 1 and after == 0:
        yield page.event(HardshipEnds())


def missed(page: Page) -> Event:
    """Return a statement that is not paid."""
    before, after = int(page.earlier.bucket), int(page.account.bucket)
    return page.event(Missed(asked_for(page.earlier), before, after, page.today - int(page.account.oldest_due)))


def paid(page: Page) -> Event:
    """Return a payment."""
    postings = page.take(Cause.PRINCIPAL_REPAID, Cause.FEES_REPAID)
    if page.account.carried > page.earlier.carried:
        how = "minimum"
    else:
        how = "part" if asked_for(page.account) > 0 else "full"
    principal, fees = total(postings, Cause.PRINCIPAL_REPAID), total(postings, Cause.FEES_REPAID)
    return page.event(Paid(how, principal, fees, int(page.earlier.bucket), int(page.account.bucket)), *postings)
