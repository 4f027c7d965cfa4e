"""Faults that these tests found in the model, each as a story that must not come back."""

from __future__ import annotations

import numpy as np
import pytest

from sim.draw import Purpose, exponential, uniform
from sim.engine import Engine
from sim.network import weave
from sim.scenario import Network, Reward, Scenario, default
from sim.tables import ACCOUNTS, NONE, PAYOUTS, Person
from tests.model.settings import always_pay, changed, crowd, everybody_approved, nobody_moves


@pytest.mark.parametrize("wait", [0, 7, 30, 45])
def test_a_reward_for_approval_is_earned_on_its_day_though_the_friend_never_buys(wait: int) -> None:
    # only those of the launch buy; friends never do, and yet their approval is what the scheme pays for
    scenario = crowd(
        days=120,
        behaviour__activate=default("activate", rate=6.0, patience=1.0),
        rewards={"referrer": Reward(when=default("trigger", "approved", wait_days=wait))},
    )
    life = Engine(scenario, 1).run()
    accounts, payouts = (
        life.tables.accounts[: life.world.count[ACCOUNTS]],
        life.tables.payouts[: life.world.count[PAYOUTS]],
    )
    friends = accounts[payouts["friend"]]
    assert (payouts["earned"] - friends["opened"] == wait).all()
    assert (friends["activated"] == NONE).any()
    due = (accounts["referrer"] != NONE) & (accounts["opened"] + wait < scenario.days)
    assert len(payouts) == due.sum() > 20


def test_the_tail_of_two_is_a_tail_like_its_neighbours() -> None:
    ends = [len(weave(1, 4_000, Network(tail=tail)).ties) for tail in (1.999, 2.0, 2.001)]
    assert ends[0] == pytest.approx(ends[1], rel=0.01)
    assert ends[2] == pytest.approx(ends[1], rel=0.01)


def test_nobody_is_late_who_owes_nothing() -> None:
    # no late fee: after a missed statement of everything she owes, the next one asks for nothing; who then pays one
    # month of two has paid all
    stay = always_pay(c_to_m1=0.5, partial_stay=1.0)
    scenario = crowd(
        behaviour__repay=stay,
        product=Scenario().product._replace(late_fee=0.0, instalment_fee=0.0),
        behaviour__payment_plan=default("payment_plan", share=0.0, size_slope=0.0, score_slope=0.0),
    )
    engine, seen = Engine(scenario, 1), 0

    def look(today: int) -> None:
        nonlocal seen
        accounts = engine.life.tables.accounts[: engine.life.world.count[ACCOUNTS]]
        late = accounts["bucket"] > 0
        seen += late.sum()
        assert (accounts["owed_principal"][late, 0] + accounts["owed_fees"][late, 0] > 0).all()

    engine.run(look)
    assert seen > 100


@pytest.mark.parametrize("months", [1, 2, 4])
def test_a_loss_of_income_lasts_as_long_as_it_says(months: int) -> None:
    # everybody is hit on her first due day; a hit household misses for sure, others pay
    engine = Engine(
        crowd(
            days=300,
            behaviour__invite=default("invite", altruism=0.0, pull=0.0),
            behaviour__hardship=default("hardship", hazard=1.0, months=months),
        ),
        1,
    )
    hit = []

    def look(today: int) -> None:
        hit.append(engine.life.tables.accounts["hardship"][: engine.life.world.count[ACCOUNTS]].copy())

    engine.run(look)
    # on the due day itself the first of the months is gone
    assert max(int(states.max()) for states in hit) == months - 1


def test_who_befriends_a_customer_loses_no_day_of_her_own_hazard() -> None:
    # without imitation the day of arrival is that on which innovation alone passes the threshold, whatever friends do
    scenario = changed(Scenario(persons=400, days=360), **nobody_moves(), **everybody_approved())
    scenario = changed(
        scenario,
        population__launch=0.1,
        network__kind=1,
        behaviour__arrive=default("arrive", innovation=1.0, imitation=0.0),
    )
    life = Engine(scenario, 3).run()
    opened = np.full(scenario.persons, NONE)
    accounts = life.tables.accounts[: life.world.count[ACCOUNTS]]
    opened[accounts["person"]] = accounts["opened"]
    assert (life.tables.persons["state"] != Person.DECLINED).all()
    for i in range(scenario.persons):
        if uniform(3, i, 0, Purpose.LAUNCH) < scenario.population.launch:
            continue
        alone = int(np.ceil(exponential(3, i, 0, Purpose.ARRIVE) * 360.0)) - 1
        assert opened[i] == (alone if alone < scenario.days else NONE)
