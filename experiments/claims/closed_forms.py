"""Verification D9 and D10: where mathematics knows the answer, the model must give it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from experiments.claims.claim import SEED, Check, Claim
from experiments.interval import interval
from experiments.seeds import seeds
from scenarios import load
from sim import simulate
from sim.result import Result
from sim.roll import transition
from sim.scenario import CHANNEL_NAMES, Scenario
from sim.standing import DAYS_90

EVERYBODY_IN = ("population.launch=0", "population.thin_file=0", "credit.approve.cut_off=300", "credit.approve.thin_cut_off=300",
                "credit.fraud_check.false_alarms=0", "credit.fraud_check.hit_rate=0", "behaviour.intent.share=0",
                "behaviour.attrite.hazard=0")
P, Q = 0.03, 0.38
BUCKETS = ("C", "M1", "M2", "M3", "M4", "M5", "M6", "M7")


def bass(days: int) -> NDArray[np.float64]:
    """Return the Bass curve: the share of adopters at the end of each day (Bass 1969, closed form).

    >>> bool(np.isclose(bass(3_600)[-1], 0.813, atol=0.001))
    True
    """
    years = np.arange(1, days + 1) / 360.0
    decay = np.exp(-(P + Q) * years)
    return np.asarray((1.0 - decay) / (1.0 + Q / P * decay))


def lonely_market(persons: int, days: int) -> Scenario:
    """Return identical persons who all know each other, without a scheme, all approved."""
    return load("baitiao_consumer", (*EVERYBODY_IN, f"persons={persons}", f"days={days}", "network.kind=complete",
                                     "behaviour.invite.altruism=0", f"behaviour.arrive={{innovation: {P}, imitation: {Q}}}"))


def bass_curve(persons: int = 4_000, days: int = 3_600, replications: int = 12) -> Iterator[Claim]:
    """D9: no reward, identical persons, complete network."""
    expected = bass(days)
    gaps = []
    for seed in seeds(SEED, replications):
        adopted = np.cumsum(simulate(lonely_market(persons, days), seed).tables["days"]["approved"]) / persons
        gaps.append(adopted - expected)
    for year in (2, 5, 10):
        gap = interval([float(path[year * 360 - 1]) for path in gaps if year * 360 <= days])
        yield Claim("D9", f"share of adopters less the Bass curve, year {year}", gap, -0.03, 0.03, "share")


def steady_book(persons: int, days: int) -> Scenario:
    """Return borrowers who all open at once, owe something every month, and roll by nothing but their bucket."""
    slopes = ("theta_slope", "burden_slope", "utilisation_slope", "hardship", "enforcement")
    constant = [f"behaviour.repay.{slope}=0" for slope in slopes]
    always = ("behaviour.shop={rate: 30, deal_slope: 0, fading: 36000}", "behaviour.basket={share: 0.002, sigma: 0}",
              "behaviour.payment_plan.share=0", "behaviour.payment_plan.size_slope=0", "behaviour.payment_plan.score_slope=0",
              "behaviour.activate={rate: 30, patience: 3600}", "population.propensity_sigma=0", "population.income_sigma=0")
    return load("baitiao_consumer", (*EVERYBODY_IN, *constant, *always, f"persons={persons}", f"days={days}",
                                     "population.launch=1", "behaviour.repay.c_to_m1=0.05", "behaviour.invite.altruism=0"))


def markov_chain(persons: int = 10_000, days: int = 720, replications: int = 8) -> Iterator[Claim]:
    """D10: constant roll rates, no growth: rolls, bucket shares and vintages are the chain's."""
    scenario = steady_book(persons, days)
    chain = transition(scenario.behaviour.repay)
    found = [simulate(scenario, seed) for seed in seeds(SEED, replications)]
    rolls = np.array([observed(run) for run in found])
    for before in range(5):
        gap = interval(rolls[:, before, before + 1] - chain[before, before + 1])
        yield Claim("D10", f"roll rate {BUCKETS[before]} to {BUCKETS[before + 1]} less the chain's", gap, -0.02, 0.02, "share")
    shares, expected = np.array([bucket_shares(run) for run in found]), quasi_stationary(chain)
    for bucket in range(1, 7):
        gap = interval(shares[:, bucket] - expected[bucket])
        yield Claim("D10", f"accounts in {BUCKETS[bucket]} in the long run less the chain's", gap, -0.003, 0.003, "share")
    for mob in (6, 12, 18):
        gap = interval([vintage(run, mob) - hit(chain, mob - 1) for run in found])
        yield Claim("D10", f"ever 90 dpd by month on book {mob} less the chain's", gap, -0.005, 0.005, "share")


def observed(run: Result) -> NDArray[np.float64]:
    """Return the observed matrix of moves between buckets, rows summing to 1, shape (8, 8)."""
    table = run.tables["roll_rates"]
    moves = np.zeros((len(BUCKETS), len(BUCKETS)))
    place = {name: number for number, name in enumerate(BUCKETS)}
    for before, after, accounts in zip(table["before"], table["after"], table["accounts"], strict=True):
        moves[place[str(before)], place[str(after)]] += accounts
    return np.asarray(moves / np.maximum(moves.sum(axis=1, keepdims=True), 1.0))


def bucket_shares(run: Result) -> NDArray[np.float64]:
    """Return the shares of open accounts by bucket, over the last 180 days, shape (7,)."""
    days = run.tables["days"]
    accounts = np.array([days[f"accounts_{name.lower()}"][-180:].sum() for name in BUCKETS[:-1]])
    return np.asarray(accounts / accounts.sum())


def quasi_stationary(chain: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the shares of buckets, among those not written off, that the chain settles at, shape (7,)."""
    values, vectors = np.linalg.eig(chain[:-1, :-1].T)
    leading = np.abs(np.real(vectors[:, np.argmax(np.real(values))]))
    return np.asarray(leading / leading.sum())


def vintage(run: Result, mob: int) -> float:
    """Return the share of accounts ever 90 dpd by a month on book."""
    table = run.tables["vintages"]
    here = table["mob"] == mob
    return float(table["ever_90"][here].sum() / table["accounts"][here].sum())


def hit(chain: NDArray[np.float64], months: int) -> float:
    """Return the chain's probability of having been in M4 or later within some months."""
    absorbing = chain.copy()
    absorbing[4:] = np.eye(len(chain))[4:]
    return float(np.linalg.matrix_power(absorbing, months)[0, 4:].sum())


def score_auc() -> Iterator[Claim]:
    """A score has the AUC it is set to, against 90 dpd within about a year, where everybody is approved."""
    cases = (("thin file", 1, 60, 0.62), ("full file", 0, 60, 0.70), ("with behaviour", 0, 2, 0.78))
    everybody = [setting for setting in EVERYBODY_IN if "thin_file" not in setting]
    for name, thin, seasoned, asked in cases:
        scenario = load("baitiao_consumer", (*everybody, "persons=40000", "days=450", "population.launch=1",
                                             "behaviour.invite.altruism=0", f"population.thin_file={thin}",
                                             f"credit.seasoned_after={seasoned}"))
        gaps = interval([auc(simulate(scenario, seed)) - asked for seed in seeds(SEED, 8)])
        yield Claim("score", f"AUC of the score, {name}, less {asked}", gaps, -0.03, 0.03, "")


def auc(run: Result, channels: Collection[str] = CHANNEL_NAMES) -> float:
    """Return the probability that of two accounts the one that was never 90 dpd has the higher score (Mann and Whitney)."""
    accounts = run.tables["accounts"]
    used = (accounts["activated"] >= 0) & np.isin(accounts["channel"], [*channels])
    bad, ranks = accounts["worst"][used] >= DAYS_90, rankdata(accounts["score"][used])
    return float((ranks[~bad].mean() - (np.sum(~bad) + 1) / 2) / bad.sum())


CLAIMS = (Check("D9", bass_curve, 8), Check("D10", markov_chain, 5), Check("score", score_auc, 41))
