"""Risk: what is late, what is lost, what is expected to be lost."""

from __future__ import annotations

from sim.ledger import Cause
from sim.measures.growth import share
from sim.result import Measure
from sim.tables import MONTH, Stock, Tally
from sim.terms import MINOR_UNITS
from sim.world import Life

BUCKET_30, BUCKET_90 = 2, 4
DAYS_A_YEAR = 12 * MONTH


def measures(life: Life) -> dict[str, Measure]:
    """Return the measures of risk; shares of late balances are of principal, at the end of the run."""
    days = life.tables.days
    balance, stock = days["balance_by_bucket"][-1], dict(zip(Stock, days["stock"][-1].tolist(), strict=True))
    owed = int(balance.sum())
    stages = [stock[Stock.ECL_STAGE_1], stock[Stock.ECL_STAGE_2], stock[Stock.ECL_STAGE_3]]
    found = {
        "dpd30_share": Measure(share(balance[BUCKET_30:].sum(), owed), "share", "balance 30 or more days past due"),
        "dpd90_share": Measure(share(balance[BUCKET_90:].sum(), owed), "share", "balance 90 or more days past due"),
        "ead": Measure((owed + stock[Stock.FEES_OWED]) / MINOR_UNITS, "money", "exposure: principal and fees owed at the end"),
        "ecl": Measure(sum(stages) / MINOR_UNITS, "money", "expected credit loss held against it (IFRS 9)"),
        "utilisation": Measure(share(owed, stock[Stock.LIMITS]), "share", "principal owed over limits of open accounts"),
    }
    for number, stage in enumerate(stages, start=1):
        found[f"ecl_stage_{number}"] = Measure(stage / MINOR_UNITS, "money", f"expected credit loss in stage {number}")
    return found | losses(life)


def losses(life: Life) -> dict[str, Measure]:
    """Return what was written off, and what came back."""
    days = life.tables.days
    posted = dict(zip(Cause, (days["posted"].sum(axis=0) / MINOR_UNITS).tolist(), strict=True))
    written_off = posted[Cause.CREDIT_LOSS] + posted[Cause.FRAUD_LOSS] + posted[Cause.FEE_LOSS]
    net = written_off - posted[Cause.RECOVERY]
    mean_balance = days["balance_by_bucket"].sum(axis=1).mean() / MINOR_UNITS
    years = len(days) / DAYS_A_YEAR
    return {
        "net_charge_off": Measure(net, "money", "principal and fees written off, less recoveries"),
        "net_charge_off_rate": Measure(share(net - posted[Cause.FEE_LOSS], mean_balance * years), "per year",
                                       "principal written off, less recoveries, over mean principal owed"),
        "fraud_loss": Measure(posted[Cause.FRAUD_LOSS], "money", "principal written off where payment was never meant"),
        "charged_off_accounts": Measure(int(days["tally"][:, Tally.CHARGED_OFF].sum()), "count", "accounts written off"),
    }
