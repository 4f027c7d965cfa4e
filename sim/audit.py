"""The audit: what the books say and what the world's own tables say must be the same, to the last minor unit.

The books are what was posted, by day and cause; the tables are persons, accounts, plans and rewards. Each figure is
worked out from both; ``audit`` returns a sentence for each that differs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.cells import STEPS
from sim.facts import Form
from sim.ledger import MARGIN, Cause, movements
from sim.ledger import LedgerAccount as Ledger
from sim.scenario import MOST_REWARDS
from sim.tables import (
    ACCOUNTS,
    CHANNELS,
    JOURNAL_ROWS,
    MONTH,
    NONE,
    PAYOUTS,
    STATEMENTS,
    Leaving,
    Payout,
    Person,
    Records,
    State,
    Stock,
    Tally,
)
from sim.world import Life

Figure = tuple[str, int, int]
"""What it is, what the books say, what the tables say."""
Figures = Iterator[Figure]

TAKEN_BACK = (Cause.REWARD_CANCELLED, Cause.CASH_CLAWED_BACK, Cause.POINTS_CLAWED_BACK, Cause.COUPON_CLAWED_BACK)
IN_ACQUISITION = {Cause.REWARD_EARNED: 1, Cause.POINTS_LAPSED: -1, Cause.COUPON_LAPSED: -1, **dict.fromkeys(TAKEN_BACK, -1)}


def audit(life: Life, today: int = -1) -> list[str]:
    """Return a sentence for each figure that differs at the end of ``today``; none if all agree."""
    found = [
        f"{what}: {books:,} in the books, {tables:,} in the tables"
        for what, books, tables in figures(life, today)
        if books != tables
    ]
    return found + [f"{what}: {number:,}" for what, number in breaches(life, today) if number > 0]


def figures(life: Life, today: int) -> Figures:
    """Return every figure that books and tables both know."""
    tables, count = life.tables, life.world.count
    accounts, payouts = tables.accounts[: count[ACCOUNTS]], tables.payouts[: count[PAYOUTS]]
    posted = tables.days["posted"].sum(axis=0)
    stood, books = tables.days[today], movements(posted)
    yield from by_day(tables.days["posted"])
    yield from debts(accounts, tables.plans, stood, books)
    yield from liabilities(accounts, payouts, stood, books)
    yield from losses(accounts, posted)
    yield from results(life, accounts, posted)
    yield from fixed_cost(life, today, posted)
    yield from counts(tables.days["tally"].sum(axis=0), posted, accounts, payouts)
    yield from budgets(life, payouts, posted)
    yield from rings(life, accounts)
    if life.world.keeps_journal:
        yield from journal(tables.journal[: count[JOURNAL_ROWS]], tables.days["posted"], accounts)


def by_day(posted: NDArray[np.int64]) -> Figures:
    """What is debited on a day is credited on that day."""
    left = movements(posted).sum(axis=1)
    for day in np.flatnonzero(left):
        yield f"debits less credits of day {day}", int(left[day]), 0


def principal(accounts: Records) -> NDArray[np.int64]:
    """Return the principal that each account owes."""
    owed: NDArray[np.int64] = accounts["owed_principal"].sum(axis=1, dtype=np.int64)
    return owed + accounts["pay_later"] + accounts["carried"] + accounts["plan_balance"]


def fees(accounts: Records) -> NDArray[np.int64]:
    """Return the fees that each account owes."""
    owed: NDArray[np.int64] = accounts["owed_fees"].sum(axis=1, dtype=np.int64)
    return owed


def debts(accounts: Records, plans: Records, stood: Any, books: NDArray[np.int64]) -> Figures:
    """What customers owe, and what is held against it."""
    owed, of_fees, provided = (
        int(principal(accounts).sum()),
        int(fees(accounts).sum()),
        int(accounts["provision"].sum()),
    )
    stages = int(stood.stock[[Stock.ECL_STAGE_1, Stock.ECL_STAGE_2, Stock.ECL_STAGE_3]].sum())
    yield "receivables", int(books[Ledger.RECEIVABLE]), owed
    yield "receivables by bucket", int(books[Ledger.RECEIVABLE]), int(stood.balance_by_bucket.sum())
    yield "fees receivable", int(books[Ledger.FEES_RECEIVABLE]), of_fees
    yield (
        "fees receivable at the end of the day",
        int(books[Ledger.FEES_RECEIVABLE]),
        int(stood.stock[Stock.FEES_OWED]),
    )
    yield "allowance", -int(books[Ledger.ALLOWANCE]), provided
    yield "allowance by stage", -int(books[Ledger.ALLOWANCE]), stages
    planned = in_plans(accounts, plans)
    for account in np.flatnonzero(planned != accounts["plan_balance"]):
        yield f"plan balance of account {account}", int(accounts[account].plan_balance), int(planned[account])


def in_plans(accounts: Records, plans: Records) -> NDArray[np.int64]:
    """Return what is left on each account's plans, all chains walked side by side."""
    left, at = np.zeros(len(accounts), dtype=np.int64), accounts["plans"].copy()
    while (walking := at != NONE).any():
        left[walking] += plans["left"][at[walking]]
        at[walking] = plans["next"][at[walking]]
    return left


def liabilities(accounts: Records, payouts: Records, stood: Any, books: NDArray[np.int64]) -> Figures:
    """What is owed to customers: rewards held, wallets, points, coupons; and limit, which is owed to nobody."""
    held = payouts[(payouts["status"] == Payout.HELD) & is_money(payouts)]
    cash, points, limits, discounts = (
        standing(payouts, form, len(accounts))
        for form in (Form.CASH, Form.POINTS, Form.CREDIT_LIMIT, Form.RATE_DISCOUNT)
    )
    yield "rewards held", -int(books[Ledger.REWARDS_HELD]), int((held["amount"] - held["taken"]).sum())
    for ledger, stock, field in (
        (Ledger.WALLETS, Stock.WALLETS, "wallet"),
        (Ledger.POINTS, Stock.POINTS, "points"),
        (Ledger.COUPONS, Stock.COUPONS, "coupons"),
    ):
        yield field, -int(books[ledger]), int(accounts[field].sum())
        yield f"{field} at the end of the day", -int(books[ledger]), int(stood.stock[stock])
    for field, rewards in (
        ("wallet", cash),
        ("points", points),
        ("earned_limit", limits),
        ("earned_discount", discounts),
    ):
        for account in np.flatnonzero(accounts[field] != rewards):
            yield f"{field} of account {account}", int(rewards[account]), int(accounts[account][field])


def is_money(payouts: Records) -> NDArray[np.bool_]:
    """Tell of each reward whether it is posted: limit and a lower rate are not."""
    return ~np.isin(payouts["form"], (Form.CREDIT_LIMIT, Form.RATE_DISCOUNT))


def standing(payouts: Records, form: Form, accounts: int) -> NDArray[np.int64]:
    """Return what each account was paid in a form and has not lost again."""
    paid = payouts[(payouts["status"] == Payout.PAID) & (payouts["form"] == form)]
    total = np.zeros(accounts, dtype=np.int64)
    np.add.at(total, paid["payee"], paid["amount"] - paid["lapsed"] - paid["taken"])
    return total


def losses(accounts: Records, posted: NDArray[np.int64]) -> Figures:
    """What was written off, and what came back of it."""
    lost = accounts[accounts["state"] == State.CHARGED_OFF]
    by_fraud = lost["wont_pay"] > 0
    yield "credit losses", int(posted[Cause.CREDIT_LOSS]), int(lost["written_off"][~by_fraud].sum())
    yield "fraud losses", int(posted[Cause.FRAUD_LOSS]), int(lost["written_off"][by_fraud].sum())
    yield "recoveries", int(posted[Cause.RECOVERY]), int(accounts["recovered"].sum())
    bought = int(posted[Cause.PURCHASE] + posted[Cause.COUPON_USED] + posted[Cause.LOAN_DISBURSED])
    yield "purchases and loans", bought, int(accounts["spent"].sum())


def results(life: Life, accounts: Records, posted: NDArray[np.int64]) -> Figures:
    """Each account's margin and acquisition cost, and the lender's result.

    A reward is the acquisition of the friend it was earned with; declined applications are nobody's.
    """
    margins = int(accounts["margin"].sum())
    by_month = int(life.tables.vintages["margin"].sum()) + int(accounts["month_margin"].sum())
    economics, tally = life.scenario.economics, life.tables.days["tally"].sum(axis=0)
    organic = int((accounts["referrer"] == NONE).sum())
    rewards = sum(sign * int(posted[cause]) for cause, sign in IN_ACQUISITION.items())
    identified = int((life.tables.persons["checked"][accounts["person"]] > 0).sum())
    opened = len(accounts) * economics.application + organic * economics.marketing + identified * economics.identity_check
    yield "margins", int(posted @ MARGIN), margins
    yield "margins by month on book", int(posted @ MARGIN), by_month
    yield "acquisition costs", rewards + opened, int(accounts["acquisition"].sum())
    yield "applications", int(posted[Cause.APPLICATION]), int(tally[Tally.APPLICATIONS]) * economics.application
    checked, looked_into = int(tally[Tally.IDENTITIES_CHECKED]), int(tally[Tally.FRAUD_REVIEWS])
    yield "identity checks", int(posted[Cause.IDENTITY_CHECK]), checked * economics.identity_check
    yield "fraud reviews", int(posted[Cause.FRAUD_REVIEW]), looked_into * economics.fraud_review


def fixed_cost(life: Life, today: int, posted: NDArray[np.int64]) -> Figures:
    """What the programme costs by itself: so much a month, by the day."""
    monthly, days = life.scenario.economics.overhead, today % len(life.tables.days) + 1
    yield "overhead", int(posted[Cause.OVERHEAD]), monthly * (days // MONTH) + monthly * (days % MONTH) // MONTH


def counts(
    tally: NDArray[np.int64], posted: NDArray[np.int64], accounts: Records, payouts: Records
) -> Figures:
    """What was counted by day, and what there is."""
    yield "accounts approved", int(tally[Tally.APPROVED]), len(accounts)
    yield "accounts activated", int(tally[Tally.ACTIVATED]), int((accounts["activated"] != NONE).sum())
    lured = (accounts["state"] == State.CLOSED) & (accounts["leaving"] == Leaving.LURED)
    yield "accounts lost to the competitor", int(tally[Tally.LURED]), int(lured.sum())
    yield "accounts closed", int(tally[Tally.CLOSED]), int((accounts["state"] == State.CLOSED).sum())
    yield "accounts charged off", int(tally[Tally.CHARGED_OFF]), int((accounts["state"] == State.CHARGED_OFF).sum())
    yield "accounts frozen", int(tally[Tally.FROZEN]), int((accounts["leaving"] == Leaving.FROZEN).sum())
    yield "rewards granted", int(tally[Tally.REWARDS]), len(payouts)
    yield "rewards taken back", int(tally[Tally.CLAWED_BACK]), int((payouts["taken"] > 0).sum())
    yield "sums disbursed", int(tally[Tally.DISBURSED]), int(posted[Cause.LOAN_DISBURSED])
    yield "purchases made", int(tally[Tally.PURCHASES]), int(accounts["purchases"].sum())


def rings(life: Life, accounts: Records) -> Figures:
    """What organisers remember, and what stands in the tables of persons and accounts."""
    persons, known = life.tables.persons[life.scenario.persons :], life.tables.rings
    in_ring = accounts["person"] >= life.scenario.persons
    yield "accounts of rings", int(in_ring.sum()), int((persons["account"] != NONE).sum())
    yield "identities used", int((persons["state"] != Person.PROSPECT).sum()), int(known["applied"].sum())
    yield "ring accounts found", int((accounts["leaving"][in_ring] == Leaving.FROZEN).sum()), int(known["found"].sum())


def budgets(life: Life, payouts: Records, posted: NDArray[np.int64]) -> Figures:
    """Budgets used: all that was granted, less all that was taken back."""
    used = life.world.used
    limits = payouts["form"] == Form.CREDIT_LIMIT
    back = sum(int(posted[cause]) for cause in TAKEN_BACK) + int(payouts["taken"][limits].sum())
    money = int(payouts["amount"][is_money(payouts)].sum())
    granted = money + int(payouts["amount"][limits].sum())
    yield "campaign budget used", granted - back, int(used[MOST_REWARDS])
    yield "budgets of all lines used", int(used[:MOST_REWARDS].sum()), int(used[MOST_REWARDS])
    days, of_budget = np.zeros_like(life.tables.days["granted"]), payouts[payouts["form"] != Form.RATE_DISCOUNT]
    np.add.at(days, (of_budget["earned"], of_budget["line"]), of_budget["amount"])
    days[:, MOST_REWARDS] = days[:, :MOST_REWARDS].sum(axis=1)
    for day, line in np.argwhere(days != life.tables.days["granted"]):
        yield f"granted on day {day} under line {line}", int(days[day, line]), int(life.tables.days["granted"][day, line])
    yield "rewards earned", int(posted[Cause.REWARD_EARNED]), money


def journal(rows: Records, posted: NDArray[np.int64], accounts: Records) -> Figures:
    """The single postings, and their sums by day and cause and by account."""
    sums = np.zeros_like(posted)
    np.add.at(sums, (rows["day"], rows["cause"]), rows["amount"])
    for day, cause in np.argwhere(sums != posted):
        yield f"{Cause(cause).name} on day {day}", int(posted[day, cause]), int(sums[day, cause])
    margins = np.zeros(len(accounts) + 1, dtype=np.int64)
    np.add.at(margins, rows["account"], rows["amount"] * MARGIN[rows["cause"]])
    for account in np.flatnonzero(margins[:-1] != accounts["margin"]):
        yield f"margin of account {account}", int(margins[account]), int(accounts[account].margin)
    yield "margins of nobody", int(margins[-1]), 0


def breaches(life: Life, today: int) -> Iterator[tuple[str, int]]:
    """Return how often each thing happens that must not happen."""
    accounts = life.tables.accounts[: life.world.count[ACCOUNTS]]
    payouts = life.tables.payouts[: life.world.count[PAYOUTS]]
    day = today % len(life.tables.days)
    late, is_open = accounts["bucket"] > 0, accounts["state"] == State.OPEN
    overdue = day - accounts["oldest_due"]
    # between two due days an account gets older: it has missed a statement for every 30 days begun, as long as it is billed
    months = np.minimum(overdue // MONTH + 1, STATEMENTS)
    asked = accounts["owed_principal"] + accounts["owed_fees"]
    beyond = np.arange(STATEMENTS) > accounts["bucket"][:, None]
    owed = principal(accounts) + fees(accounts)
    amounts = (
        "pay_later",
        "carried",
        "plan_balance",
        "wallet",
        "points",
        "coupons",
        "provision",
        "written_off",
        "recovered",
        "limit",
        "first_limit",
        "earned_discount",
    )
    yield (
        "accounts that ended and owe or are provided for",
        int((~is_open & ((owed != 0) | (accounts["provision"] != 0))).sum()),
    )
    yield (
        "accounts that are late and have no due day, or the reverse",
        int((late != (accounts["oldest_due"] != NONE)).sum()),
    )
    yield (
        "accounts whose bucket is not their days past due",
        int((is_open & late & (months != accounts["bucket"])).sum()),
    )
    yield "accounts that are late and owe nothing", int((is_open & late & (asked[:, 0] == 0)).sum())
    yield "statements beyond the current one", int((beyond & (asked != 0)).sum())
    yield "statements below zero", int((accounts["owed_principal"] < 0).sum() + (accounts["owed_fees"] < 0).sum())
    for name in amounts:
        yield f"accounts with {name} below zero", int((accounts[name] < 0).sum())
    elsewhere = accounts["policy"] != by_cell(life, accounts, accounts["tier"])
    yield "accounts under the policy of another cell", int(elsewhere.sum())
    yield from overdrawn(life, life.world.used, accounts, payouts)
    yield from exceeded(life)


def by_cell(life: Life, accounts: Records, tier: int | NDArray[np.integer[Any]]) -> NDArray[np.int32]:
    """Return the number of the policy of each account's portrait and channel at a tier."""
    portrait = life.tables.persons["portrait"][accounts["person"]].astype(np.int64)
    return life.cells[(portrait * STEPS + tier) * CHANNELS + accounts["channel"]]


def exceeded(life: Life) -> Iterator[tuple[str, int]]:
    """Return how often a day's bounds are passed: its reward budgets, and no lending once the capital is lent out."""
    days, scenario = life.tables.days, life.scenario
    for number, line in enumerate(scenario.rewards.values()):
        yield f"days above the daily budget of line {number}", int((days["granted"][:, number] > line.daily_budget).sum())
    yield (
        "days above the daily budget of the campaign",
        int((days["granted"][:, MOST_REWARDS] > scenario.economics.daily_budget).sum()),
    )
    lent = days["balance_by_bucket"].sum(axis=1)
    new = days["posted"][:, [Cause.PURCHASE, Cause.LOAN_DISBURSED]].sum(axis=1) > 0
    yield "days with lending beyond the capital", int((new[1:] & (lent[:-1] >= scenario.funding.capital)).sum())


def overdrawn(
    life: Life, used: NDArray[np.int64], accounts: Records, payouts: Records
) -> Iterator[tuple[str, int]]:
    """Return how often caps and budgets are overdrawn; a cap is the largest of the tiers an account may have stood at."""
    policy = life.policy
    lines, tiers = policy.lines[: policy.line_count], range(policy.tier_count)
    yield "budgets overdrawn", int((used[: len(lines)] > lines["budget"]).sum())
    yield "campaign budget overdrawn", int(used[MOST_REWARDS] > policy.economics.campaign_budget)
    for number in range(len(lines)):
        mine = payouts[(payouts["line"] == number) & (payouts["form"] != Form.RATE_DISCOUNT)]
        earned = np.zeros(len(accounts), dtype=np.int64)
        np.add.at(earned, mine["payee"], mine["amount"])
        count, amount = (
            np.max([life.policies["lines"][cap][by_cell(life, accounts, tier), number] for tier in tiers], axis=0)
            for cap in ("cap_count", "cap_amount")
        )
        yield (
            f"accounts above the cap on the count of line {number}",
            int((accounts["earned_count"][:, number] > count).sum()),
        )
        yield f"accounts above the cap on the sum of line {number}", int((earned > amount).sum())
        yield (
            f"accounts with another sum earned of line {number}",
            int((accounts["earned_amount"][:, number] != earned).sum()),
        )
