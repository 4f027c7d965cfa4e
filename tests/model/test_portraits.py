"""Portraits and differences: who is told apart, what that changes, and what it leaves as it is."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios import load
from sim.audit import audit
from sim.cells import under
from sim.engine import Engine
from sim.ledger import Cause
from sim.market import Market
from sim.people import people
from sim.result import result_hash
from sim.scenario import CHANNEL_NAMES, Difference, Portrait, Reward, Scenario, Tier, default
from sim.tables import Channel
from sim.world import Life
from tests.model.drivers import RowByRow, backwards
from tests.model.settings import changed, crowd, varied
from tests.model.test_rewards import fixed, posted, star

MANY = 40_000
SILVER = (Tier("silver", on_time=1, limit=1.5, reward=1.2),)
PORTRAITS = {"young": Portrait(share=0.3, ties=2.0), "hunters": Portrait(share=0.2), "others": Portrait(share=0.5)}


def busy(**more: Any) -> Scenario:
    """Return a small world with tiers, teams and rewards in which much happens."""
    return changed(load("team_plan"), persons=400, days=200, population__launch=0.3, tiers=SILVER, **more)


def test_the_channels_of_a_difference_are_those_that_the_lender_sees() -> None:
    seen = [channel for channel in Channel if channel != Channel.RING]
    assert [channel.name.lower() for channel in seen] == list(CHANNEL_NAMES)


@pytest.mark.parametrize("portraits", [
    {"everybody": Portrait()},
    {"some": Portrait(share=0.3), "others": Portrait(share=0.7)},
    {"few": Portrait(share=0.1, ties=3.0), "many": Portrait(share=0.9, ties=3.0)},
])
def test_portraits_that_do_not_differ_change_nothing(portraits: dict[str, Portrait]) -> None:
    plain = Engine(busy(), 5).run()
    assert result_hash(Engine(busy(portraits=portraits), 5).run()) == result_hash(plain)
    assert np.any(plain.tables.accounts["friends"] > 0)


def test_what_all_portraits_change_alike_is_a_change_for_everybody() -> None:
    changes = {"population.income_median": 300_000, "behaviour.shop.rate": 9.0, "behaviour.friends_at_once": 5}
    alike = busy(portraits={"some": Portrait(share=0.3, changes=changes), "others": Portrait(share=0.7, changes=changes)})
    assert result_hash(Engine(alike, 5).run()) == result_hash(Engine(under(busy(), [*changes.items()]), 5).run())


TERMS = {
    "rewards.referrer.hold": st.integers(0, 60),
    "rewards.referrer.form": st.integers(0, 3),
    "rewards.referrer.amount.pay": st.integers(0, 20_000),
    "rewards.referrer.cap_count": st.integers(1, 3),
    "rewards.friend.when": st.sampled_from([default("trigger", "approved"), default("trigger", "on_time_payments", payments=1)]),
    "rewards.friend.claw_back": st.just(default("claw_back", "early_default", bucket=1)),
    "credit.first_limit.ceiling": st.integers(50_000, 500_000),
    "credit.approve.cut_off": st.floats(550.0, 620.0),
    "credit.charge_off.days": st.sampled_from([90, 120]),
    "product.instalment_fee": st.floats(0.0, 0.05),
    "product.minimum_payment": st.floats(0.01, 1.0),
    "team.override.share": st.floats(0.0, 1.0),
    "team.extra_limit": st.integers(0, 500_000),
}


@settings(max_examples=12)
@given(changes=st.lists(st.sampled_from(sorted(TERMS)), min_size=1, max_size=4, unique=True).flatmap(
    lambda paths: st.fixed_dictionaries({path: TERMS[path] for path in paths})))
def test_a_difference_for_everybody_is_the_setting_itself(changes: dict[str, Any]) -> None:
    for_all = {"one": Difference(changes=changes)}
    by_tier = {"below": Difference(changes=changes), "silver": Difference(tier="silver", changes=changes)}
    by_channel = {name: Difference(channel=number, changes=changes) for number, name in enumerate(CHANNEL_NAMES, start=1)}
    set_globally = result_hash(Engine(under(busy(), [*changes.items()]), 5).run())
    for differ in (for_all, by_tier, by_channel):
        assert result_hash(Engine(busy(differ=differ), 5).run()) == set_globally


def test_all_drivers_agree_and_the_books_are_right() -> None:
    scenario = varied(busy())
    engine = Engine(scenario, 7, journal=True)
    life = engine.run(lambda today: reconciles(engine.life, today))
    assert len(life.policies) > 10
    assert result_hash(Market(scenario, 7, shuffle=True).run()) == result_hash(life)
    assert result_hash(RowByRow(scenario, 7, backwards).run()) == result_hash(life)


def reconciles(life: Life, today: int) -> None:
    if today % 20 == 19:
        assert audit(life, today) == []


def test_the_audit_finds_an_account_under_the_terms_of_others() -> None:
    life = Engine(varied(busy()), 7).run()
    life.tables.accounts["policy"][3] += 1
    assert audit(life) == ["accounts under the policy of another cell: 1"]


def test_portraits_have_their_shares_whatever_the_scheme() -> None:
    scenario = Scenario(persons=MANY, portraits=PORTRAITS)
    here = people(7, scenario)["portrait"]
    for number, portrait in enumerate(PORTRAITS.values()):
        error = 4.0 * math.sqrt(portrait.share * (1.0 - portrait.share) / MANY)
        assert (here == number).mean() == pytest.approx(portrait.share, abs=error)
    other = scenario._replace(rewards={"line": Reward()}, differ={"a": Difference(portrait="young")})
    assert np.array_equal(people(7, other)["portrait"], here)


@pytest.mark.parametrize("alike", [0.0, 0.4, 1.0])
def test_circles_lean_to_a_portrait(alike: float) -> None:
    # two of a circle: both of the circle's portrait with probability alike squared, otherwise as any two
    network = Scenario().network._replace(alike=alike)
    here = people(7, Scenario(persons=MANY, portraits=PORTRAITS, network=network))["portrait"].reshape(-1, network.circle)
    any_two = sum(portrait.share**2 for portrait in PORTRAITS.values())
    same = (here[:, :-1] == here[:, 1:]).mean()
    assert same == pytest.approx(alike**2 + (1.0 - alike**2) * any_two, abs=0.02)
    assert (here == 0).mean() == pytest.approx(0.3, abs=0.02)


def test_a_portrait_has_so_many_times_the_weak_ties_of_another() -> None:
    scenario = Scenario(persons=MANY, portraits=PORTRAITS)
    tables = Life(scenario, 7).tables
    weak = np.diff(tables.ties_start) - tables.persons["strong"]
    young, others = (weak[tables.persons["portrait"] == number].mean() for number in (0, 2))
    assert young / others == pytest.approx(2.0, rel=0.1)
    assert weak.mean() == pytest.approx(12.0, rel=0.05)


def test_traits_of_a_portrait_are_around_its_own_means() -> None:
    portraits = {"low": Portrait(share=0.5, changes={"population.theta_mean": -0.5, "population.income_median": 200_000}),
                 "keen": Portrait(share=0.5, changes={"population.deal_mean": 1.0})}
    here = people(7, Scenario(persons=MANY, portraits=portraits))
    low, keen = here[here["portrait"] == 0], here[here["portrait"] == 1]
    assert low["theta"].mean() == pytest.approx(-0.5, abs=0.05)
    assert keen["deal"].mean() == pytest.approx(1.0, abs=0.05)
    assert np.median(low["income"]) == pytest.approx(200_000, rel=0.02)
    assert low["theta"].std() == pytest.approx(1.0, abs=0.03)


def test_a_tier_that_differs_is_paid_by_its_own_terms() -> None:
    # as in the test of multiplied rewards: silver from day 60 on, friends buy on days 59, 60 and 61
    silver = Difference(tier="silver", changes={"rewards.line.amount.pay": 7_500, "rewards.line.hold": 10})
    driver = star(3, Reward(amount=fixed()), first=58, tiers=(Tier("silver", on_time=1),), differ={"silver": silver})
    assert posted(driver, Cause.REWARD_EARNED) == [(59, 5_000), (60, 7_500), (61, 7_500)]
    assert posted(driver, Cause.CASH_PAID) == [(59, 5_000), (70, 7_500), (71, 7_500)]


def test_a_reward_goes_by_the_terms_of_who_is_paid() -> None:
    # friends come by way of a referrer, the referrer by herself: only the friends' line is paid to the referred
    referred = Difference(channel=2, changes={"rewards.line.amount.pay": 9_000})
    driver = star(2, Reward(amount=fixed()), differ={"referred": referred})
    assert [amount for _, amount in posted(driver, Cause.REWARD_EARNED)] == [5_000, 5_000]
    driver = star(2, Reward(pay=1, amount=fixed()), differ={"referred": referred})
    assert [amount for _, amount in posted(driver, Cause.REWARD_EARNED)] == [9_000, 9_000]


def test_a_limit_differs_by_portrait() -> None:
    small = Difference(portrait="young", changes={"credit.first_limit.ceiling": 80_000})
    life = Engine(crowd(portraits=PORTRAITS, differ={"small": small}), 3).run()
    accounts = life.tables.accounts[: life.world.count[0]]
    young = life.tables.persons["portrait"][accounts["person"]] == 0
    assert accounts["first_limit"][young].max() == 80_000 < accounts["first_limit"][~young].max()
