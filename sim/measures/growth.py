"""Growth: the funnel from invitation to purchase, what stands at the end, and how many each customer brings."""

from __future__ import annotations

from typing import SupportsFloat

import numpy as np
from numpy.typing import NDArray

from sim.result import Measure
from sim.tables import ACCOUNTS, NONE, Stock, Tally
from sim.terms import MINOR_UNITS
from sim.world import Life


def share(part: SupportsFloat, whole: SupportsFloat) -> float:
    """Return part over whole, not a number where there is no whole.

    >>> share(1, 4), share(1, 0)
    (0.25, nan)
    """
    return float(part) / float(whole) if float(whole) else float("nan")


def honest(life: Life) -> NDArray[np.bool_]:
    """Tell which accounts are not of a ring."""
    return np.asarray(life.tables.accounts["person"][: life.world.count[ACCOUNTS]] < life.scenario.persons)


def measures(life: Life) -> dict[str, Measure]:
    """Return the measures of growth."""
    total = dict(zip(Tally, life.tables.days["tally"].sum(axis=0).tolist(), strict=True))
    stock = dict(zip(Stock, life.tables.days["stock"][-1].tolist(), strict=True))
    activated, referred = total[Tally.ACTIVATED], total[Tally.REFERRED_ACTIVATED]
    found = {
        "activated_accounts": Measure(activated, "count", "accounts with a first purchase"),
        "referred_accounts": Measure(referred, "count", "accounts with a first purchase that a referrer brought"),
        "active_accounts": Measure(stock[Stock.ACTIVE], "count", "open accounts with a purchase in 90 days or a balance"),
        "open_accounts": Measure(stock[Stock.OPEN], "count", "open accounts at the end"),
        "closed_accounts": Measure(total[Tally.CLOSED], "count",
                                   "accounts closed: by customers, or frozen for fraud and paid off"),
        "invitations": Measure(total[Tally.INVITATIONS], "count", "invitations sent"),
        "applications": Measure(total[Tally.APPLICATIONS], "count", "applications"),
        "acceptance_rate": Measure(share(total[Tally.ACCEPTED], total[Tally.INVITATIONS]), "share",
                                   "invitations that led to an application"),
        "strong_acceptance_rate": Measure(share(total[Tally.ACCEPTED_STRONG], total[Tally.INVITED_STRONG]), "share",
                                          "persons invited by a strong tie on a day who applied"),
        "approval_rate": Measure(share(total[Tally.APPROVED], total[Tally.APPLICATIONS]), "share", "applications approved"),
        "activation_rate": Measure(share(activated, total[Tally.APPROVED]), "share", "approved accounts that have bought"),
        "k_factor": Measure(k_factor(life), "ratio",
                            "activated friends an activated account opened in the first half of the run has brought: "
                            "invitations x acceptance x approval x activation"),
        "purchases": Measure(total[Tally.PURCHASES], "count", "purchases, or loans taken"),
        "gmv": Measure((total[Tally.GMV] + total[Tally.DISBURSED]) / MINOR_UNITS, "money",
                       "gross merchandise value: all purchases, or loans disbursed"),
    }
    return found | referrers(life)


def k_factor(life: Life) -> float:
    """Return the friends brought by accounts opened in the first half of the run, which have had time to; 1 is critical.

    Rings are left out: they invite nobody but themselves.
    """
    accounts = life.tables.accounts[: life.world.count[ACCOUNTS]]
    early = (accounts["opened"] < life.scenario.days // 2) & (accounts["activated"] != NONE) & honest(life)
    return share(accounts["friends"][early].sum(), early.sum())


def referrers(life: Life) -> dict[str, Measure]:
    """Return how many refer, how many bring somebody, and how long it takes; rings are left out."""
    accounts = life.tables.accounts[: life.world.count[ACCOUNTS]]
    bought = honest(life) & (accounts["activated"] != NONE)
    friends = honest(life) & (accounts["referrer"] != NONE)
    brought_by = accounts["referrer"][friends]
    cycle = accounts["opened"][friends] - accounts["opened"][brought_by]
    return {
        "referring_share": Measure(share(np.sum(accounts["invitations"][bought] > 0), bought.sum()), "share",
                                   "activated accounts that have invited somebody"),
        "bringing_share": Measure(share(np.sum(accounts["friends"][bought] > 0), bought.sum()), "share",
                                  "activated accounts that have brought a friend who bought"),
        "cycle_time": Measure(float(cycle.mean()) if len(cycle) else float("nan"), "days",
                              "mean time from a referrer's account to her friend's"),
        "team_leaders": Measure(int(accounts["leader"].sum()), "count", "team leaders at the end"),
    }
