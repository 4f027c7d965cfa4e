"""What becomes of her account: losses, provisions, reviews, limits, leaving."""

from __future__ import annotations

from collections.abc import Iterator

from experiments.biography.borrowing import seen_anew
from experiments.biography.events import (
    Closed,
    Event,
    FriendLeft,
    FriendWrittenOff,
    Frozen,
    LeadsNoMore,
    LeadsTeam,
    Leaves,
    LimitChanged,
    Provided,
    Recovered,
    ScoreChanged,
    TierChanged,
    WrittenOff,
)
from experiments.biography.page import Page, total
from experiments.biography.rewarding import refusals, rewards
from sim import decide
from sim.audit import fees, principal
from sim.decide import Decision
from sim.facts import TeamQuality
from sim.ledger import Cause
from sim.standing import policy_of
from sim.tables import MONTH, Leaving, Record, State


def is_reviewed(page: Page) -> Iterator[Event]:
    """Tell of losses, provisions, the review, rewards, and the limit that follows from all of it."""
    if page.earlier is None:
        return
    yield from losses(page)
    yield from reviews(page)
    if page.account.leaving == Leaving.FROZEN != page.earlier.leaving:
        yield page.event(Frozen(owed(page.account)), *page.take(Cause.FRAUD_REVIEW))
    yield from rewards(page)
    if page.changed("limit"):
        yield page.event(LimitChanged(int(page.earlier.limit), int(page.account.limit), tuple(reasons(page))))
    yield from refusals(page, page.account, page.earlier)
    for account, row in seen_anew(page):
        yield from refusals(page, row, page.memory.friends[account])
        if row.state == State.CHARGED_OFF != page.memory.friends[account].state:
            yield page.event(FriendWrittenOff(int(row.person), int(row.written_off), bool(row.wont_pay)))


def losses(page: Page) -> Iterator[Event]:
    """Tell of a write-off, of what comes back, and of the provision."""
    account = page.account
    if account.state == State.CHARGED_OFF != page.earlier.state:
        postings = page.take(Cause.CREDIT_LOSS, Cause.FRAUD_LOSS, Cause.FEE_LOSS)
        of_fees = total(postings, Cause.FEE_LOSS)
        dpd = page.today - int(page.earlier.oldest_due)
        yield page.event(WrittenOff(total(postings) - of_fees, of_fees, dpd, bool(account.wont_pay)), *postings)
    back = page.take(Cause.RECOVERY)
    if back:
        yield page.event(Recovered(total(back), int(account.recovered)), *back)
    provided = page.take(Cause.PROVISION)
    if provided:
        yield page.event(Provided(total(provided), int(account.provision)), *provided)


def reviews(page: Page) -> Iterator[Event]:
    """Tell what a review has changed: score, tier, leadership."""
    before, account = page.earlier, page.account
    if page.changed("score"):
        yield page.event(ScoreChanged(float(before.score), float(account.score)))
    if page.changed("tier"):
        names = ["", *(tier.name for tier in page.life.scenario.tiers)]
        yield page.event(TierChanged(names[before.tier], names[account.tier], bool(account.tier > before.tier),
                                     int(account.on_time)))
    if account.leader and not before.leader:
        yield page.event(LeadsTeam(int(account.friends), int(account.team)))
    elif before.leader and not account.leader and account.leaving != Leaving.FROZEN:
        quality = TeamQuality(int(account.team), int(account.team_late))
        closed = decide.quality_gate(quality, policy_of(page.life, page.i).rules[Decision.QUALITY_GATE])
        suspended = bool(closed and account.state == State.OPEN)
        yield page.event(LeadsNoMore(suspended, quality.size, quality.late))


def reasons(page: Page) -> Iterator[str]:
    """Yield what her limit follows from and has changed."""
    for field, why in (("tier", "tier"), ("leader", "leadership"), ("earned_limit", "reward")):
        if page.changed(field):
            yield why


def leaves(page: Page) -> Iterator[Event]:
    """Tell of her decision to leave, of the closing, and of friends who have closed."""
    if page.earlier is None:
        return
    if page.changed("leaving"):
        yield page.event(Leaves(owed(page.account), bool(page.account.leaving == Leaving.LURED)))
    if page.account.state == State.CLOSED != page.earlier.state:
        yield page.event(Closed())
    for account, row in seen_anew(page):
        if row.state == State.CLOSED != page.memory.friends[account].state:
            yield page.event(FriendLeft(int(row.person)))


def owed(account: Record) -> int:
    """Return principal and fees owed by one account."""
    rows = account.reshape(1)
    return int(principal(rows)[0] + fees(rows)[0])


def month_on_book(opened: int, day: int) -> int:
    """Return the month on book of a day: 1 for the first 30 days.

    >>> month_on_book(10, 10), month_on_book(10, 39), month_on_book(10, 40)
    (1, 1, 2)
    """
    return (day - opened) // MONTH + 1
