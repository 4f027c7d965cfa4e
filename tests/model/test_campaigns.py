"""What a campaign pays for, whom it moves, and what its figures may say: stories that once went wrong."""

from __future__ import annotations

from typing import Any

import numpy as np

from scenarios import load
from sim import simulate
from sim.engine import Engine
from sim.result import Result
from sim.scenario import Reward, Scenario, Team, default
from sim.tables import ACCOUNTS, NONE, PAYOUTS, State, Tally
from sim.world import Life


def lived(scenario: Scenario, **changes: Any) -> Life:
    return Engine(scenario._replace(**changes), 3).run()


def rows(life: Life) -> Any:
    return life.tables.accounts[: life.world.count[ACCOUNTS]]


def viral(**changes: Any) -> Scenario:
    scenario = load("cash_for_invites", ("persons=4000", "days=360", "population.launch=0.005"))
    behaviour = scenario.behaviour._replace(invite=default("invite", altruism=2.0, fatigue=0.0),
                                            respond=default("respond", base=1.0))
    return scenario._replace(behaviour=behaviour, **changes)


def test_a_campaign_that_starts_late_does_not_pay_for_what_was_done_before() -> None:
    bonus = Reward(amount=default("amount", pay=1_000), from_day=200)
    life = lived(viral(rewards={"bonus": bonus}))
    paid = life.tables.payouts[: life.world.count[PAYOUTS]]
    friends = rows(life)["activated"][paid["friend"]]
    assert len(paid) > 0
    assert friends.min() >= 200
    assert (rows(life)["activated"][rows(life)["referrer"] != NONE] < 200).any()


def test_refusals_are_counted_when_a_budget_is_used_to_the_last_cent() -> None:
    scenario = viral(rewards={"referrer": Reward(amount=default("amount", pay=5_000), budget=50_000)})
    life = lived(scenario)
    tally = life.tables.days["tally"].sum(axis=0)
    assert life.world.count[PAYOUTS] == 10
    gone = life.tables.accounts["state"][rows(life)["referrer"]] != State.OPEN
    refused = tally[Tally.REFERRED_ACTIVATED] - 10
    assert refused - gone.sum() <= tally[Tally.OVER_BUDGET] <= refused
    assert tally[Tally.OVER_BUDGET] > 0


def k_of(result: Result) -> float:
    return result.measures["k_factor"].value


def test_the_k_factor_passes_one_where_every_customer_brings_more_than_one() -> None:
    assert k_of(simulate(viral(), 3)) > 1.0 > k_of(simulate(load("cash_for_invites", ("persons=20000",)), 3))


def test_a_reward_that_nobody_can_get_moves_nobody() -> None:
    base = load("cash_for_invites", ("persons=6000", "days=300", "population.launch=0.1"))
    empty = Reward(when=default("trigger", "on_time_payments"), budget=0)
    with_it = base._replace(rewards={**base.rewards, "nothing": empty})
    books = [Engine(scenario, 3).run().tables.days["posted"] for scenario in (base, with_it)]
    assert np.array_equal(*books)


def test_who_leaves_or_defaults_leads_no_more() -> None:
    team = Team(depth=3, qualify=default("qualify", friends=1, on_time=0))
    behaviour = viral().behaviour._replace(attrite=default("attrite", hazard=0.3), repay=default("repay", c_to_m1=0.2))
    accounts = rows(lived(viral(team=team), behaviour=behaviour))
    assert accounts["leader"].any()
    assert not accounts["leader"][accounts["state"] != State.OPEN].any()


def test_coupons_lapse_whatever_has_become_of_their_account() -> None:
    coupon = Reward(pay=1, form=2, amount=default("amount", pay=50_000))
    behaviour = viral().behaviour._replace(attrite=default("attrite", hazard=0.3))
    accounts = rows(lived(viral(rewards={"coupon": coupon}), behaviour=behaviour))
    ended = accounts["state"] != State.OPEN
    assert ended.any()
    assert not accounts["coupons"][ended & (accounts["coupons_until"] < 360 - 30)].any()


def test_limits_earned_far_beyond_the_largest_limit_do_not_overflow() -> None:
    reward = Reward(form=3, amount=default("amount", pay=10_000_000))
    accounts = rows(lived(viral(rewards={"limit": reward})))
    assert accounts["earned_limit"].max() == 10_000_000 * int(accounts["earned_count"][:, 0].max())
    assert accounts["limit"].min() > 0


def test_one_meets_the_same_luck_with_each_statement_however_early_one_comes() -> None:
    base = load("cash_for_invites", ("persons=40000", "days=540"))
    reward = base.rewards["referrer"]
    more = base._replace(rewards={**base.rewards, "referrer": reward._replace(amount=default("amount", pay=10_000))})
    before, after = (rows(lived(scenario)) for scenario in (base, more))
    _, here, there = np.intersect1d(before["person"], after["person"], return_indices=True)
    moved = before["opened"][here] != after["opened"][there]
    late = before["worst"][here][moved] > 0, after["worst"][there][moved] > 0
    assert moved.sum() > 50
    assert np.mean(late[0] == late[1]) > 0.93
