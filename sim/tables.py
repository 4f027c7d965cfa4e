"""The tables of a world: one record a person, one a credit account, one a reward; and what is counted by day.

A person costs 88 bytes and a place in ``ties_start``; an account 336, and 16 for each plan that runs, a loan or a purchase
on instalments. Of an enterprise, purchases are loans: ``purchases`` counts them, ``spent`` is the sum disbursed.
Tables grow between phases, never inside a kernel.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.scenario import CHANNEL_NAMES, MOST_REWARDS
from sim.terms import annotated_fields, is_whole

Records = Any
"""A record array: ``table[row].field`` reads and writes, compiled or not."""
Record = Any
"""One row of a record array."""

MONTH = 30
CHANNELS = len(CHANNEL_NAMES)
ORIGINS = CHANNELS + 1
"""The channels that the lender sees, and rings, which it does not."""
STATEMENTS = 7
CAUSES = 32
BUCKETS = 8
NONE = -1


class Person(IntEnum):
    """Where a person stands with the lender."""

    PROSPECT = 0
    CUSTOMER = 1
    DECLINED = 2


class State(IntEnum):
    """Where an account stands."""

    OPEN = 0
    CLOSED = 1
    CHARGED_OFF = 2


class Leaving(IntEnum):
    """Whether a customer leaves, and why: for reasons of her own, for the competitor's offer, or because the lender froze her."""

    STAYS = 0
    OWN = 1
    LURED = 2
    FROZEN = 3


class Channel(IntEnum):
    """Who brought an account: nobody, a referrer, a team leader or a member of her team.

    ``RING`` is nature's word for an account of a ring, in vintages and tables; the lender sees one of the others.
    """

    ORGANIC = 0
    REFERRED = 1
    TEAM = 2
    RING = 3


class Payout(IntEnum):
    """Where a reward stands."""

    HELD = 0
    PAID = 1
    CANCELLED = 2
    CLAWED_BACK = 3


PERSON = np.dtype([
    ("arrival_hazard", "f8"), ("invitation_hazard", "f8"),
    ("theta", "f4"), ("deal", "f4"), ("propensity", "f4"), ("points_taste", "f4"), ("limit_taste", "f4"),
    ("income", "i4"), ("hazard_day", "i4"), ("due_day", "i4"), ("due_next", "i4"), ("due_before", "i4"),
    ("customer_ties", "i4"), ("account", "i4"), ("referrer", "i4"), ("inviter", "i4"), ("invited_day", "i4"),
    ("strong", "i4"), ("invitations", "i2"), ("defaulted_ties", "i2"), ("state", "u1"), ("thin", "u1"), ("portrait", "u1"),
    ("checked", "u1"),
], align=True)

ACCOUNT = np.dtype([
    ("spent", "i8"), ("margin", "i8"), ("month_margin", "i8"), ("acquisition", "i8"), ("wallet", "i8"),
    ("points", "i8"), ("coupons", "i8"), ("earned_limit", "i8"),
    ("earned_amount", "i4", MOST_REWARDS),
    ("invite_hazard", "f4"), ("invite_at", "f4"), ("shop_hazard", "f4"), ("shop_at", "f4"),
    ("leave_hazard", "f4"), ("deal", "f4"), ("propensity", "f4"), ("points_taste", "f4"), ("limit_taste", "f4"),
    ("score", "f4"),
    ("person", "i4"), ("referrer", "i4"), ("opened", "i4"), ("activated", "i4"), ("last_purchase", "i4"),
    ("ended", "i4"), ("cycle_next", "i4"), ("oldest_due", "i4"),
    ("limit", "i4"), ("first_limit", "i4"),
    ("pay_later", "i4"), ("carried", "i4"), ("plan_balance", "i4"), ("plans", "i4"),
    ("owed_principal", "i4", STATEMENTS), ("owed_fees", "i4", STATEMENTS),
    ("provision", "i4"), ("written_off", "i4"), ("recovered", "i4"),
    ("coupons_until", "i4"), ("payouts", "i4"),
    ("last_loan", "i4"), ("earned_discount", "i4"),
    ("purchases", "i4"), ("invitations", "i4"), ("friends", "i4"), ("team", "i4"), ("team_late", "i4"),
    ("earned_count", "i2", MOST_REWARDS),
    ("strong_asked", "i2"), ("weak_asked", "i2"), ("on_time", "i2"), ("policy", "u2"), ("rate", "u2"), ("facility", "u1"),
    ("rewarded", "u1"), ("billed", "u1"),
    ("state", "u1"), ("channel", "u1"), ("tier", "u1"), ("bucket", "u1"), ("worst", "u1"), ("wont_pay", "u1"),
    ("leader", "u1"), ("hardship", "u1"), ("touched", "u1"), ("leaving", "u1"),
    ("brought", "u1"),
], align=True)

PLAN = np.dtype([("next", "i4"), ("left", "i4"), ("fee", "i4"), ("rate", "u2"), ("months", "u1"), ("begun", "u1")])
"""Principal left to bill and the statements on which it falls due. A purchase costs a flat ``fee`` a month; a loan a
yearly ``rate`` on what is left, in ``RATE_UNIT``, its first statement (before it has ``begun``) nothing but ``fee``,
the interest until then."""
PAYOUT = np.dtype([
    ("amount", "i8"), ("taken", "i8"),
    ("payee", "i4"), ("friend", "i4"), ("earned", "i4"), ("next_of_friend", "i4"), ("lapsed", "i4"),
    ("hold", "u2"), ("line", "u1"), ("form", "u1"), ("status", "u1"), ("level", "u1"),
], align=True)
RING = np.dtype([
    ("gain", "f8"), ("plan", "i4"), ("accounts", "i4"), ("fan", "i4"), ("begun", "i4"), ("applied", "i4"), ("found", "i4"),
], align=True)
SHAPE = np.dtype([("reward", "f8"), ("own", "f8"), ("found", "f8"), ("spend", "i8"), ("accounts", "i4"), ("fan", "i4")], align=True)
JOURNAL = np.dtype([("amount", "i8"), ("day", "i4"), ("account", "i4"), ("cause", "i4")], align=True)


class Count(IntEnum):
    """Running numbers of a world."""

    ACCOUNTS = 0
    PLANS = 1
    FREE_PLAN = 2
    PAYOUTS = 3
    JOURNAL_ROWS = 4
    INVITED = 5
    APPLICANTS = 6
    TOUCHED = 7
    PLANNED = 8


ACCOUNTS, PLANS, FREE_PLAN, PAYOUTS, JOURNAL_ROWS, INVITED, APPLICANTS, TOUCHED, PLANS_ASKED = (c.value for c in Count)


class Tally(IntEnum):
    """What is counted by day. After ``APPROVED`` come the reasons to decline, in the order of ``Reason``."""

    INVITATIONS = 0
    INVITED = 1
    ACCEPTED = 2
    APPLICATIONS = 3
    APPROVED = 4
    LOW_SCORE = 5
    THIN_FILE = 6
    FRAUD_CHECK = 7
    NO_FUNDS = 8
    IDENTITY_CHECK = 9
    VELOCITY = 10
    ACTIVATED = 11
    REFERRED_ACTIVATED = 12
    PURCHASES = 13
    GMV = 14
    ON_INSTALMENTS = 15
    CLOSED = 16
    LURED = 17
    CHARGED_OFF = 18
    CHARGED_OFF_EAD = 19
    REWARDS = 20
    OVER_CAP = 21
    OVER_BUDGET = 22
    OVER_DAILY_BUDGET = 23
    CLAWED_BACK = 24
    LIMIT_GRANTED = 25
    MISSED = 26
    INVITED_STRONG = 27
    ACCEPTED_STRONG = 28
    DISBURSED = 29
    INTEREST_AGREED = 30
    INTEREST_FORGONE = 31
    IDENTITIES_CHECKED = 32
    HONEST_REFUSED = 33
    FRAUD_REVIEWS = 34
    FROZEN = 35
    HONEST_FROZEN = 36


class Stock(IntEnum):
    """What stands at the end of a day."""

    OPEN = 0
    ACTIVE = 1
    LIMITS = 2
    LEADERS = 3
    ECL_STAGE_1 = 4
    ECL_STAGE_2 = 5
    ECL_STAGE_3 = 6
    FEES_OWED = 7
    WALLETS = 8
    POINTS = 9
    COUPONS = 10


TABLES = ("persons", "ties_start", "ties", "accounts", "plans", "payouts", "journal", "days", "lists", "by_month",
          "vintages", "rings", "shapes")
DAY = np.dtype([
    ("posted", "i8", CAUSES), ("tally", "i8", len(Tally)), ("stock", "i8", len(Stock)),
    ("balance_by_bucket", "i8", BUCKETS), ("accounts_by_bucket", "i8", BUCKETS),
    ("granted", "i8", MOST_REWARDS + 1), ("stress", "f8"), ("season", "f8"), ("offer", "f8"),
    ("capital_used", "f8"), ("lending", "f8"), ("cost_of_funds", "f8"),
    ("payouts_from", "i8"), ("payouts_to", "i8"), ("due_first", "i4"),
], align=True)
"""``granted`` are the rewards granted so far today by line, all lines last. ``stress``, ``season`` and ``offer`` (the share of
the last month in which the competitor's stood) are known before the run; ``capital_used``, the share of ``lending`` done
and the ``cost_of_funds`` a year as the day begins."""
LIST = np.dtype([
    ("invited", "i4"), ("applicants", "i4"), ("touched", "i4"), ("buyer", "i4"), ("planned", "i4"), ("months", "i4"),
])
MONTH_ROW = np.dtype([("rolls", "i8", (BUCKETS, BUCKETS))])
VINTAGE = np.dtype([("accounts", "i8"), ("ever_30", "i8"), ("ever_90", "i8"), ("charged_off", "i8"), ("margin", "i8")])
WORLD = np.dtype([
    ("seed", "i8"), ("people", "i8"),
    ("ring_count", "i8"), ("ring_size", "i8"), ("shape_count", "i8"), ("horizon", "i8"), ("months", "i8"), ("keeps_journal", "i8"),
    ("count", "i8", len(Count)), ("used", "i8", MOST_REWARDS + 1),
    ("policy_count", "i8"), ("policies", "i8"), ("cells", "i8"),
    ("cycle_first", "i4", MONTH), ("cycle_last", "i4", MONTH),
    *((name, "i8") for name in TABLES),
], align=True)
"""What a kernel is given as ``world``: running numbers (rows in use, budgets used, the first and last account of each
cycle day) and where each table is; ``cells`` holds the number of the policy of each portrait, tier and channel. One
record is one pointer; ``sim.rows`` reads the tables through it."""
World = Record


class Tables(NamedTuple):
    """The tables of a world: N persons, A accounts, D days, M months."""

    persons: Records
    ties_start: NDArray[np.int64]
    """Shape (N + 1,)."""
    ties: NDArray[np.int32]
    accounts: Records
    plans: Records
    payouts: Records
    journal: Records
    days: Records
    """A row a day: what was posted by cause, counted, and stood at its end."""
    lists: Records
    """Today's events, a column a kind, in rows that have nothing else in common."""
    by_month: Records
    """Moves from bucket to bucket on due days."""
    vintages: Records
    """Shape (M x origins x M,): cohort by month of opening, channel or ring, month on book."""
    rings: Records
    """A row an organiser; her accounts are the persons behind the honest ones, ``abuse.accounts`` in a row for each."""
    shapes: Records
    """A row each ring that an organiser may think of: its size, its fan, and what it would be paid."""


def layout(group: type) -> np.dtype[Any]:
    """Return the record that holds a group of terms: whole numbers as i8, others as f8."""
    fields = annotated_fields(group)
    return np.dtype([(name, "i8" if is_whole(field) else "f8") for name, field in fields.items()], align=True)


def records(rows: int, dtype: np.dtype[Any]) -> Records:
    """Return a table of zeros whose rows read as ``row.field``; memory is taken as rows are touched."""
    return np.zeros(rows, dtype).view(np.recarray)


def grown(table: Records, needed: int) -> Records:
    """Return a copy of a table with at least ``needed`` rows, and at least twice as many as before."""
    longer = np.zeros(max(needed, 2 * len(table)), table.dtype)
    longer[: len(table)] = table
    return longer.view(type(table))
