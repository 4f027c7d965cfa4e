"""What must follow from budgets, capital, hard times, the season and a competitor; each effect paired by seed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from experiments.claims.claim import Check, Claim, Setting, by_month, each, more, ratio, runs
from experiments.interval import interval
from sim.result import Result

SIZE = {"persons": 40_000, "days": 720, "replications": 10}
BOOK = ("population.launch=0.2",)
"""A fifth of all are customers from the start, so that there is a book to see effects in."""
CALM = Setting("baitiao_consumer", BOOK, **SIZE)
LATE = ("m2", "m3", "m4", "m5", "m6")
JANUARY_TO_OCTOBER, MAY, JUNE, JULY, NOVEMBER = list(range(10)), 4, 5, 6, 10


def book(*changes: str) -> Setting:
    """Return the calm book with some settings changed."""
    return Setting("baitiao_consumer", (*BOOK, *changes), **SIZE)


def hard_times() -> Iterator[Claim]:
    """M: the economy."""
    slowdown, shock = book("macro.preset=slowdown"), book("macro.preset=shock")
    constant = book("macro.preset={rule: path, days: [0], level: [3]}")
    yield Claim("M1", "slowdown: late balances rise (30+ dpd, days 180 to 540)", ratio(slowdown, CALM, late), 1.0, np.inf, "x")
    yield Claim("M1", "shock: they rise more", ratio(shock, slowdown, late), 1.0, np.inf, "x")
    yield Claim("M2", "shock: net charge-off rate rises", ratio(shock, CALM, "net_charge_off_rate"), 1.0, np.inf, "x")
    yield Claim("M2", "... the extra charge-offs follow the extra first-month arrears after", interval(lags(shock)),
                2.0, 8.0, "months")
    per_point = np.log(each(constant, "net_charge_off_rate") / each(CALM, "net_charge_off_rate")) / 3.0
    yield Claim("M3", "log of the charge-off rate, a point of unemployment (US cards 2007-2010: 0.18)", interval(per_point),
                0.10, 0.26, "")
    yield Claim("M4", "shock: people buy less", ratio(shock, CALM, "gmv"), 0.0, 1.0, "x")


def late(run: Result) -> float:
    """Return the share of the balance 30 or more days late, mean of days 180 to 540."""
    days = run.tables["days"]
    late = np.sum([days[f"balance_{bucket}"][180:540] for bucket in LATE], axis=0)
    return float((late / (late + days["balance_c"][180:540] + days["balance_m1"][180:540])).mean())


def lags(shock: Setting) -> list[float]:
    """Return by how many months half of the extra charge-offs come after half of the extra arrears, a pseudo-value a run.

    Single runs have too few charge-offs to see half of the extra ones; leaving out one at a time gives pseudo-values
    (jackknife: Quenouille 1956), whose interval is that of the whole.
    """
    pairs = list(zip(runs(shock), runs(CALM), strict=True))
    whole, number = lag(pairs), len(pairs)
    return [number * whole - (number - 1) * lag(pairs[:at] + pairs[at + 1 :]) for at in range(number)]


def lag(pairs: list[tuple[Result, Result]]) -> float:
    """Return the months between the days by which half of the extra M1 accounts and half of the extra charge-offs have come."""
    halves = []
    for column in ("accounts_m1", "charged_off"):
        extra = np.cumsum(np.sum([a.tables["days"][column] - b.tables["days"][column] for a, b in pairs], axis=0))
        halves.append(int(np.argmax(extra >= 0.5 * extra[-1])))
    return (halves[1] - halves[0]) / 30.0


def limited_means() -> Iterator[Claim]:
    """B: capital and budgets."""
    capital = 3_000_000
    short = book(f"funding.capital={capital}")
    yield Claim("B1", "capital: what is lent out beyond it, less the largest day's lending",
                interval([beyond(run, capital) for run in runs(short)]), -np.inf, 1e-9, "CNY")
    half = book(f"funding.capital={capital // 2}")
    yield Claim("B1", "... half of it: nothing is lent on more days", more(half, short, "stopped_days"), 0.0, np.inf, "days")
    yield Claim("B1", "... and purchases fall", ratio(short, CALM, "gmv"), 0.0, 1.0, "x")
    free, total, daily = (Setting("cash_for_invites", (*BOOK, *changes), **SIZE) for changes in (
        (), ("economics.campaign_budget=3000",), ("economics.daily_budget=70",)))
    yield Claim("B2", "tighter campaign budget: fewer referred customers", ratio(total, free, "referred_accounts"), 0.0, 1.0, "x")
    yield Claim("B3", "a daily budget: rewards cost less", ratio(daily, free, "reward_cost"), 0.0, 1.0, "x")


def beyond(run: Result, capital: float) -> float:
    """Return the highest principal lent out, less the capital and the largest day's purchases, in currency units."""
    days = run.tables["days"]
    lent = np.sum([days[f"balance_{bucket}"] for bucket in ("c", "m1", *LATE)], axis=0)
    return float(lent.max() - capital - days["gmv"].max())


def festivals() -> Iterator[Claim]:
    """S: 618 and 11.11, each month against the same month of an even year."""
    lifted = monthly_gmv(book("season.calendar=festivals")) / monthly_gmv(CALM)
    june = lifted[:, JUNE] / lifted[:, [MAY, JULY]].mean(axis=1)
    november = lifted[:, NOVEMBER] / lifted[:, JANUARY_TO_OCTOBER].mean(axis=1)
    yield Claim("S1", "618: GMV of June over that of May and July (NBS 2019: 1.19)", interval(june), 1.10, 1.30, "x")
    yield Claim("S1", "11.11: GMV of November over the ten months before (NBS 2019: 1.54)", interval(november), 1.40, 1.68, "x")
    year = book("season.calendar=festivals")
    yield Claim("S2", "seasons add no purchases over the years", ratio(year, CALM, "purchases"), 0.95, 1.05, "x")


def monthly_gmv(setting: Setting) -> NDArray[np.float64]:
    """Return the GMV of each month, shape (replications, months)."""
    return np.array([by_month(run.tables["days"]["gmv"]) for run in runs(setting)])


def competition() -> Iterator[Claim]:
    """C: an offer worth 50 CNY over two months."""
    offer = book("competitor={worth: 50, from_day: 120, to_day: 180}")
    yield Claim("C1", "competitor: more accounts are closed in its window and the month after", ratio(offer, CALM, closed),
                1.0, np.inf, "x")
    before = interval([float(np.abs(a - b).sum()) for a, b in zip(daily(offer), daily(CALM), strict=True)])
    yield Claim("C1", "... and none before", before, -1e-9, 1e-9, "accounts")
    yield Claim("C2", "fewer customers are left in the end", more(offer, CALM, "open_accounts"), -np.inf, 0.0, "accounts")


def closed(run: Result) -> float:
    """Return how many accounts were closed from the first day of the offer to a month after its last."""
    return float(run.tables["days"]["closed"][120:211].sum())


def daily(setting: Setting) -> list[NDArray[np.float64]]:
    """Return how many accounts were closed on each day before the offer."""
    return [run.tables["days"]["closed"][:120].astype(float) for run in runs(setting)]


CLAIMS = (
    Check("M1 M2 M3 M4", hard_times, 21), Check("B1 B2 B3", limited_means, 28), Check("S1 S2", festivals, 8),
    Check("C1 C2", competition, 7),
)
