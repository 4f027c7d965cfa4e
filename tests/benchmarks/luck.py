"""Rows on keyed draws: by how much common seeds narrow the difference between two schemes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from experiments import replicate
from sim.scenario import Scenario
from tests.benchmarks.rows import Row
from tests.benchmarks.timing import campaign

VERDICT = ("activated_accounts", "profit")
ALSO = ("referred_accounts", "reward_cost", "contribution_margin", "gmv")


def dearer(scenario: Scenario) -> Scenario:
    """Return the scheme with a tenth more for the referrer."""
    line = scenario.rewards["referrer"]
    amount = line.amount._replace(terms=line.amount.terms._replace(pay=line.amount.terms.pay * 11 // 10))
    return scenario._replace(rewards={**scenario.rewards, "referrer": line._replace(amount=amount)})


def rows(replications: int = 100) -> Iterator[Row]:
    """The variance of the difference with independent seeds, over that with common ones."""
    scenario = campaign(20_000)
    arms = [replicate(each, 1, replications) for each in (scenario, dearer(scenario))]
    for measure in (*VERDICT, *ALSO):
        now, then = (arm.values(measure) for arm in arms)
        apart, together = now.var(ddof=1) + then.var(ddof=1), (then - now).var(ddof=1)
        yield Row(f"variance, independent / common seeds: {measure}", float(apart / together), "times",
                  10.0 if measure in VERDICT else None,
                  note=f"referrer's reward 50 or 55, 20,000 persons x 360 days, {replications} replications; "
                       f"difference {np.mean(then - now):,.1f} ± {np.sqrt(together):,.1f} of {now.mean():,.0f}")
