"""What bounds the programme from outside: capital, daily budgets, the competitor; and its fixed cost."""

from __future__ import annotations

import numpy as np

from sim.ledger import Cause
from sim.measures.growth import share
from sim.result import Measure
from sim.scenario import NO_END
from sim.tables import Tally
from sim.terms import MINOR_UNITS
from sim.world import Life


def measures(life: Life) -> dict[str, Measure]:
    """Return what the platform's constraints did; of the capital's use not a number where capital has no end."""
    days = life.tables.days
    total = dict(zip(Tally, days["tally"].sum(axis=0).tolist(), strict=True))
    capital = life.scenario.funding.capital
    lent = days["balance_by_bucket"].sum(axis=1) / (capital if capital < NO_END else np.nan)
    overhead = int(days["posted"][:, Cause.OVERHEAD].sum())
    return {
        "capital_used_mean": Measure(float(lent.mean()), "share", "principal lent out over capital, mean of all days"),
        "capital_used_peak": Measure(float(lent.max()), "share", "principal lent out over capital, highest of all days"),
        "rationed_days": Measure(int((days["lending"] < 1.0).sum()), "count", "days on which lending was slowed or stopped"),
        "stopped_days": Measure(int((days["lending"] == 0.0).sum()), "count", "days on which nothing was lent"),
        "refused_for_funds": Measure(total[Tally.NO_FUNDS], "count", "applications refused because capital ran short"),
        "over_daily_budget": Measure(total[Tally.OVER_DAILY_BUDGET], "count",
                                     "rewards not paid because the day's budget was used up"),
        "lured_share": Measure(share(total[Tally.LURED], total[Tally.CLOSED]), "share",
                               "closed accounts whose holder left for the competitor's offer"),
        "overhead": Measure(overhead / MINOR_UNITS, "money", "fixed cost of the programme"),
    }
