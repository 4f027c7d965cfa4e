"""Rewards: what she earns with her friends, what others earn with her, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator

from experiments.biography.events import (
    EarnedByOther,
    Event,
    Posting,
    RewardCancelled,
    RewardClawedBack,
    RewardEarned,
    RewardPaid,
    RewardRefused,
)
from experiments.biography.page import Page
from sim.facts import Form
from sim.ledger import Cause
from sim.policy import FRIEND, REFERRER
from sim.standing import policy_of
from sim.tables import Leaving, Payout, Record, State, Tally

PAID = {Form.CASH: Cause.CASH_PAID, Form.POINTS: Cause.POINTS_PAID, Form.COUPON: Cause.COUPON_PAID}
CLAWED_BACK = {Form.CASH: Cause.CASH_CLAWED_BACK, Form.POINTS: Cause.POINTS_CLAWED_BACK, Form.COUPON: Cause.COUPON_CLAWED_BACK}


def rewards(page: Page) -> Iterator[Event]:
    """Tell of rewards taken back, earned and paid, in the order in which they are settled."""
    own = page.memory.rewards
    known = dict(own)
    for number in range(page.before.payouts, page.now.payouts):
        row = page.life.tables.payouts[number].copy()
        if row.payee == page.a:
            own[number] = row
            yield earned(page, row)
        elif row.friend == page.a:
            yield earned_by_other(page, row)
    for number in own:
        row = page.life.tables.payouts[number].copy()
        yield from settled(page, row, known.get(number))
        own[number] = row


def refusals(page: Page, friend: Record, before: Record) -> Iterator[Event]:
    """Tell of rewards that she would have had with a friend (or as a friend herself) and that were not granted."""
    for line, (name, terms) in enumerate(page.life.scenario.rewards.items()):
        hers = terms.pay == REFERRER and friend.referrer == page.a or terms.pay == FRIEND and friend.person == page.i
        new = (friend.rewarded & ~before.rewarded) >> line & 1
        granted = any(row.line == line and row.level == 0 and page.holder(row.friend) == friend.person
                      for row in page.memory.rewards.values())
        if hers and new and not granted:
            yield page.event(RewardRefused(name, int(friend.person), why_refused(page, line)))


def why_refused(page: Page, line: int) -> str:
    """Return why a reward was not granted today, as far as it can be told."""
    counted = page.account.earned_count[line] - page.earlier.earned_count[line]
    paid = sum(row.line == line and row.level == 0 and row.earned == page.today for row in page.memory.rewards.values())
    tally = page.life.tables.days[page.today].tally
    terms = policy_of(page.life, page.i).lines[line]
    if not terms.from_day <= page.today <= terms.to_day:
        return "window"
    if page.account.state != State.OPEN:
        return "ended"
    if page.account.leaving == Leaving.FROZEN:
        return "frozen"
    if counted > paid:
        return "step"
    if tally[Tally.OVER_CAP] and (tally[Tally.OVER_BUDGET] or tally[Tally.OVER_DAILY_BUDGET]):
        return "cap or budget"
    return "cap" if tally[Tally.OVER_CAP] else "budget"


def line_of(page: Page, row: Record) -> str:
    """Return the name of a reward's line."""
    return list(page.life.scenario.rewards)[int(row.line)]


def form_of(row: Record) -> str:
    """Return the form of a reward."""
    return Form(int(row.form)).name.lower()


def earned(page: Page, row: Record) -> Event:
    """Return a reward that she has earned."""
    what = RewardEarned(line_of(page, row), page.holder(row.friend), int(row.level), form_of(row), int(row.amount), int(row.hold))
    return page.event(what, *(page.take_one(Cause.REWARD_EARNED, int(row.amount)) if Form(int(row.form)) in PAID else ()))


def earned_by_other(page: Page, row: Record) -> Event:
    """Return a reward that somebody has earned with her."""
    return page.event(EarnedByOther(line_of(page, row), page.holder(row.payee), int(row.level), form_of(row), int(row.amount)))


def settled(page: Page, row: Record, before: Record | None) -> Iterator[Event]:
    """Tell what has become of a reward: taken back, in part or whole, and paid."""
    was, had = (Payout.HELD, 0) if before is None else (Payout(int(before.status)), int(before.taken))
    if row.taken > had:
        yield taken_back(page, row, was, int(row.taken) - had)
    if row.status == Payout.PAID != was:
        yield paid_out(page, row)


def paid_out(page: Page, row: Record) -> Event:
    """Return a reward that is paid, as far as it was not taken back while it was held."""
    form, amount, lapsed = Form(int(row.form)), int(row.amount - row.taken), int(row.lapsed)
    postings = page.take_one(PAID[form], amount) if form in PAID else ()
    postings += page.take_one(Cause.POINTS_LAPSED, lapsed) if lapsed else ()
    paid = RewardPaid(line_of(page, row), page.holder(row.friend), int(row.level), form_of(row), amount, lapsed)
    return page.event(paid, *postings)


def taken_back(page: Page, row: Record, was: Payout, amount: int) -> Event:
    """Return a reward, or a part of it, that is cancelled while it is held, or clawed back."""
    line, friend, form = line_of(page, row), page.holder(row.friend), Form(int(row.form))
    if was == Payout.HELD:
        forfeited = ended(page.account) and page.today == row.earned + row.hold
        what = RewardCancelled(line, friend, form_of(row), amount, bool(forfeited), record(page, row.friend))
        return page.event(what, *(page.take_one(Cause.REWARD_CANCELLED, amount) if form in PAID else ()))
    postings = clawed_back(page, form, amount)
    taken = sum(each.amount for each in postings) if form in CLAWED_BACK else amount
    return page.event(RewardClawedBack(line, friend, form_of(row), taken, record(page, row.friend)), *postings)


def record(page: Page, friend: int) -> str:
    """Return how the account of a friend stands: its bucket while it is open, that it is frozen, or how it has ended."""
    account = page.life.tables.accounts[friend]
    if account.state == State.OPEN and account.leaving == Leaving.FROZEN:
        return "frozen"
    if account.state == State.OPEN:
        return f"M{account.bucket}" if account.bucket else "C"
    return State(int(account.state)).name.lower()


def ended(account: Record) -> bool:
    """Tell whether an account can be paid no more: it has ended, or is frozen."""
    return bool(account.state != State.OPEN or account.leaving == Leaving.FROZEN)


def clawed_back(page: Page, form: Form, amount: int) -> tuple[Posting, ...]:
    """Return the posting by which a reward was taken back; of coupons that are used up in part, what was left."""
    if form not in CLAWED_BACK:
        return ()
    return page.take_one(CLAWED_BACK[form], amount) or page.take(CLAWED_BACK[form])[:1]
