"""What a stress study must show: adversity lowers what a scheme brings, and a scheme that rings cannot use regrets less."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from experiments.claims.claim import SEED, Check, Claim
from experiments.interval import Interval, interval
from experiments.stresses import Stressed, stress
from experiments.stresses.prim import SURE, prim, sought
from experiments.stresses.regret import estimated, maximal_regret

RATES = "behaviour.repay.c_to_m1"


def late_payers() -> Iterator[Claim]:
    """The more customers miss a statement, the less it pays to bring more of them."""
    found = stress({"study": "stress", "scenario": "consumer_portraits", "schemes": "uniform_on_portraits", "seed": SEED,
                    "set": {"persons": 20_000, "days": 720}, "uncertain": [], "vary": {RATES: {"from": "0.8 %", "to": "2.3 %"}},
                    "futures": 2, "replications": 1, "pairs": 24})
    [tried] = found.break_evens
    first, last = tried.search.by_seed[[0, -1]]
    yield Claim("U1", "roll rate from C to M1 0.8 -> 2.3 %: what a scheme brings falls", interval(last - first),
                -np.inf, 0.0, "CNY")
    yield Claim("U1", "... and it stops paying on the way: the break-even value", ends(found), 0.008, 0.023, "share")


def ends(found: Stressed) -> Interval:
    """Return the break-even value of the only search."""
    [tried] = found.break_evens
    value, low, high = map(tried.value, tried.found.places)
    return Interval(np.nan if value is None else value, low, high, tried.search.by_seed.shape[1])


def rings() -> Iterator[Claim]:
    """Where it is uncertain how many would run rings, the scheme that keeps them out has the smaller maximal regret."""
    found = stress({"study": "stress", "scenario": "guarded_growth", "schemes": "abused_growth", "seed": SEED,
                    "set": {"persons": 10_000, "days": 540}, "uncertain": ["organisers", "account_cost"],
                    "futures": 12, "replications": 8, "break_even": "none"})
    excess = estimated(found.payoffs, lambda *means: maximal_regret(*means) - maximal_regret(*means)[0])[1]
    yield Claim("U2", "rings uncertain: deep uncapped rewards have the larger maximal regret", excess, 0.0, np.inf, "CNY")


def planted() -> Iterator[Claim]:
    """A planted box is found in spite of noise, and none is told of where there is none."""
    clear, noisy = (interval([hidden(noise, seed) for seed in range(40)]) for noise in (0.0, 0.05))
    yield Claim("U3", "a box in two of twelve columns, 200 cases: overlap of what is found with it", clear, 0.9, 1.0, "share")
    yield Claim("U3", "... with 5 % of the cases marked wrongly", noisy, 0.75, 1.0, "share")
    draw = np.random.default_rng(SEED)
    alarms = [float(prim(draw.random((100, 12)), draw.random(100) < 0.3).chance <= SURE) for _ in range(40)]
    yield Claim("U3", "pure noise: how often a region is told of", interval(alarms), -0.1, 0.15, "share")


def hidden(noise: float, seed: int) -> float:
    """Return how far the box that is found is the planted one: cases in both over cases in either."""
    draw = np.random.default_rng(seed)
    points = draw.random((200, 12))
    inside = (points[:, 0] > 0.6) & (points[:, 3] < 0.5)
    here = sought(points, inside ^ (draw.random(200) < noise)).holds(points)
    return float((here & inside).sum() / (here | inside).sum())


CLAIMS = (Check("U1", late_payers, 60), Check("U2", rings, 60), Check("U3", planted, 30))
