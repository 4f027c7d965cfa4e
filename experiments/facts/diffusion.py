"""How a product spreads: the Bass model, and friends who have it already."""

from __future__ import annotations

from functools import cache, partial

import numpy as np
from numpy.typing import NDArray

from experiments.claims.claim import SEED
from experiments.claims.closed_forms import EVERYBODY_IN, lonely_market
from experiments.facts.fact import Fact, about
from experiments.interval import Interval, interval
from experiments.seeds import seeds
from scenarios import load
from sim import simulate
from sim.result import Result
from sim.scenario import Scenario
from sim.tables import MONTH

PERSONS, YEAR = 4_000, 360
TAKE_UP, SOCIAL_PROOF = 0.44, 2.0


@cache
def bass_fits() -> NDArray[np.float64]:
    """Return innovation and imitation of each run, by least squares on the hazard of the months of ten years, shape (runs, 2)."""
    return np.array([fit(simulate(lonely_market(PERSONS, 10 * YEAR), seed)) for seed in seeds(SEED, 8)])


def fit(run: Result) -> NDArray[np.float64]:
    """Return innovation and imitation a year: adopters of a month over those left is p + q times the share who have adopted."""
    new = run.tables["days"]["approved"].reshape(-1, MONTH).sum(axis=1) / PERSONS
    adopted = np.cumsum(new) - 0.5 * new
    weight = np.sqrt(1.0 - adopted)
    design = np.stack((weight, weight * adopted), axis=1)
    return np.asarray(np.linalg.lstsq(design, YEAR / MONTH * new / weight, rcond=None)[0])


def of_bass(which: int) -> Interval:
    """Return innovation or imitation over the runs."""
    return interval(bass_fits()[:, which])


def peers() -> Interval:
    """Return by how much take-up rises with the share of friends who are customers, by least squares over the days."""
    return interval([slope(simulate(village(), seed)) for seed in seeds(SEED, 8)])


def village() -> Scenario:
    """Return people who all know each other and ask each other at any time; take-up is the study's where half are customers."""
    base = np.log(TAKE_UP / (1.0 - TAKE_UP)) - 0.5 * SOCIAL_PROOF
    return load("baitiao_consumer", (*EVERYBODY_IN, f"persons={PERSONS}", "days=120", "network.kind=complete",
                                     "population.launch=0.25", "behaviour.arrive={innovation: 0, imitation: 0}",
                                     "behaviour.invite={altruism: 1, fatigue: 0}", "behaviour.respond.strong=0",
                                     "behaviour.respond.saturation=0", f"behaviour.respond.base={base:.4f}",
                                     f"behaviour.respond.social_proof={SOCIAL_PROOF}"))


def slope(run: Result) -> float:
    """Return the slope of a day's take-up on the share of customers the evening before, days weighted by who was asked."""
    days = run.tables["days"]
    customers = np.cumsum(days["approved"])[:-1] / PERSONS
    asked, accepted = (days[column][1:].astype(np.float64) for column in ("invited", "accepted"))
    used = asked > 0.0
    weight, design = np.sqrt(asked[used]), np.stack((np.ones(used.sum()), customers[used]), axis=1)
    return float(np.linalg.lstsq(design * weight[:, None], accepted[used] / asked[used] * weight, rcond=None)[0][1])


BASS = "Bass 1969 and many fits since"

FACTS = (
    Fact("bass-p", "Innovation: how many adopt by themselves", "p = 0.03 a year", about(0.03), "number", BASS, True,
         "People who are all alike and all know each other. Fitted to ten simulated years as one fits sales.", partial(of_bass, 0)),
    Fact("bass-q", "Imitation: how many because others have", "q = 0.38 a year", about(0.38), "number", BASS, True,
         "The same fit.", partial(of_bass, 1)),
    Fact("peers", "Take-up rises with the share of friends who have it", "0.49 (s.e. 0.06)", about(0.49, none=0.0, error=0.12),
         "number", "data of Cai, de Janvry & Sadoulet 2015: insurance for farmers in China", True,
         "A slope of 2.0 on the log odds is 0.49 at the study's take-up of 44 %. Everybody knows everybody; a quarter begin as "
         "customers.", peers),
)

SECONDS = 12
"""About how long all of them take."""
