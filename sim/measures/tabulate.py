"""The tables of a run, with units and a data dictionary. Money is in currency units."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.facts import Facility, Form
from sim.ledger import CHART, RESULT, Cause, LedgerAccount, movements
from sim.measures.abuse import rings
from sim.measures.economics import application_costs
from sim.measures.growth import honest
from sim.measures.portraits import by_portrait
from sim.measures.tree import trees
from sim.result import Column, Table
from sim.scenario import ENTERPRISE_LOAN, MOST_REWARDS
from sim.tables import (
    ACCOUNTS,
    JOURNAL_ROWS,
    MONTH,
    NONE,
    ORIGINS,
    PAYOUTS,
    Channel,
    Payout,
    Person,
    Records,
    State,
    Stock,
    Tally,
)
from sim.terms import MINOR_UNITS, RATE_UNIT
from sim.world import Life

MONEY = {Tally.GMV, Tally.ON_INSTALMENTS, Tally.CHARGED_OFF_EAD, Tally.LIMIT_GRANTED, Tally.DISBURSED, Tally.INTEREST_AGREED,
         Tally.INTEREST_FORGONE}
COUNTED = {Stock.OPEN, Stock.ACTIVE, Stock.LEADERS}
COUNTS = ("person", "referrer", "bucket", "worst", "tier", "leader", "on_time", "purchases", "invitations", "friends", "team")
BUCKET_NAMES = ("c", "m1", "m2", "m3", "m4", "m5", "m6", "m7")


def tables(life: Life) -> Iterator[Table]:
    """Yield every table of a run; the journal only where it was kept, ``portraits`` and ``rings`` where there are any."""
    yield by_day(life)
    yield ledger(life)
    yield profit_and_loss(life)
    yield roll_rates(life)
    yield vintages(life)
    yield cohorts(life)
    yield accounts(life)
    yield declined(life)
    yield rewards(life)
    yield referral_trees(life)
    if life.scenario.portraits:
        yield by_portrait(life)
    if len(life.tables.rings):
        yield rings(life)
    if life.world.keeps_journal:
        yield journal(life)


def words(kind: type[IntEnum], codes: NDArray[Any]) -> NDArray[np.str_]:
    """Return codes as the lower-case names of their kind."""
    return np.array([member.name.lower() for member in kind])[codes]


def money(amounts: NDArray[np.int64], about: str) -> Column:
    """Return a column of money."""
    return Column(amounts / MINOR_UNITS, "money", about)


def count(values: NDArray[Any], about: str) -> Column:
    """Return a column of whole numbers."""
    return Column(np.asarray(values), "count", about)


def rate(values: NDArray[Any], about: str) -> Column:
    """Return a column of yearly rates."""
    return Column(values * RATE_UNIT, "per year", about)


def by_day(life: Life) -> Table:
    """Return what was counted on each day and what stood at its end."""
    days = life.tables.days
    columns = {"day": Column(np.arange(len(days)), "days", "day of the run, from 0")}
    for tally in Tally:
        values, about = days["tally"][:, tally], f"on the day: {tally.name.lower().replace('_', ' ')}"
        columns[tally.name.lower()] = money(values, about) if tally in MONEY else count(values, about)
    for stock in Stock:
        values, about = days["stock"][:, stock], f"at its end: {stock.name.lower().replace('_', ' ')}"
        columns[f"end_{stock.name.lower()}"] = count(values, about) if stock in COUNTED else money(values, about)
    for bucket, name in enumerate(BUCKET_NAMES):
        columns[f"balance_{name}"] = money(days["balance_by_bucket"][:, bucket], f"principal owed in bucket {name.upper()}")
        columns[f"accounts_{name}"] = count(days["accounts_by_bucket"][:, bucket], f"open accounts in {name.upper()}")
    return Table("days", "One row a day.", columns | conditions(days))


def conditions(days: Records) -> dict[str, Column]:
    """Return what each day brought to everybody, and what was lent and granted under it."""
    return {
        "stress": Column(days["stress"], "number", "the economy: points of unemployment above normal"),
        "season": Column(days["season"], "number", "how many times as often people buy as on the year's mean day"),
        "offer": Column(days["offer"], "share", "part of the last 30 days in which the competitor's offer stood"),
        "capital_used": Column(days["capital_used"], "share", "capital lent out as the day began; 0 where capital has no end"),
        "lending": Column(days["lending"], "share", "part of new lending that was done"),
        "cost_of_funds": Column(days["cost_of_funds"], "per year", "cost of funds"),
        "granted": money(days["granted"][:, MOST_REWARDS], "rewards granted on the day, at face value"),
    }


def ledger(life: Life) -> Table:
    """Return what was posted, by day and cause."""
    posted = life.tables.days["posted"]
    day, cause = np.nonzero(posted)
    sides = np.array([CHART[c] for c in Cause])
    return Table("ledger", "Postings by day and cause; each debits one ledger account and credits another.", {
        "day": Column(day, "days", "day of the run"), "cause": Column(words(Cause, cause), "name", "why money moved"),
        "debit": Column(words(LedgerAccount, sides[cause, 0]), "name", "ledger account debited"),
        "credit": Column(words(LedgerAccount, sides[cause, 1]), "name", "ledger account credited"),
        "amount": money(posted[day, cause], "sum posted"),
    })


def profit_and_loss(life: Life) -> Table:
    """Return income and cost by month; income is positive, cost negative."""
    moved = movements(life.tables.days["posted"])
    starts = np.arange(0, len(moved), MONTH)
    monthly = -np.add.reduceat(moved, starts, axis=0)
    columns = {"month": Column(np.arange(len(starts)), "months", "month of the run, from 0")}
    for account in RESULT:
        columns[account.name.lower()] = money(monthly[:, account], account.name.lower().replace("_", " "))
    columns["profit"] = money(monthly[:, list(RESULT)].sum(axis=1), "sum of all")
    return Table("profit_and_loss", "One row a month of 30 days.", columns)


def roll_rates(life: Life) -> Table:
    """Return moves between buckets on due days, by month."""
    rolls = life.tables.by_month["rolls"]
    month, before, after = np.nonzero(rolls)
    names = np.array([name.upper() for name in BUCKET_NAMES])
    return Table("roll_rates", "Accounts that moved from bucket to bucket on their due day.", {
        "month": Column(month, "months", "month of the run"), "before": Column(names[before], "name", "bucket before"),
        "after": Column(names[after], "name", "bucket after"), "accounts": count(rolls[month, before, after], "moves"),
    })


def vintages(life: Life) -> Table:
    """Return cohorts by month of opening and channel, month on book by month on book."""
    months = int(life.world.months)
    cells = life.tables.vintages.reshape(months, ORIGINS, months)
    cohort, channel, mob = np.nonzero(cells["accounts"])
    here = cells[cohort, channel, mob]
    columns = {
        "cohort": Column(cohort, "months", "month of opening"),
        "channel": Column(words(Channel, channel), "name", "who brought them"),
        "mob": Column(mob, "months", "months on book"), "accounts": count(here["accounts"], "accounts that have come this far"),
    }
    for field, about in (("ever_30", "ever 30 dpd"), ("ever_90", "ever 90 dpd"), ("charged_off", "written off by then")):
        columns[field] = count(here[field], f"of these: {about}")
    columns["margin"] = money(here["margin"], "their contribution margin in that month on book")
    return Table("vintages", "One row a cohort, channel and month on book.", columns)


def cohorts(life: Life) -> Table:
    """Return the K-factor by month of opening; rings are left out."""
    table = life.tables.accounts[: life.world.count[ACCOUNTS]]
    table = table[honest(life)]
    cohort, months = table["opened"] // MONTH, -(-life.scenario.days // MONTH)

    def summed(values: NDArray[Any]) -> NDArray[np.int64]:
        return np.bincount(cohort, weights=values, minlength=months).astype(np.int64)

    activated, friends = summed(table["activated"] != NONE), summed(table["friends"])
    k = np.divide(friends, activated, out=np.full(months, np.nan), where=activated > 0)
    return Table("cohorts", "One row a month of opening.", {
        "cohort": Column(np.arange(months), "months", "month of opening"),
        "accounts": count(summed(np.ones(len(table))), "accounts opened"),
        "activated": count(activated, "of these: have bought"),
        "invitations": count(summed(table["invitations"]), "invitations they have sent"),
        "friends": count(friends, "activated friends they have brought"),
        "k_factor": Column(k, "ratio", "activated friends an activated account has brought so far"),
    })


def origins(life: Life) -> NDArray[np.uint8]:
    """Return each account's channel, ``RING`` for those of rings."""
    return np.where(honest(life), life.tables.accounts["channel"][: life.world.count[ACCOUNTS]], Channel.RING)


def accounts(life: Life) -> Table:
    """Return every account as it stands at the end."""
    table = life.tables.accounts[: life.world.count[ACCOUNTS]]
    columns = {"account": count(np.arange(len(table)), "number of the account")}
    columns["state"] = Column(words(State, table["state"]), "name", "open, closed or charged off")
    columns["channel"] = Column(words(Channel, origins(life)), "name", "who brought it, as the lender sees it; or ring")
    for field in COUNTS:
        none = " (-1: none)" if field == "referrer" else ""
        columns[field] = count(table[field], field.replace("_", " ") + none)
    for field in ("opened", "activated", "ended"):
        columns[field] = Column(table[field], "days", f"day {field} (-1: never)")
    if life.scenario.portraits:
        columns["portrait"] = portraits(life, table["person"])
    columns["score"] = Column(table["score"], "points", "score")
    for field in ("limit", "spent", "margin", "acquisition", "wallet", "written_off", "recovered", "provision"):
        columns[field] = money(table[field], field.replace("_", " "))
    owed = table["pay_later"] + table["carried"] + table["plan_balance"] + table["owed_principal"].sum(axis=1)
    columns["balance"] = money(owed.astype(np.int64), "principal owed")
    columns["fees"] = money(table["owed_fees"].sum(axis=1, dtype=np.int64), "fees owed")
    columns["wont_pay"] = count(table["wont_pay"], "1: payment was never meant")
    columns["rewards"] = money(table["acquisition"] - application_costs(life, table["person"]),
                               "reward cost of bringing it, to whomever it was paid")
    if life.scenario.product.kind == ENTERPRISE_LOAN:
        columns["facility"] = Column(words(Facility, table["facility"]), "name", "term loan or line")
        columns["rate"] = rate(table["rate"], "contract rate of the last loan")
        columns["rate_discount"] = rate(table["earned_discount"], "discount earned on it")
    return Table("accounts", "One row an account, at the end.", columns)


def portraits(life: Life, persons: NDArray[Any]) -> Column:
    """Return the portrait of each of some persons."""
    names = np.array(list(life.scenario.portraits))
    return Column(names[life.tables.persons["portrait"][persons]], "name", "portrait of the person")


def declined(life: Life) -> Table:
    """Return every applicant who was declined."""
    persons = life.tables.persons
    who = np.flatnonzero(persons["state"] == Person.DECLINED)
    referrers = persons["referrer"][who]
    channel = np.where(referrers == NONE, Channel.ORGANIC, Channel.REFERRED)
    channel[who >= life.scenario.persons] = Channel.RING
    columns = {
        "person": count(who, "person"), "channel": Column(words(Channel, channel), "name", "who brought her"),
        "acquisition": money(application_costs(life, who), "what the application cost"),
    }
    if life.scenario.portraits:
        columns["portrait"] = portraits(life, who)
    return Table("declined", "One row a declined applicant.", columns)


def rewards(life: Life) -> Table:
    """Return every reward that was granted."""
    table = life.tables.payouts[: life.world.count[PAYOUTS]]
    lines = np.array([*life.scenario.rewards, ""])
    cuts = np.where(table["form"] == Form.RATE_DISCOUNT, table["amount"], 0)
    return Table("payouts", "One row a reward or override.", {
        "line": Column(lines[table["line"]], "name", "line of the scheme"),
        "level": count(table["level"], "0: the reward itself; 1, 2, ...: override so many levels above"),
        "payee": count(table["payee"], "account paid"), "friend": count(table["friend"], "account it was earned with"),
        "earned": Column(table["earned"], "days", "day on which it was earned"),
        "form": Column(words(Form, table["form"]), "name", "form"), "amount": money(table["amount"] - cuts, "face value"),
        "rate_cut": rate(cuts, "of a rate discount: taken off the yearly rate"),
        "taken_back": money(np.where(cuts > 0, 0, table["taken"]), "of this: taken back"),
        "status": Column(words(Payout, table["status"]), "name", "held, paid, cancelled while held, or clawed back"),
    })


def referral_trees(life: Life) -> Table:
    """Return every referral tree."""
    roots, sizes, depths = trees(life)
    return Table("trees", "One row a referral tree.", {
        "root": count(roots, "account nobody referred"), "size": count(sizes, "accounts, the root included"),
        "depth": count(depths, "longest chain below the root"),
    })


def journal(life: Life) -> Table:
    """Return every single posting."""
    rows = life.tables.journal[: life.world.count[JOURNAL_ROWS]]
    return Table("journal", "One row a posting, in the order of posting.", {
        "day": Column(rows["day"], "days", "day of the run"),
        "cause": Column(words(Cause, rows["cause"]), "name", "why money moved"),
        "account": count(rows["account"], "credit account (-1: none)"), "amount": money(rows["amount"], "sum posted"),
    })
