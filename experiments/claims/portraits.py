"""What portraits must show: who refers and who pays; what terms of their own bring; what ties tell about an applicant."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np
from numpy.typing import NDArray

from experiments.claims.claim import Check, Claim, Setting, each, more
from experiments.claims.closed_forms import auc
from experiments.interval import interval
from experiments.twin.pair import REFERRED
from sim.result import Result

UNIFORM = Setting("uniform_on_portraits", (), 100_000, 720)
DIFFERENTIATED = Setting("differentiated", (), 100_000, 720)


def of(portrait: str, column: str) -> NDArray[np.float64]:
    """Return a figure of a portrait in each run of the uniform scheme."""
    def read(run: Result) -> float:
        table = run.tables["portraits"]
        return float(table[column][list(table["portrait"]).index(portrait)])

    return each(UNIFORM, read)


def deal_hunters() -> Iterator[Claim]:
    """Deal hunters refer more than families and bring less."""
    for column, text, low, high, unit in (
        ("referring_share", "deal hunters refer more than families", 0.0, np.inf, "share"),
        ("margin_each", "... and their own margin is lower", -np.inf, 0.0, "CNY"),
    ):
        yield Claim("PT", text, interval(of("deal_hunters", column) - of("families", column)), low, high, unit)
    late = interval(of("over_indebted", "charged_off_share") - of("families", "charged_off_share"))
    yield Claim("PT", "the over-indebted are written off more often than families", late, 0.0, np.inf, "share")


def own_terms() -> Iterator[Claim]:
    """Terms by portrait against the same terms for all, for the same people."""
    yield Claim("PT", "own terms for each portrait: reward cost falls", more(DIFFERENTIATED, UNIFORM, "reward_cost"),
                -np.inf, 0.0, "CNY")
    yield Claim("PT", "own terms for each portrait: profit rises", more(DIFFERENTIATED, UNIFORM, "profit"), 0.0, np.inf, "CNY")
    rate = more(DIFFERENTIATED, UNIFORM, "net_charge_off_rate")
    yield Claim("PT", "... and the rate of net charge-off stays within 0.3 points", rate, -0.003, 0.003, "per year")


def network_in_the_score() -> Iterator[Claim]:
    """With everybody's consent, the score of the referred tells the good from the bad better than without."""
    everybody = ("credit.approve.cut_off=300", "credit.approve.thin_cut_off=300", "credit.seasoned_after=60",
                 "credit.score=networked", "credit.consent=1", "behaviour.intent.share=0")
    asked = ("credit.separate_consent=true", "credit.social_data_purpose=credit assessment")
    without, with_ties = (Setting("cash_for_invites", (*everybody, *more), 100_000, 720) for more in ((), asked))
    rise = more(with_ties, without, partial(auc, channels=REFERRED))
    yield Claim("PT", "ties in the score, with consent: AUC among the referred rises", rise, 0.0, 0.2, "ratio")


CLAIMS = (Check("PT", deal_hunters, 11), Check("PT", own_terms, 9), Check("PT", network_in_the_score, 112))
