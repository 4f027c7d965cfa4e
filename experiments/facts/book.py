"""The lender's book: what is late, what is written off, what a customer costs."""

from __future__ import annotations

from functools import partial

import numpy as np

from experiments.claims.claim import Setting, each
from experiments.facts.fact import Fact, Published, about
from experiments.interval import Interval, interval
from experiments.interval import ratio as ratio_of_means
from sim.result import Result

YEAR, LAUNCHED = 360, 2014
PLAIN = Setting("baitiao_consumer", (), 60_000, 5 * YEAR, 12)
"""Huabei was launched from late 2014 to April 2015: its book at the end of a year is the model's at the same age."""
TWO_YEARS = Setting("baitiao_consumer", (), 60_000, 2 * YEAR, 24)
COHORT = Setting("baitiao_consumer", ("population.launch=1", "behaviour.invite.altruism=0"), 20_000, 60, 8)
ENTERPRISES = Setting("enterprise_base", (), 40_000, 2 * YEAR, 8)
BUCKETS = ("C", "M1", "M2", "M3", "M4", "M5", "M6", "M7")


def late_balance(missed: int, year: int) -> Interval:
    """Return the share of the balance in accounts with so many missed statements, over the last month of a calendar year."""
    return interval(each(PLAIN, partial(late_share, missed, (year - LAUNCHED) * YEAR)))


def late_share(missed: int, day: int, run: Result) -> float:
    """Return the share of the balance in accounts with so many missed statements, over the 30 days before a day."""
    days = run.tables["days"]
    owed = np.array([days[f"balance_{bucket.lower()}"][day - 30:day].sum() for bucket in BUCKETS])
    return float(owed[missed:].sum() / owed.sum())


def of_cohorts(what: str, mob: int) -> Interval:
    """Return the share of accounts to which something had happened by a month on book."""
    def counted(column: str, run: Result) -> float:
        table = run.tables["vintages"]
        return float(table[column][table["mob"] == mob].sum())

    return ratio_of_means(*(each(PLAIN, partial(counted, column)) for column in (what, "accounts")))


def roll(before: str, after: str) -> Interval:
    """Return the share of accounts in a bucket that miss the next statement too, over three years."""
    def counted(to: str | None, run: Result) -> float:
        table = run.tables["roll_rates"]
        here = (table["before"] == before) & (table["month"] < 36)
        return float(table["accounts"][here if to is None else here & (table["after"] == to)].sum())

    return ratio_of_means(*(each(PLAIN, partial(counted, to)) for to in (after, None)))


def first_payment() -> Interval:
    """Return the share of new borrowers who miss their first statement."""
    def counted(missed: bool, run: Result) -> float:
        accounts = run.tables["accounts"]
        first = (accounts["opened"] < 14) & (accounts["activated"] >= 0) & (accounts["activated"] < accounts["opened"] + 30)
        return float((first & ((accounts["worst"] > 0) | ~np.bool_(missed))).sum())

    return ratio_of_means(*(each(COHORT, partial(counted, missed)) for missed in (True, False)))


ANT, ABN, QFIN = "Ant's prospectus 2020", "Baitiao ABN, rating reports", "QFIN, quarterly reports"
SHARES = {2017: (0.0108, 0.0068), 2018: (0.0143, 0.0101), 2019: (0.0156, 0.0105)}
RATES = {("C", "M1"): (0.0116, 0.0029), ("M1", "M2"): (0.25, 0.0625), ("M2", "M3"): (0.75, 0.03), ("M3", "M4"): (0.88, 0.03),
         ("M4", "M5"): (0.94, 0.03)}
"""Roll rates, and by how much they may be missed: a quarter of the small ones, the noise of a portfolio for the others."""


def late(year: int, days: int, missed: int, found: float) -> Fact:
    """Return the fact that so much of the balance was late at the end of a year."""
    return Fact(f"late-{days}-{year}", f"Balance {days} or more days past due, end of {year}", f"{100 * found:.2f} %", about(found),
                "share", ANT, True, f"The plain product's book after {year - LAUNCHED} years. The default is calibrated to the "
                "mean of 2017 to 2019 (docs/calibrated.md). In the model the shares hardly move from one year to the next; those "
                "published rise.",
                partial(late_balance, missed, year))


def rolling(before: str, after: str, rate: float, error: float) -> Fact:
    """Return the fact that so many accounts of a bucket roll to the next."""
    return Fact(f"roll-{before}-{after}".lower(), f"Accounts that roll from {before} to {after}", f"{100 * rate:.3g} %",
                about(rate, error=error), "share", "derived from Ant's shares of 2019", True,
                "The base rate of the repayment rule, up to M2 as calibrated. Customers differ, and use their limits "
                "otherwise than the rule's usual one.",
                partial(roll, before, after))


FACTS = (
    *(late(year, days, missed, found) for year, shares in SHARES.items()
      for (days, missed), found in zip(((30, 2), (90, 4)), shares, strict=True)),
    Fact("late-90-others", "Balance 90 or more days past due at another lender", "1.48 % (2020) to 2.09 % (2025)",
         Published(0.0148, 0.0209), "share", QFIN, False,
         "A lender to riskier customers than those of a shop; raise behaviour.repay.c_to_m1 for a book like it.",
         partial(late_balance, 4, 2019)),
    Fact("written-off", "Receivables of a rated pool that are written off", "1.01 to 1.15 %", Published(0.0101, 0.0115), "share",
         ABN, True, "Activated accounts written off within two years; a pool is of selected receivables. The default is calibrated "
         "to it, give or take 0.3 %, together with the balance that is late.",
         lambda: interval(each(TWO_YEARS, "written_off_share"))),
    Fact("ever-90", "Cumulative default of a pool", "at most about 3 %", Published(0.0, 0.03), "share", ABN, True,
         "Accounts ever 90 dpd by month on book 24. The default is calibrated to it.", partial(of_cohorts, "ever_90", 24)),
    Fact("first-payment", "New borrowers who are late with the first payment", "3.0 to 3.6 %", Published(0.03, 0.036), "share",
         QFIN, True, "One day late counts there, a missed statement here, and most who are late for some days pay before the next: "
         "what the model has no days for. The share of applicants who never mean to pay was set with this figure in mind.",
         first_payment),
    *(rolling(*move, *rate) for move, rate in RATES.items()),
    Fact("balance", "Mean balance of an active account", "about CNY 2,000", about(2_000.0), "CNY",
         f"{ANT}: Huabei, limits of 500 to 50,000", True,
         "Limits here are first limits of CNY 500 to 5,000, with no tiers, of customers of five years at most.",
         lambda: ratio_of_means(each(PLAIN, "ead"), each(PLAIN, "active_accounts"))),
    Fact("cac", "Cost of an acquired customer", "CNY 105 to 240 (2017)", Published(105.0, 240.0), "CNY", "press", True,
         "Advertising was set to it, at the share of applicants approved and activated before the default was "
         "calibrated.", lambda: interval(each(TWO_YEARS, "cac"))),
    Fact("npl", "Non-performing enterprise loans", "2.30 % (2024)", about(0.023), "share", "MYbank, annual report", True,
         "The plain book of enterprises after two years, 90 dpd and more.", lambda: interval(each(ENTERPRISES, "npl_ratio"))),
)

SECONDS = 20
"""About how long all of them take."""
