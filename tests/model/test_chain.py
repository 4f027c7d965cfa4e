"""Constant roll rates and no growth: buckets and vintages are the Markov chain's, in closed form (D10 of the model)."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from sim.engine import Engine
from sim.roll import bucket_after, default_probabilities, transition
from sim.scenario import Product, Scenario, default
from sim.tables import ACCOUNTS, BUCKETS, CHANNELS, STATEMENTS
from sim.world import Life
from tests.model.settings import always_pay, changed, everybody_approved, nobody_moves

PERSONS, MONTHS = 4_000, 12
RATES = {
    "c_to_m1": 0.12,
    "m1_to_m2": 0.4,
    "m2_to_m3": 0.6,
    "m3_to_m4": 0.7,
    "m4_to_m5": 0.8,
    "m5_to_m6": 0.9,
    "m6_to_m7": 0.95,
    "partial_stay": 0.2,
    "partial_back": 0.1,
}
REPAY = always_pay(**RATES)
Matrix = NDArray[np.float64]


def by_hand() -> Matrix:
    """Return the chain that the rates say: a miss rolls on; of the others some pay one month of several, some two."""
    chain = np.zeros((BUCKETS, BUCKETS))
    for bucket, miss in enumerate(list(RATES.values())[:STATEMENTS]):
        chain[bucket, bucket + 1] = miss
        chain[bucket, bucket] += (1.0 - miss) * (RATES["partial_stay"] if bucket else 0.0)
        chain[bucket, max(0, bucket - 1)] += (1.0 - miss) * (RATES["partial_back"] if bucket else 0.0)
        chain[bucket, 0] += (1.0 - miss) * (1.0 - (RATES["partial_stay"] + RATES["partial_back"] if bucket else 0.0))
    chain[STATEMENTS, STATEMENTS] = 1.0
    return chain


def portfolio() -> Life:
    """Return a year of a portfolio opened in one month, in which everybody always has a statement to pay."""
    scenario = changed(
        Scenario(persons=PERSONS, days=30 * (MONTHS + 1)),
        **{
            **nobody_moves(),
            **everybody_approved(),
            "population__launch": 1.0,
            "population__propensity_sigma": 0.0,
            "behaviour__repay": REPAY,
            "behaviour__activate": default("activate", rate=30.0),
            "behaviour__shop": default("shop", rate=30.0, deal_slope=0.0, fading=36_000.0),
            "behaviour__payment_plan": default("payment_plan", share=0.0, size_slope=0.0, score_slope=0.0),
            "product": Product(late_fee=0.005),
        },
    )  # late fees of late fees: no statement of a late account is empty
    return Engine(scenario, 1).run()


@pytest.fixture(scope="module")
def life() -> Life:
    return portfolio()


def standard_errors(seen: NDArray[np.int64], trials: Matrix | float, probability: Matrix) -> Matrix:
    """Return how far counts are from their binomial means, in standard errors, where any are expected."""
    spread = np.sqrt(trials * probability * (1.0 - probability))
    return np.asarray((seen - trials * probability)[spread > 1.0] / spread[spread > 1.0])


def test_the_transition_matrix_is_the_one_written_by_hand() -> None:
    assert transition(REPAY) == pytest.approx(by_hand(), abs=1e-8)


def test_the_moves_on_due_days_are_the_chains(life: Life) -> None:
    rolls = life.tables.by_month["rolls"].sum(axis=0)
    chain = by_hand()[:STATEMENTS]
    rows = rolls[:STATEMENTS].sum(axis=1, keepdims=True)
    assert rows.min() > 200
    assert (rolls[:STATEMENTS][chain == 0.0] == 0).all(), "nothing moves where the chain has no arrow"
    assert np.abs(standard_errors(rolls[:STATEMENTS], rows, chain)).max() < 3.5


def test_bucket_shares_follow_the_chain_month_by_month(life: Life) -> None:
    # an account opened on day o has passed m due days by day o + 30 m + 15; on the last day of month m all have m - 1
    # or m behind them: by due day, hence by day of opening
    accounts = life.tables.accounts[: life.world.count[ACCOUNTS]]
    assert len(accounts) == PERSONS
    last = life.scenario.days - 1
    passed = (last - accounts["opened"] - life.scenario.product.grace_days) // 30
    for dues in np.unique(passed):
        here = accounts[passed == dues]
        shares = np.linalg.matrix_power(by_hand(), int(dues))[0]
        seen = np.bincount(here["bucket"], minlength=BUCKETS)
        kept = shares * len(here) > 5.0
        rare = ~kept & (shares > 0.0)
        merged = [np.append(x[kept], x[rare].sum() if rare.any() else []) for x in (seen, shares * len(here))]
        assert seen[shares == 0.0].sum() == 0
        assert stats.chisquare(*merged).pvalue > 0.005


@pytest.mark.parametrize(("field", "bucket"), [("ever_30", 2), ("ever_90", 4), ("charged_off", STATEMENTS)])
def test_vintage_curves_are_the_chains_first_passages(life: Life, field: str, bucket: int) -> None:
    # by month on book m an account has met m - 1 due days; "ever" makes the bucket and all beyond it absorbing
    chain = by_hand()
    chain[bucket:] = np.eye(BUCKETS)[bucket:]
    months = np.arange(1, MONTHS + 1)
    closed = np.array([np.linalg.matrix_power(chain, m - 1)[0, bucket:].sum() for m in months])
    cells = life.tables.vintages.reshape(-1, CHANNELS, life.world.months)[0, 0, 1 : MONTHS + 1]
    assert (cells["accounts"] == PERSONS).all()
    assert np.abs(standard_errors(cells[field], float(PERSONS), closed)).max() < 3.5
    assert (cells[field][closed == 0.0] == 0).all()


def test_probabilities_of_default_are_first_passages_too() -> None:
    chain = by_hand()
    chain[4:] = np.eye(BUCKETS)[4:]
    for row, months in enumerate((12, 36)):
        wanted = np.linalg.matrix_power(chain, months)[:, 4:].sum(axis=1)
        assert default_probabilities(REPAY)[row] == pytest.approx(wanted, abs=1e-8)


def test_a_payment_moves_the_bucket_as_the_matrix_thinks() -> None:
    assert [[bucket_after(bucket, paid) for paid in range(5)] for bucket in (0, 1, 6)] == [
        [1, 0, 0, 0, 0],
        [2, 1, 1, 0, 0],
        [7, 6, 6, 5, 0],
    ]
