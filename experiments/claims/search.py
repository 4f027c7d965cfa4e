"""What a search must keep of what it says: F1 to F3, over many small searches with planted winners."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

import numpy as np

from experiments.claims.claim import SEED, Claim
from experiments.claims.planted import Formulas
from experiments.interval import interval
from experiments.search import Searched, plan
from experiments.search.searching import searched
from sim.scenario import Scenario

SEARCHES = 120
NOISES = (2.0, 6.0, 20.0, 60.0)
"""Standard deviations of one run, against a profit that falls by 100 from the best design to the ends of its levers."""
STUDY = {
    "study": "search", "scenario": "cash_for_invites", "set": {"persons": 300, "days": 30}, "maximise": "profit",
    "vary": {"rewards.referrer.amount.pay": {"from": 0, "to": 100}, "rewards.friend.amount.pay": {"from": 0, "to": 100},
             "rewards.referrer.form": ["cash", "coupon"]},
    "subject_to": {"reward_cost": "<= 60"}, "trials": 60, "candidates": 20,
}


class Truth(NamedTuple):
    """A planted problem: where the most profit is, what the form takes from it, and how much of a run is luck."""

    best: tuple[float, float]
    coupon: float
    noise: float

    def profit(self, scenario: Scenario) -> float:
        """Return the true profit of a design."""
        pay, friend, coupon = levers(scenario)
        return -0.01 * ((pay - self.best[0]) ** 2 + (friend - self.best[1]) ** 2) - self.coupon * coupon

    def measures(self, scenario: Scenario, own: np.random.Generator, common: np.random.Generator) -> Mapping[str, float]:
        """Return what a run comes to; luck is shared in part."""
        profit = self.profit(scenario) + common.normal(0.0, 2.0 * self.noise) + own.normal(0.0, self.noise)
        return {"profit": profit, "reward_cost": cost(scenario) + own.normal(0.0, 5.0)}


class Said(NamedTuple):
    """What a search said, and what is true: of what it recommends, whether it is the best and whether its cap holds."""

    stated: float
    best: float
    beyond: float
    regret: float
    missed: float


def levers(scenario: Scenario) -> tuple[float, float, bool]:
    """Return the values of the levers, in currency units."""
    lines = scenario.rewards
    return lines["referrer"].amount.terms.pay / 100, lines["friend"].amount.terms.pay / 100, lines["referrer"].form != 0


def cost(scenario: Scenario) -> float:
    """Return the true reward cost of a design."""
    pay, friend, _ = levers(scenario)
    return 0.6 * pay + 0.4 * friend


@cache
def said() -> tuple[Said, ...]:
    """Return what each search said and what is true; those that recommend nothing are left out."""
    luck = np.random.default_rng(SEED)
    truths = [Truth((luck.uniform(0.0, 100.0), luck.uniform(0.0, 100.0)), luck.uniform(0.0, 5.0), NOISES[number % len(NOISES)])
              for number in range(SEARCHES)]
    found = [(truth, searched(plan({**STUDY, "seed": number}), Formulas(truth.measures))) for number, truth in enumerate(truths)]
    return tuple(told(truth, each) for truth, each in found if each.verified.recommended)


def told(truth: Truth, found: Searched) -> Said:
    """Return what a search said and what is true."""
    chosen = found.verified.recommended
    assert chosen is not None
    able = [each.candidate.what.scenario for each in found.verified.standings if cost(each.candidate.what.scenario) <= 60.0]
    mine, most = truth.profit(chosen.candidate.what.scenario), max(map(truth.profit, able), default=-np.inf)
    beyond = cost(chosen.candidate.what.scenario) > 60.0
    return Said(chosen.best, float(mine >= most), float(beyond), chosen.regret, max(most - mine, 0.0))


def stated_and_true() -> Iterator[Claim]:
    """F1: the probability to be the best is stated as it is."""
    yield Claim("F1", "search: the recommended is the best, less the probability stated for it",
                interval(each.best - each.stated for each in said()), -0.1, 0.1, "share")


def regrets() -> Iterator[Claim]:
    """F2: what choosing it costs is stated rightly."""
    yield Claim("F2", "search: what the recommended misses of the best, less what was stated",
                interval(each.missed - each.regret for each in said()), -2.0, 2.0, "of 100")


def caps() -> Iterator[Claim]:
    """F3: what is recommended holds its caps."""
    yield Claim("F3", "search: what is recommended breaks its cap", interval(each.beyond for each in said()), -0.05, 0.05, "share")


CLAIMS = (stated_and_true, regrets, caps)
