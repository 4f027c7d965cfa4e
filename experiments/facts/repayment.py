"""Rewards that hang on repayment, and friends in distress."""

from __future__ import annotations

from functools import partial

from experiments.claims.claim import Setting, each
from experiments.facts.fact import Fact, below, hardly
from experiments.interval import Interval, linearised
from experiments.interval import ratio as ratio_of_means
from sim.result import Result

APPROVAL = Setting("cash_for_invites", ("rewards.referrer.when=approved",), 100_000, 720, 24)
REPAID = APPROVAL._replace(changes=("rewards.referrer.when={rule: on_time_payments, payments: 6}",))
REMOVED = REPAID._replace(changes=(*REPAID.changes, "behaviour.repay.enforcement=0"))
"""Promised for repayment when friends were chosen, and nothing waits for their repayment any more once they are approved."""

MOB = 7
EVERYBODY = ("population.launch=1", "behaviour.invite.altruism=0")


def referred(what: str, run: Result) -> float:
    """Return of the referred accounts that have come to a month on book how many there are, or were ever 30 dpd by then."""
    table = run.tables["vintages"]
    return float(table[what][(table["mob"] == MOB) & (table["channel"] == "referred")].sum())


def late_over(some: Setting, others: Setting) -> Interval:
    """Return the share of referred accounts that were ever late by then, over the same under another scheme."""
    return ratio_of_means(*(linearised(*(each(setting, partial(referred, what)) for what in ("ever_30", "accounts")))
                            for setting in (some, others)))


def contagion(size: float) -> Interval:
    """Return write-offs with contagion of a size over those without, where everybody is a customer."""
    usual, other = (Setting("baitiao_consumer", (*EVERYBODY, f"behaviour.repay.contagion={here}"), 20_000, 720, 8)
                    for here in (0.0, size))
    return ratio_of_means(*(each(setting, "charged_off_accounts") for setting in (other, usual)))


BKZ = "Bryan, Karlan & Zinman 2015: a field experiment in South Africa"
OPEN = "Findings contradict each other: the default of contagion is 0, and the model takes no side. What it does is shown:"

FACTS = (
    Fact("bonus-enforces", "A bonus for the friend's repayment makes friends repay", "large", below(1.0), "x", BKZ, True,
         "Ever 30 dpd by month 7: paid after six repayments on time, against the same promise, withdrawn by surprise at "
         "approval. The sign was set, the size assumed.", partial(late_over, REPAID, REMOVED)),
    Fact("bonus-hardly-screens", "A bonus for the friend's repayment hardly makes people choose better friends",
         "no evidence, an imprecise zero",
         hardly(1.0, 0.2), "x", BKZ, False,
         "The promise for repayment, withdrawn by surprise at approval, against a bonus for approval. Hardly: within a fifth, all "
         "of the interval. In the model nobody chooses friends by how they repay; what is left is that a reward that comes late "
         "attracts fewer of the deal-prone.", partial(late_over, REMOVED, APPROVAL)),
    Fact("friends-distress", "Borrowers with friends on the platform pay late more often", "more", None, "x",
         "Freedman & Jin 2017: peer-to-peer loans", False, f"{OPEN} write-offs with 10 against 0 where all are customers.",
         partial(contagion, 10.0)),
    Fact("friends-support", "Borrowers with friends on the platform default less often", "less", None, "x",
         "Lin, Prabhala & Viswanathan 2013: peer-to-peer loans", False, f"{OPEN} write-offs with -10 against 0.",
         partial(contagion, -10.0)),
)

SECONDS = 50
"""About how long all of them take."""
