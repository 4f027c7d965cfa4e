"""Arrivals against closed forms: the exponential without imitation, the Bass curve with it (D9 of the model)."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import integrate, stats

from sim.engine import Engine
from sim.scenario import Scenario, default
from sim.tables import Tally
from tests.model.settings import changed, everybody_approved, nobody_moves

YEAR = 360.0
Curve = NDArray[np.float64]


def arrivals(persons: int, days: int, seed: int, **bass: float) -> Curve:
    """Return how many arrive on each day where everybody is alike, knows everybody, and is approved."""
    scenario = changed(
        Scenario(persons=persons, days=days),
        **{
            **nobody_moves(),
            **everybody_approved(),
            "network__kind": 1,
            "behaviour__arrive": default("arrive", **bass),
        },
    )
    tally = Engine(scenario, seed).run().tables.days["tally"]
    assert tally[:, Tally.APPLICATIONS].sum() == tally[:, Tally.APPROVED].sum()
    return np.asarray(tally[:, Tally.APPROVED], dtype=float)


@pytest.mark.parametrize(("innovation", "marketing"), [(0.8, 1.0), (0.5, 3.0)])
def test_without_imitation_arrivals_are_exponential(innovation: float, marketing: float) -> None:
    # of N persons, day d brings N (exp(-h d) - exp(-h (d + 1))), h the hazard a day
    persons, months = 2_000, 12
    counts = arrivals(persons, 30 * months, 1, innovation=innovation, imitation=0.0, marketing=marketing)
    edges = np.exp(-innovation * marketing * np.arange(months + 1) * 30 / YEAR)
    expected = persons * np.append(edges[:-1] - edges[1:], edges[-1])
    by_month = counts.reshape(months, 30).sum(axis=1)
    seen = np.append(by_month, persons - by_month.sum())
    assert stats.chisquare(seen, expected).pvalue > 0.01


def bass_curve(p: float, q: float, years: Curve) -> Curve:
    """Return the share that has arrived by each time (Bass 1969, equation 9)."""
    gone = np.exp(-(p + q) * years)
    return np.asarray((1.0 - gone) / (1.0 + q / p * gone))


def bass_variance(p: float, q: float, years: Curve) -> Curve:
    """Return N times the variance of that share: the linear noise approximation of the pure birth process.

    With rate f(x) = (p + q x)(1 - x) the variance V of sqrt(N) x follows V' = 2 f'(x) V + f(x) (Kurtz 1971).
    """

    def change(_: float, state: Curve) -> list[float]:
        x, variance = state
        rate, slope = (p + q * x) * (1.0 - x), q - p - 2.0 * q * x
        return [rate, 2.0 * slope * variance + rate]

    return np.asarray(integrate.solve_ivp(change, (0.0, years[-1]), [0.0, 0.0], t_eval=years, rtol=1e-8).y[1])


@pytest.mark.parametrize(("p", "q", "seed"), [(0.3, 3.0, 1), (0.3, 3.0, 2), (0.1, 4.0, 1), (0.5, 1.0, 1)])
def test_identical_persons_who_all_know_each_other_follow_the_bass_curve(p: float, q: float, seed: int) -> None:
    # on five dates; the level of each is normal around the curve, so none of them is four standard errors away
    persons, dates = 1_500, np.array([90, 180, 270, 360, 540])
    arrived = np.cumsum(arrivals(persons, 540, seed, innovation=p, imitation=q)) / persons
    years = dates / YEAR
    error = np.sqrt(bass_variance(p, q, years) / persons)
    away = (arrived[dates - 1] - bass_curve(p, q, years)) / error
    assert np.abs(away).max() < 3.5, away
    assert error.max() < 0.05, "a curve that is a fifth of the market off would be seen"


def test_the_mean_of_many_worlds_is_the_bass_curve() -> None:
    # sixteen seeds: a fourth of the sampling error of one; what is left is a day's delay, for friends hear today of
    # whom the lender approved today, and what finite N adds: both of the order of one in N or one in a year's days
    p, q, dates = 0.5, 2.0, np.array([90, 180, 360])
    runs = [np.cumsum(arrivals(400, 360, seed, innovation=p, imitation=q))[dates - 1] / 400 for seed in range(16)]
    years = dates / YEAR
    error = np.sqrt(bass_variance(p, q, years) / 400 / len(runs))
    assert np.abs(np.mean(runs, axis=0) - bass_curve(p, q, years)).max() < 3.0 * error.max()
    spread = np.std(runs, axis=0, ddof=1) / np.sqrt(bass_variance(p, q, years) / 400)
    assert (spread > 0.5).all()
    assert (spread < 1.6).all()
