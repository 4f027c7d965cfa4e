"""Intervals that are looked at again and again cover as often as they say, on known distributions and on the model's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from experiments.claims.claim import SEED, Check, Claim, Setting, each
from experiments.interval import CONFIDENCE, Interval, interval
from experiments.rounds import Look, looks

Draw = Callable[[np.random.Generator, tuple[int, ...]], NDArray[np.float64]]
RUNS, DIFFERENCES = 4_000, 6
FIRST, MOST = 20, 60
KNOWN: dict[str, tuple[Draw, float]] = {
    "normal differences": (lambda luck, size: luck.normal(size=size), CONFIDENCE),
    "heavy tails (Student's t of 3 degrees of freedom)": (lambda luck, size: luck.standard_t(3, size=size), CONFIDENCE),
    "differences of skewness 1 (gamma of shape 4)": (lambda luck, size: luck.gamma(4.0, size=size) - 4.0, CONFIDENCE - 0.01),
    "differences of skewness 2 (exponential)": (lambda luck, size: luck.exponential(size=size) - 1.0, CONFIDENCE - 0.02),
}
"""What differences are drawn from, all with a mean of zero, and how often all their intervals must cover it."""

RARE = (0.03, 0.05, 0.1, 0.2)


def coverage() -> Iterator[Claim]:
    """R1: all intervals at all looks cover the truth at once."""
    planned = looks(FIRST, MOST, DIFFERENCES)
    for name, (draw, least) in KNOWN.items():
        values = draw(np.random.default_rng(SEED), (RUNS, DIFFERENCES, MOST))
        told = f"{DIFFERENCES} differences, looked at after 20, 40 and 60 replications: all intervals cover; {name}"
        yield Claim("R1", told, covering(values, planned), least - 0.01, 1.01, "share")


def of_the_model() -> Iterator[Claim]:
    """R2: the same, drawn from differences that the model has made; the truth is the mean of all of them."""
    base, tiers = (Setting(name, (), 5_000, 360, 300) for name in ("baitiao_consumer", "tiers"))
    for measure, told in {"profit": "profit", "net_charge_off": "net charge-off, which differs in few pairs"}.items():
        found = each(tiers, measure) - each(base, measure)
        values = np.random.default_rng(SEED).choice(found - found.mean(), (RUNS, 1, MOST))
        yield Claim("R2", f"the model's own differences (5,000 persons) in {told}: all intervals cover at all looks",
                    covering(values, looks(FIRST, MOST)), CONFIDENCE - 0.03, 1.01, "share")


def of_rare_events() -> Iterator[Claim]:
    """R3: what happens in few pairs is told rightly or not at all."""
    for share in RARE:
        values = of_few(share)(np.random.default_rng(SEED), (RUNS, 1, MOST))
        told = f"a difference of 1,000 in {share:.0%} of pairs, looked at after 20, 40 and 60: all bounds that are told cover"
        yield Claim("R3", told, covering(values, looks(FIRST, MOST)), CONFIDENCE, 1.01, "share")


def of_few(share: float) -> Draw:
    """Return what draws a difference of 1,000 in a share of pairs and none in the others, less its mean."""
    return lambda luck, size: np.where(luck.random(size) < share, 1_000.0, 0.0) - 1_000.0 * share


def covering(values: NDArray[np.float64], planned: tuple[Look, ...]) -> Interval:
    """Return how often all intervals of a run cover zero, by run, difference and replication."""
    return interval([all(covers(look.at(row)) for look in planned for row in run) for run in values])


def covers(found: Interval) -> bool:
    """Tell whether an interval covers zero; where no bounds are told, nothing wrong is."""
    return found.low is None or found.high is None or found.low <= 0.0 <= found.high


CLAIMS = (Check("R1", coverage, 100), Check("R2", of_the_model, 38), Check("R3", of_rare_events, 2))
