"""Economics: the profit and loss of the programme, and what a customer costs and brings."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.facts import Form
from sim.ledger import LedgerAccount, balances
from sim.measures.growth import honest, share
from sim.result import Measure
from sim.tables import ACCOUNTS, NONE, ORIGINS, PAYOUTS, Channel, Payout, State, Tally
from sim.terms import MINOR_UNITS
from sim.world import Life

YEAR = 12
REVENUE = (LedgerAccount.MERCHANT_FEES, LedgerAccount.INSTALMENT_FEES, LedgerAccount.LATE_FEES, LedgerAccount.REVOLVING_FEES,
           LedgerAccount.INTEREST)
LOSSES = (LedgerAccount.CREDIT_LOSSES, LedgerAccount.FRAUD_LOSSES, LedgerAccount.FEE_LOSSES, LedgerAccount.RECOVERIES)
RUNNING = (LedgerAccount.FUNDING, LedgerAccount.SERVICING, LedgerAccount.FRAUD_REVIEWS)
ACQUIRING = (LedgerAccount.REWARDS, LedgerAccount.APPLICATIONS, LedgerAccount.MARKETING, LedgerAccount.IDENTITY_CHECKS)


def measures(life: Life) -> dict[str, Measure]:
    """Return the measures of money, in currency units over the whole run unless said otherwise."""
    book = dict(zip(LedgerAccount, (balances(life.tables.days["posted"])[-1] / MINOR_UNITS).tolist(), strict=True))
    revenue = -sum(book[account] for account in REVENUE)
    lost, running = sum(book[account] for account in LOSSES), sum(book[account] for account in RUNNING)
    margin = revenue - lost - running - book[LedgerAccount.PROVISIONS]
    acquiring = sum(book[account] for account in ACQUIRING)
    activated = int(life.tables.days["tally"][:, Tally.ACTIVATED].sum())
    cac = share(acquiring, activated)
    found = {
        "revenue": Measure(revenue, "money", "merchant fees, instalment fees, interest, late and revolving fees"),
        "reward_cost": Measure(book[LedgerAccount.REWARDS], "money", "rewards earned, less breakage and claw-backs"),
        "acquisition_cost": Measure(acquiring, "money", "rewards, applications, identity checks and advertising"),
        "contribution_margin": Measure(margin, "money",
                                       "revenue less funding, servicing, fraud reviews, net charge-offs and provisions, before "
                                       "acquisition"),
        "profit": Measure(margin - acquiring - book[LedgerAccount.OVERHEAD], "money",
                          "contribution margin less acquisition cost and overhead"),
        "cac": Measure(cac, "money", "acquisition cost of an activated account"),
    }
    found["return_on_rewards"] = Measure(share(referred_margin(life), book[LedgerAccount.REWARDS]), "ratio",
                                         "contribution margin so far of referred accounts over reward cost")
    return found | lifetime(life, activated, cac) | by_channel(life) | payouts(life)


def lifetime(life: Life, activated: int, cac: float) -> dict[str, Measure]:
    """Return a customer's lifetime value within the run, and the month on book in which she has paid back her cost."""
    margin = margin_by_month(life)
    accounts = int(life.world.count[ACCOUNTS])
    each = margin * share(accounts, activated)
    discounted = each / (1.0 + life.scenario.economics.discount) ** (np.arange(len(each)) / 12.0)
    so_far = np.cumsum(each)
    paid_back = np.flatnonzero(so_far >= cac) if activated else np.array([])
    return {
        "ltv": Measure(float(discounted.sum()) if activated else float("nan"), "money",
                       "discounted contribution margin of an activated account over the months on book seen in the run"),
        "payback_month": Measure(float(paid_back[0]) if len(paid_back) else float("nan"), "months",
                                 "month on book in which the margin has paid the acquisition cost; none within the run: empty"),
    }


def margin_by_month(life: Life, which: slice = slice(None)) -> NDArray[np.float64]:
    """Return the mean contribution margin of an account in each month on book, in currency units.

    The mean is over all accounts that have come that far, closed and written off ones included.
    """
    months = int(life.world.months)
    cells = life.tables.vintages.reshape(months, ORIGINS, months)[:, which]
    accounts, margin = cells["accounts"].sum(axis=(0, 1)), cells["margin"].sum(axis=(0, 1)) / MINOR_UNITS
    return np.divide(margin, accounts, out=np.zeros(months), where=accounts > 0)


def referred_margin(life: Life) -> float:
    """Return the contribution margin so far of all referred accounts, in currency units."""
    accounts = life.tables.accounts[: life.world.count[ACCOUNTS]]
    return float(accounts["margin"][accounts["referrer"] != NONE].sum()) / MINOR_UNITS


def first_year(life: Life, referred: bool) -> float:
    """Return the margin of an account over its first 12 months on book; months that nobody has reached add nothing.

    Not a number where there is no such account.
    """
    accounts = life.tables.accounts[: life.world.count[ACCOUNTS]]
    found = honest(life) & ((accounts["referrer"] != NONE) == referred)
    return float(margin_by_month(life, channels(referred))[: YEAR + 1].sum()) if found.any() else float("nan")


def by_channel(life: Life) -> dict[str, Measure]:
    """Return what an activated customer has brought so far, her acquisition paid, by who brought her."""
    accounts = life.tables.accounts[: life.world.count[ACCOUNTS]]
    profit = (accounts["margin"] - accounts["acquisition"]) / MINOR_UNITS
    bought, referred = honest(life) & (accounts["activated"] != NONE), accounts["referrer"] != NONE
    written_off = accounts["state"] == State.CHARGED_OFF

    def mean(values: NDArray[np.float64], which: NDArray[np.bool_]) -> float:
        return float(values[which].mean()) if which.any() else float("nan")

    return {
        "margin_12_referred": Measure(first_year(life, referred=True), "money",
                                      "contribution margin of a referred account in its first 12 months"),
        "margin_12_organic": Measure(first_year(life, referred=False), "money",
                                     "contribution margin of another account in its first 12 months"),
        "profit_per_referred": Measure(mean(profit, bought & referred), "money", "profit so far of a referred activated account"),
        "profit_per_organic": Measure(mean(profit, bought & ~referred), "money",
                                      "profit so far of an activated account that came by itself"),
        "bad_rate_referred": Measure(bad_rate(life, referred=True), "share",
                                     "referred accounts ever 90 dpd by month on book 12, of those that have come so far"),
        "bad_rate_organic": Measure(bad_rate(life, referred=False), "share",
                                    "other accounts ever 90 dpd by month on book 12, of those that have come so far"),
        "written_off_share": Measure(mean(written_off.astype(np.float64), bought), "share", "activated accounts written off"),
    }


def bad_rate(life: Life, referred: bool) -> float:
    """Return the share of accounts ever 90 dpd by month on book 12; not a number where none has come so far."""
    months = int(life.world.months)
    if months <= YEAR:
        return float("nan")
    cells = life.tables.vintages.reshape(months, ORIGINS, months)[:, channels(referred), YEAR]
    return share(cells["ever_90"].sum(), cells["accounts"].sum())


def channels(referred: bool) -> slice:
    """Return the channels of referred accounts, or of the others; rings are in neither."""
    return slice(Channel.REFERRED, Channel.RING) if referred else slice(Channel.ORGANIC, Channel.ORGANIC + 1)


def rewards_in_money(life: Life) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return the payee's account and what is left of each reward in cash, points or coupons, held or paid, in minor units.

    As in the books: less the breakage of points and what was taken back, of coupons the used ones, too. Limit and a lower
    rate are no money.
    """
    found = life.tables.payouts[: life.world.count[PAYOUTS]]
    found = found[np.isin(found["form"], (Form.CASH, Form.POINTS, Form.COUPON))]
    return found["payee"], found["amount"] - found["lapsed"] - found["taken"]


def payouts(life: Life) -> dict[str, Measure]:
    """Return who gets the rewards: how many, and how unequally."""
    paid = life.tables.payouts[: life.world.count[PAYOUTS]]
    standing = paid[((paid["status"] == Payout.HELD) | (paid["status"] == Payout.PAID)) & (paid["form"] != Form.RATE_DISCOUNT)]
    sums = np.bincount(standing["payee"], weights=(standing["amount"] - standing["taken"]).astype(np.float64))
    return {
        "rewards_granted": Measure(len(paid), "count", "rewards and overrides granted"),
        "rewarded_accounts": Measure(int((sums > 0).sum()), "count", "accounts that hold a reward other than a rate discount"),
        "payout_gini": Measure(gini(np.asarray(sums[sums > 0], dtype=np.float64)), "ratio",
                               "Gini coefficient of rewards among those who have any"),
        "clawed_back": Measure(int(life.tables.days["tally"][:, Tally.CLAWED_BACK].sum()), "count", "rewards taken back"),
    }


def gini(amounts: NDArray[np.float64]) -> float:
    """Return the Gini coefficient of some positive amounts; not a number where there are none.

    >>> gini(np.array([1.0, 1.0, 1.0])), gini(np.array([0.0, 0.0, 0.0, 4.0]))
    (0.0, 0.75)
    """
    if len(amounts) == 0:
        return float("nan")
    ordered, n = np.sort(amounts), len(amounts)
    return float(2.0 * np.sum(np.arange(1, n + 1) * ordered) / (n * ordered.sum()) - (n + 1.0) / n)


def application_costs(life: Life, applicants: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
    """Return what the applications of some persons cost: each itself, the advertising where nobody referred, identity checks."""
    economics, persons = life.scenario.economics, life.tables.persons
    advertised, identified = persons["referrer"][applicants] == NONE, persons["checked"][applicants] > 0
    costs = economics.application + advertised * economics.marketing + identified * economics.identity_check
    return np.asarray(costs, dtype=np.int64)
