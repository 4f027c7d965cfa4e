"""A sensitivity study of the model itself finds what it must: signs that nobody doubts, and nothing where nothing can be."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from experiments.claims.claim import SEED, Check, Claim
from experiments.indices import effects
from experiments.interval import Interval, interval
from experiments.sensitivities import Sensitive, sensitivity

CUT_OFF, MARKETING, PAY = "credit.approve.cut_off", "economics.marketing", "rewards.referrer.amount.pay"
STUDY = {
    "study": "sensitivity", "scenario": "cash_for_invites", "set": {"persons": 10_000, "days": 360}, "seed": SEED,
    "vary": {CUT_OFF: {"from": 560, "to": 620}, MARKETING: {"from": 0, "to": 90}, PAY: {"from": 0, "to": 100}},
    "measures": ["activated_accounts", "profit", "reward_cost"], "trajectories": 8, "replications": 8,
}


def signs() -> Iterator[Claim]:
    """V1: mean effects have the signs they must have, seed by seed."""
    found = sensitivity(STUDY)
    yield Claim("V1", "Morris: a stricter cut-off, fewer activated accounts", effect(found, "activated_accounts", CUT_OFF),
                -np.inf, 0.0, "count")
    yield Claim("V1", "... dearer advertising, less profit", effect(found, "profit", MARKETING), -np.inf, 0.0, "CNY")
    yield Claim("V1", "... a larger reward, a higher reward cost", effect(found, "reward_cost", PAY), 0.0, np.inf, "CNY")
    yield Claim("V1", "... the price of advertising moves nobody", effect(found, "activated_accounts", MARKETING),
                -1e-9, 1e-9, "count")


def effect(found: Sensitive, measure: str, lever: str) -> Interval:
    """Return the mean effect of a lever by Morris, over the seeds."""
    column = [each.path for each in found.plan.levers].index(lever)
    return interval(effects(found.plan.places, responses)[:, column].mean() for responses in found.responses(measure).T)


CLAIMS = (Check("V1", signs, 30),)
