"""What can happen to a person: one record a kind of event, its money in minor units.

A posting whose cause no kind knows still has its event, ``Booked``: nothing in the books is left untold.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, NamedTuple

from sim.ledger import CHART, Cause, LedgerAccount

Money = Annotated[int, "money"]
"""A sum in minor units."""


class Posting(NamedTuple):
    """A posting for one credit account; ``number`` counts those of the story, from 1."""

    number: int
    day: int
    cause: Cause
    amount: Money

    @property
    def debit(self) -> LedgerAccount:
        """Return the ledger account that is debited."""
        return CHART[self.cause][0]

    @property
    def credit(self) -> LedgerAccount:
        """Return the ledger account that is credited."""
        return CHART[self.cause][1]


class Friend(NamedTuple):
    """Somebody who is asked; ``counts``: she was still a prospect, and no other invitation of the day came first."""

    person: int
    strong: bool
    prospect: bool
    counts: bool


class Invited(NamedTuple):
    """She receives an invitation, her ``times``-th; ``felt`` is what the promised reward is worth to her."""

    by: int
    strong: bool
    times: int
    customers: int
    felt: Money
    accepted: bool


class Applied(NamedTuple):
    """She applies, on the invitation of somebody (None: by herself); ``customers`` of her ties are customers by then."""

    invited_by: int | None
    customers: int


class Approved(NamedTuple):
    """The lender opens her account."""

    score: float
    thin: bool
    limit: Money
    channel: str
    cost: Money


class Declined(NamedTuple):
    """The lender refuses, by a rule with such ``terms``; ``cost`` is what the application cost, booked for no account."""

    score: float
    thin: bool
    reason: str
    terms: Any
    cost: Money


class Purchased(NamedTuple):
    """She buys; ``months`` of instalments, 0: all of it falls due on the next statement."""

    number: int
    amount: Money
    coupon: Money
    owed: Money
    months: int


class Borrowed(NamedTuple):
    """An enterprise takes a loan: a ``facility`` in words, its yearly rate as a share, and its monthly instalments."""

    number: int
    amount: Money
    facility: str
    rate: float
    months: int


class Billed(NamedTuple):
    """Her statement: what is new on it, by part, what is overdue, and the day on which it falls due."""

    due: Money
    overdue: Money
    pay_later: Money
    carried: Money
    instalments: Money
    instalment_fees: Money
    interest: Money
    revolving_fees: Money
    late_fees: Money
    due_day: int


class Paid(NamedTuple):
    """She pays ``how``: in full, in part, or the minimum."""

    how: str
    principal: Money
    fees: Money
    before: int
    after: int


class Missed(NamedTuple):
    """She pays nothing of what is due, and rolls into the next bucket."""

    due: Money
    before: int
    after: int
    dpd: int


class HardshipBegins(NamedTuple):
    """She loses income for some months."""

    months: int


class HardshipEnds(NamedTuple):
    """The loss of income is over."""


class Asked(NamedTuple):
    """She invites friends."""

    friends: tuple[Friend, ...]


class FriendJoined(NamedTuple):
    """A friend on her invitation has an account."""

    friend: int


class FriendDeclined(NamedTuple):
    """A friend on her invitation has applied in vain."""

    friend: int


class FriendBought(NamedTuple):
    """A friend she brought makes her first purchase; ``friends`` have done so by now."""

    friend: int
    friends: int


class FriendLate(NamedTuple):
    """A friend she brought is 30 days past due."""

    friend: int


class FriendWrittenOff(NamedTuple):
    """A friend she brought is written off."""

    friend: int
    principal: Money
    fraud: bool


class FriendLeft(NamedTuple):
    """A friend she brought closes her account."""

    friend: int


class RewardEarned(NamedTuple):
    """She earns a reward with a friend (level 0), or an override on one (so many levels up), held for some days."""

    line: str
    friend: int
    level: int
    form: str
    amount: Money
    hold: int


class RewardRefused(NamedTuple):
    """What a line asks for is done, and she is paid nothing: out of its window, a step not reached, a cap or a budget."""

    line: str
    friend: int
    why: str


class RewardPaid(NamedTuple):
    """A reward is paid; of points ``lapsed`` are expected never to be used."""

    line: str
    friend: int
    level: int
    form: str
    amount: Money
    lapsed: Money


class RewardCancelled(NamedTuple):
    """A reward that was held, or a part of it, is not paid: ``forfeited``, as her account has ended, or for the friend's record."""

    line: str
    friend: int
    form: str
    amount: Money
    forfeited: bool
    record: str


class RewardClawedBack(NamedTuple):
    """What was paid of a reward is taken back, or a part, as far as it is there; ``record``: the friend's, "M1", "closed", ..."""

    line: str
    friend: int
    form: str
    amount: Money
    record: str


class EarnedByOther(NamedTuple):
    """Somebody else earns a reward with her."""

    line: str
    person: int
    level: int
    form: str
    amount: Money


class CouponLapsed(NamedTuple):
    """Coupons were not used in time."""

    amount: Money


class ScoreChanged(NamedTuple):
    """She is scored anew, her behaviour seen."""

    before: float
    after: float


class TierChanged(NamedTuple):
    """She moves on the ladder; tiers by name, "" below the first."""

    before: str
    after: str
    up: bool
    on_time: int


class LeadsTeam(NamedTuple):
    """She qualifies as a team leader."""

    friends: int
    team: int


class LeadsNoMore(NamedTuple):
    """She is a leader no more: the quality gate has closed (``suspended``), or she does not qualify any more."""

    suspended: bool
    team: int
    late: int


class LimitChanged(NamedTuple):
    """Her limit moves, for the reasons given."""

    before: Money
    after: Money
    why: tuple[str, ...]


class RoleChanged(NamedTuple):
    """She plays another role by the end of the day."""

    before: str
    after: str


class WrittenOff(NamedTuple):
    """Her account is written off; ``fraud``: she never meant to pay."""

    principal: Money
    fees: Money
    dpd: int
    fraud: bool


class Recovered(NamedTuple):
    """A part of what was written off comes back; ``total`` so far."""

    amount: Money
    total: Money


class Frozen(NamedTuple):
    """The lender takes her account for part of a ring: she buys and earns no more, and closes once nothing is owed."""

    owed: Money


class Leaves(NamedTuple):
    """She decides to leave, for the competitor's offer or not: she buys no more, and closes once nothing is owed."""

    owed: Money
    lured: bool


class Closed(NamedTuple):
    """Her account is closed."""


class Provided(NamedTuple):
    """The lender's provision for her account moves, to ``total``."""

    change: Money
    total: Money


class Carried(NamedTuple):
    """What the account costs the lender this month."""

    funding: Money
    servicing: Money


class Booked(NamedTuple):
    """A posting for which there is no other event."""

    cause: str
    amount: Money


class Event(NamedTuple):
    """Something that happened on a day, and the postings that it caused."""

    day: int
    what: Any
    """One of the records above."""
    postings: tuple[Posting, ...] = ()

    @property
    def kind(self) -> str:
        """Return the kind of event, such as "limit_changed"."""
        return re.sub(r"(?<!^)([A-Z])", r"_\1", type(self.what).__name__).lower()
