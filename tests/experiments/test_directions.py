"""The quick ones of the model's directional tests; the whole suite is ``make validate``."""

from __future__ import annotations

import numpy as np

from experiments.claims.claim import Claim, Setting, more, ratio
from experiments.claims.closed_forms import bass, bucket_shares, hit, observed, quasi_stationary, steady_book, vintage
from experiments.claims.directions import REFERRER, half_height
from experiments.interval import interval
from sim import simulate
from sim.roll import transition

SMALL = {"persons": 20_000, "days": 360, "replications": 5}
CASH = Setting("cash_for_invites", **SMALL)


def test_a_tighter_cut_off_costs_growth_and_saves_losses() -> None:
    longer = {"persons": 40_000, "days": 540, "replications": 6}
    before = Setting("cash_for_invites", **longer)
    after = Setting("cash_for_invites", ("credit.approve.cut_off=610", "credit.approve.thin_cut_off=620"), **longer)
    assert more(after, before, "k_factor").high < 0.0
    assert more(after, before, "net_charge_off").high < 0.0
    assert more(after, before, "cac").low > 0.0


def test_points_cost_their_face_less_the_breakage() -> None:
    points = Setting("cash_for_invites", ("rewards.referrer.form=points", "rewards.friend.form=points"), **SMALL)
    cost = ratio(points, CASH, lambda run: run.measures["reward_cost"].value / run.measures["referred_accounts"].value)
    assert abs(cost.mean - 0.70) < 0.02
    assert ratio(points, CASH, "referred_accounts").high < 1.0


def test_more_money_for_referrers_brings_more_friends() -> None:
    assert more(Setting("cash_for_invites", (f"{REFERRER}=250",), **SMALL), CASH, "referred_accounts").low > 0.0


def test_constant_roll_rates_give_the_markov_chain() -> None:
    scenario = steady_book(4_000, 540)
    chain, runs = transition(scenario.behaviour.repay), [simulate(scenario, seed) for seed in (5, 6, 7)]
    months = [np.linalg.matrix_power(chain, month)[0, :-1] for month in range(11, 18)]
    expected = np.sum(months, axis=0) / np.sum(months)
    assert np.abs(np.mean([observed(run)[0] for run in runs], axis=0) - chain[0]).max() < 0.002
    assert np.abs(np.mean([bucket_shares(run) for run in runs], axis=0) - expected).max() < 0.006
    assert abs(np.mean([vintage(run, 12) for run in runs]) - hit(chain, 11)) < 0.006


def test_the_bass_curve_is_the_solution_of_its_equation() -> None:
    curve, step = bass(7_200), 1.0 / 360.0
    slope = np.diff(curve) / step
    middle = 0.5 * (curve[1:] + curve[:-1])
    assert np.allclose(slope, (0.03 + 0.38 * middle) * (1.0 - middle), atol=1e-5)


def test_a_claim_holds_only_where_its_whole_interval_lies_within_bounds() -> None:
    sure = Claim("D0", "rises", interval([1.0, 1.1, 0.9]), 0.0, np.inf, "x")
    unsure = Claim("D0", "rises", interval([1.0, -1.0, 0.5]), 0.0, np.inf, "x")
    single = Claim("D0", "rises", interval([1.0]), 0.0, np.inf, "x")
    assert (sure.holds, unsure.holds, single.holds) == (True, False, False)


def test_half_height_finds_the_rise_of_a_step() -> None:
    assert half_height(np.array([0.0] * 6 + [1.0] * 6)) == 6


def test_the_long_run_is_the_chains_leading_vector() -> None:
    chain = np.array([[0.9, 0.1, 0.0], [0.5, 0.3, 0.2], [0.0, 0.0, 1.0]])
    shares = quasi_stationary(chain)
    after = shares @ chain[:-1, :-1]
    assert np.allclose(after / after.sum(), shares)
