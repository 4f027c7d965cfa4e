"""Lending: what an enterprise lender disburses, at which rate, and what becomes of it."""

from __future__ import annotations

from sim.ledger import Cause, LedgerAccount, balances
from sim.measures.growth import share
from sim.measures.risk import BUCKET_90
from sim.result import Measure
from sim.scenario import ENTERPRISE_LOAN
from sim.tables import Tally
from sim.terms import MINOR_UNITS
from sim.world import Life


def measures(life: Life) -> dict[str, Measure]:
    """Return the measures of enterprise loans; none where the product is consumer credit."""
    if life.scenario.product.kind != ENTERPRISE_LOAN:
        return {}
    days = life.tables.days
    total = dict(zip(Tally, (days["tally"].sum(axis=0) / MINOR_UNITS).tolist(), strict=True))
    posted = dict(zip(Cause, (days["posted"].sum(axis=0) / MINOR_UNITS).tolist(), strict=True))
    book, balance = balances(days["posted"])[-1] / MINOR_UNITS, days["balance_by_bucket"][-1] / MINOR_UNITS
    disbursed = total[Tally.DISBURSED]
    return {
        "loans": Measure(int(days["tally"][:, Tally.PURCHASES].sum()), "count", "term loans and drawdowns on lines disbursed"),
        "disbursed": Measure(disbursed, "money", "sum disbursed"),
        "outstanding": Measure(float(balance.sum()), "money", "principal owed at the end"),
        "average_rate": Measure(share(total[Tally.INTEREST_AGREED], disbursed), "per year",
                                "mean contract rate of the loans disbursed, weighted by their sums"),
        "interest_income": Measure(posted[Cause.INTEREST], "money", "interest charged on statements"),
        "interest_forgone": Measure(total[Tally.INTEREST_FORGONE], "money", "what earned rate discounts have taken off interest"),
        "npl_ratio": Measure(share(balance[BUCKET_90:].sum(), balance.sum()), "share",
                             "non-performing loans: balance 90 or more days past due, at the end of the run"),
        "npl_mean": Measure(share(days["balance_by_bucket"][:, BUCKET_90:].sum(), days["balance_by_bucket"].sum()), "share",
                            "the same over all days of the run"),
        "commission_rate": Measure(share(book[LedgerAccount.REWARDS], disbursed), "share",
                                   "cost of rewards, less what was taken back, over the sum disbursed"),
    }
