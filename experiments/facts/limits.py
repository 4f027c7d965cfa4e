"""What people do with a larger limit."""

from __future__ import annotations

from functools import partial

import numpy as np

from experiments.claims.claim import Setting
from experiments.claims.directions import HIGH_SCORE, LOW_SCORE, per_limit
from experiments.facts.fact import Fact, Published, about, hardly

COHORT = ("population.launch=1", "behaviour.invite.altruism=0")
BASE = Setting("baitiao_consumer", COHORT, 20_000)
RAISED = BASE._replace(changes=(*COHORT, "tiers=[{name: raised, on_time: 3, limit: 1.5}]"))
ACMS = "Agarwal, Chomsisengphet, Mahoney & Stroebel 2018: credit cards in the United States"

FACTS = (
    Fact("debt-per-limit", "Debt per unit of extra limit, on average", "0.10 to 0.14", Published(0.10, 0.14, 0.0), "ratio",
         "Gross & Souleles 2002: credit cards in the United States", False,
         "Limits raised by half after three statements on time, two years. First limits of CNY 500 to 5,000 bind more often "
         "than those of cards.", partial(per_limit, RAISED, BASE, -np.inf, np.inf)),
    Fact("debt-per-limit-low", "Debt per unit of extra limit at low scores (FICO up to 660)", "0.59",
         about(0.59, none=0.0), "ratio", ACMS, True,
         f"Scores below {LOW_SCORE:g}. The purchases were set to it; the limit binds for some.",
         partial(per_limit, RAISED, BASE, -np.inf, LOW_SCORE)),
    Fact("debt-per-limit-high", "Debt per unit of extra limit at high scores (FICO above 740)", "about 0",
         hardly(0.0, 0.03), "ratio", ACMS, True,
         f"Scores above {HIGH_SCORE:g}. About 0: a quarter of the average. Small first limits bind here: who has used "
         "hers up spends more under a larger one, which the study's best borrowers had no need for.",
         partial(per_limit, RAISED, BASE, HIGH_SCORE, np.inf)),
)

SECONDS = 12
"""About how long all of them take."""
