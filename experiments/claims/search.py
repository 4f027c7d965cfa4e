"""What a search must keep of what it says: F1 to F4, over many small searches with planted winners."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from statistics import fmean
from typing import NamedTuple

import numpy as np
from scipy.stats import binomtest

from experiments.claims.claim import SEED, Check, Claim, Table
from experiments.claims.planted import Formulas
from experiments.interval import interval
from experiments.search import Searched, plan
from experiments.search.searching import searched
from sim.scenario import Scenario

SEARCHES = 240
NOISES = (2.0, 6.0, 20.0, 60.0)
"""Standard deviations of one run, against a profit that falls by 100 from the best design to the end of a lever."""
SKEWED, MOST = 20.0, 60.0 - 2.2
"""Mean of the exponential luck of the reward cost, and the most it may cost before luck: the worst fifth come to 32.2 more."""
BINS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
STUDY = {
    "study": "search", "scenario": "cash_for_invites", "set": {"persons": 300, "days": 30}, "maximise": "profit",
    "vary": {"rewards.referrer.amount.pay": {"from": 0, "to": 100}, "rewards.friend.amount.pay": {"from": 0, "to": 100},
             "rewards.referrer.form": ["cash", "coupon"]},
    "subject_to": {"reward_cost": "<= 60", "cvar80(reward_cost)": "<= 90"}, "trials": 60, "candidates": 20, "replications": 20,
}


class Truth(NamedTuple):
    """A planted problem: where the most profit is, what the form takes from it, and how much of a run is luck.

    Away from the best, profit falls with the square of the distance, or from the first step on where it is ``sharp``.
    """

    best: tuple[float, float]
    coupon: float
    noise: float
    sharp: bool

    def profit(self, scenario: Scenario) -> float:
        """Return the true profit of a design."""
        pay, friend, coupon = levers(scenario)
        power = 1.0 if self.sharp else 2.0
        lost = sum(100.0 * (abs(each - best) / 100.0) ** power for each, best in zip((pay, friend), self.best, strict=True))
        return float(-lost - self.coupon * coupon)

    def measures(self, scenario: Scenario, own: np.random.Generator, common: np.random.Generator) -> Mapping[str, float]:
        """Return what a run comes to; luck is shared in part."""
        profit = self.profit(scenario) + common.normal(0.0, 2.0 * self.noise) + own.normal(0.0, self.noise)
        return {"profit": profit, "reward_cost": cost(scenario) + own.exponential(SKEWED) - SKEWED}


class Said(NamedTuple):
    """What a search said, and what is true: of what it recommends, whether it is the best and whether its caps hold.

    ``covered`` is whether the interval of what it earns more than today's scheme has the true difference in it.
    """

    stated: float
    best: float
    beyond: float
    regret: float
    missed: float
    covered: float


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
    truths = [Truth((luck.uniform(0.0, 100.0), luck.uniform(0.0, 100.0)), luck.uniform(0.0, 5.0), NOISES[number % len(NOISES)],
                    sharp=number % (2 * len(NOISES)) >= len(NOISES)) for number in range(SEARCHES)]
    found = [(truth, searched(plan({**STUDY, "seed": number}), Formulas(truth.measures))) for number, truth in enumerate(truths)]
    return tuple(told(truth, each) for truth, each in found if each.verified.recommended)


def told(truth: Truth, found: Searched) -> Said:
    """Return what a search said and what is true."""
    chosen, confirmation = found.verified.recommended, found.verified.confirmation
    assert chosen is not None
    assert confirmation is not None
    able = [each.candidate.what.scenario for each in found.verified.standings if cost(each.candidate.what.scenario) <= MOST]
    mine, most = truth.profit(chosen.candidate.what.scenario), max(map(truth.profit, able), default=-np.inf)
    beyond = cost(chosen.candidate.what.scenario) > MOST
    gain = mine - truth.profit(confirmation.today.candidate.what.scenario)
    shown = confirmation.chosen.less_today["profit"]
    assert shown.low is not None
    assert shown.high is not None
    return Said(chosen.best, float(mine >= most), float(beyond), chosen.regret, max(most - mine, 0.0),
                float(shown.low <= gain <= shown.high))


def stated_and_true() -> Iterator[Claim]:
    """F1: the probability to be the best is stated as it is."""
    yield Claim("F1", "search: the recommended is the best, less the probability stated for it",
                interval(each.best - each.stated for each in said()), -0.1, 0.1, "share")


def regrets() -> Iterator[Claim]:
    """F2: what choosing it costs is stated rightly."""
    yield Claim("F2", "search: what the recommended misses of the best, less what was stated",
                interval(each.missed - each.regret for each in said()), -2.0, 2.0, "of 100")


def caps() -> Iterator[Claim]:
    """F3: what is recommended holds its caps, though luck is skewed and one cap is on the worst runs."""
    yield Claim("F3", "search: what is recommended breaks a cap", interval(each.beyond for each in said()), -0.1, 0.1, "share")


def coverage() -> Iterator[Claim]:
    """F4: the interval of what the recommended changes has the true change in it, though it was chosen for looking best."""
    yield Claim("F4", "search: the 95 % interval of what the recommended earns more than today's scheme has the truth in it",
                interval(each.covered for each in said()), 0.9, 1.0, "share")


def calibration() -> Iterator[str]:
    """Yield a table: of searches that stated about the same probability, how often the recommended is the best."""
    yield "| stated P(best) | searches | stated, mean | right | 95 % interval of right |"
    yield "| --- | ---: | ---: | ---: | --- |"
    for low, high in pairwise(BINS):
        mine = [each for each in said() if low <= each.stated < high or each.stated == high == 1.0]
        if mine:
            right, stated = sum(each.best > 0.0 for each in mine), fmean(each.stated for each in mine)
            bounds = binomtest(right, len(mine)).proportion_ci(method="wilson")
            yield (f"| {low:.1f} to {high:.1f} | {len(mine)} | {stated:.2f} | {right / len(mine):.2f} "
                   f"| {bounds.low:.2f} to {bounds.high:.2f} |")


def searches() -> Iterator[Claim | Table]:
    """F1 to F4, of the same searches, and how often the recommended is the best."""
    for each in (stated_and_true, regrets, caps, coverage):
        yield from each()
    yield Table("calibration", tuple(calibration()))


CLAIMS = (Check("F1 F2 F3 F4", searches, 200),)
