"""Rings of accounts that are run for the reward: who opens one, what it does, and what keeps it out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios import load
from sim import simulate
from sim.audit import audit
from sim.day import day
from sim.engine import Engine
from sim.ledger import Cause
from sim.lifecycle.harvest import fanned, harvest
from sim.result import result_hash
from sim.scenario import Abuse, Reward, Scenario, Team, default
from sim.tables import ACCOUNTS, NONE, PAYOUTS, Leaving, Payout, Records, State, Tally
from sim.world import Life
from tests.model.drivers import RowByRow, shuffled
from tests.model.settings import changed, everybody_approved, nobody_moves

RING_OF_12 = Abuse(organisers=400.0, accounts=12, cost_low=1_000, cost_high=1_000, bust_out=0.0, days_between=2)
FEARLESS = default("organise", suspected=0.0, sight=0.0, cash_out=0.0)
NOW = default("worth", impatience=0.0)


def alone(**changes: Any) -> Scenario:
    """Return a world in which nobody moves but one organiser, who fears nothing, and whom nothing stops."""
    settled: dict[str, Any] = {
        **nobody_moves(),
        **everybody_approved(),
        "credit__first_limit": default("first_limit", floor=500_000, ceiling=500_000),
        "behaviour__organise": FEARLESS,
        "behaviour__worth": NOW,
        "abuse": RING_OF_12,
        "rewards": flat(5_000),
    }
    return changed(Scenario(name="alone", persons=25, days=200), **{**settled, **changes})


def lived(scenario: Scenario, seed: int = 1) -> Life:
    """Return a world whose days have passed; books and tables agree every day."""
    engine = Engine(scenario, seed)
    for today in range(scenario.days):
        day(engine, engine.life, today)
        assert audit(engine.life, today) == []
    return engine.life


def ring_accounts(life: Life) -> Records:
    accounts = life.tables.accounts[: life.world.count[ACCOUNTS]]
    return accounts[accounts["person"] >= life.scenario.persons]


def rewards(life: Life, *status: Payout) -> Records:
    payouts = life.tables.payouts[: life.world.count[PAYOUTS]]
    return payouts[np.isin(payouts["status"], status)]


def flat(pay: int, **terms: Any) -> dict[str, Reward]:
    """Return a scheme that pays the referrer a fixed sum."""
    return {"referrer": Reward(amount=default("amount", pay=pay), **terms)}


def tally(life: Life, which: Tally) -> int:
    return int(life.tables.days["tally"][:, which].sum())


def abused(**changes: Any) -> Scenario:
    """Return a small world in which rings come under deep rewards, and the lender looks for them."""
    reckless = load("abused_growth")
    watched: dict[str, Any] = {
        "persons": 400,
        "days": 240,
        "population__launch": 0.3,
        "abuse": reckless.abuse._replace(organisers=200.0, accounts=10, cost_high=5_000, bust_out=0.5),
        "credit__identity_check": default("identity_check", "device", hit_rate=0.2, false_alarms=0.05),
        "credit__velocity": default("velocity", "monthly_cap", most=2),
        "credit__fraud_detection": default("fraud_detection", "pattern", crowd=2, hit_rate=0.1, false_alarms=0.05),
        "rewards": {
            "referrer": reckless.rewards["referrer"]._replace(claw_back=default("claw_back", "early_exit"), hold=20),
            "friend": reckless.rewards["friend"],
        },
    }
    return changed(reckless, **{**watched, **changes})


@settings(max_examples=3)
@given(seed=st.integers(0, 2**63 - 1), luck=st.integers(0, 2**32 - 1))
def test_rings_do_the_same_in_any_order(seed: int, luck: int) -> None:
    scenario = abused(persons=150, days=160)
    compiled, by_one = Engine(scenario, seed).run(), RowByRow(scenario, seed, shuffled(luck)).run()
    assert result_hash(by_one) == result_hash(compiled)
    assert np.array_equal(compiled.tables.rings, by_one.tables.rings)


def test_books_and_tables_agree_every_day_of_a_busy_ring() -> None:
    life = lived(abused())
    assert len(ring_accounts(life)) > 20
    for happened in (Tally.IDENTITY_CHECK, Tally.VELOCITY, Tally.FRAUD_CHECK, Tally.HONEST_REFUSED, Tally.CLAWED_BACK):
        assert tally(life, happened) > 0, happened.name
    assert tally(life, Tally.FROZEN) > tally(life, Tally.HONEST_FROZEN) > 0
    assert life.tables.days["posted"][:, Cause.FRAUD_LOSS].sum() > 0


def test_honest_people_do_not_notice_rings() -> None:
    """Same ties, same luck: where nothing is scarce, everything honest people do is the same to the last minor unit."""
    scenario = changed(load("growth_at_any_price"), persons=600, days=200, population__launch=0.3)
    without = Engine(scenario, 4).run()
    among = Engine(scenario._replace(abuse=Abuse(organisers=100.0, cost_high=5_000)), 4).run()
    assert len(ring_accounts(among)) > 50
    of_persons = [name for name in without.tables.persons.dtype.names if name not in ("account", "due_next", "due_before")]
    for name in of_persons:
        assert np.array_equal(without.tables.persons[name], among.tables.persons[name][:600]), name
    both = [life.tables.accounts[life.tables.persons["account"][:600]] for life in (without, among)]
    customers = without.tables.persons["account"] != NONE
    for name in ("opened", "spent", "margin", "wallet", "limit", "bucket", "on_time", "friends", "score"):
        assert np.array_equal(both[0][name][customers], both[1][name][customers]), name


@pytest.mark.parametrize("fan", [1, 2, 4, 11])
@pytest.mark.parametrize("when", ["approved", "first_purchase", "spend_reached", "on_time_payments"])
def test_what_an_organiser_expects_is_what_the_scheme_pays(fan: int, when: str) -> None:
    """The scheme as imagined and as settled: cap, ladder and a friend's share, for chain, star and trees between."""
    scenario = alone(
        rewards={
            "referrer": Reward(when=default("trigger", when), cap_count=3,
                               amount=default("amount", "steps", at=(1, 3), total=(2_000, 9_000))),
            "friend": Reward(pay=1, when=default("trigger", "spend_reached", spend=40_000),
                             amount=default("amount", "share_of_spend", share=0.1)),
        },
        behaviour__organise=default("organise", "reckless"),
    )
    engine = Engine(scenario, 1)
    for today in range(scenario.days):
        day(engine, engine.life, today)
        rings = engine.life.tables.rings
        rings["fan"] = fan
    life = engine.life
    used, everybody = np.zeros(9, dtype=np.int64), np.ones(12, dtype=np.bool_)
    expected = sum(harvest(life.policy, used, int(life.tables.rings["begun"][0]), 2, fanned(12, fan), everybody))
    assert life.tables.rings["applied"].tolist() == [12]
    assert rewards(life, Payout.PAID)["amount"].sum() == expected > 0


def test_nothing_pays_so_nobody_comes() -> None:
    assert len(ring_accounts(lived(alone(rewards={}, days=80)))) == 0


def test_an_organiser_comes_where_rewards_exceed_the_cost_of_accounts() -> None:
    """Eleven rewards for twelve accounts at 10 CNY: the break-even reward is 120 / 11 = 10.91 CNY."""
    for pay, comes in ((1_090, False), (1_091, True)):
        life = Engine(alone(days=40, rewards=flat(pay)), 1).run()
        assert (life.tables.rings["begun"] != NONE).all() == comes


@settings(max_examples=8)
@given(pays=st.tuples(st.integers(0, 30_000), st.integers(0, 30_000)).map(sorted), seed=st.integers(0, 10**9))
def test_a_higher_reward_keeps_the_organisers_who_came_for_a_lower_one(pays: list[int], seed: int) -> None:
    various = RING_OF_12._replace(organisers=1_000.0, cost_low=5_000, cost_high=30_000)
    low, high = (
        Engine(alone(persons=100, days=31, abuse=various, rewards=flat(pay)), seed).run().tables.rings["begun"] != NONE
        for pay in pays
    )
    assert not (low & ~high).any()


def test_a_campaign_that_is_over_draws_nobody() -> None:
    assert len(ring_accounts(lived(alone(rewards=flat(50_000, to_day=0), days=80)))) == 0


def test_overrides_make_a_tree_pay_more_than_star_and_chain() -> None:
    """Two friends make a leader: a chain has none, a star one."""
    team = Team(depth=3, qualify=default("qualify", friends=2, on_time=0), override=default("override", share=0.3),
                quality_gate=default("quality_gate", late=1.0))
    late = flat(5_000, when=default("trigger", "on_time_payments", payments=1))
    fan = int(Engine(alone(team=team, days=40, rewards=late), 1).run().tables.rings["fan"][0])
    assert 1 < fan < 11


def test_overrides_that_leaders_are_named_too_late_for_draw_nobody_into_a_tree() -> None:
    """Paid at approval, twelve accounts in 24 days: nobody leads yet, so that the star, which is as good, is chosen."""
    team = Team(depth=3, qualify=default("qualify", friends=1, on_time=0), override=default("override", share=0.3))
    approved = flat(5_000, when=default("trigger", "approved"))
    assert Engine(alone(team=team, days=40, rewards=approved), 1).run().tables.rings["fan"].tolist() == [11]


def test_a_ring_fills_up_to_the_cap() -> None:
    """A5: with a cap of four friends a person, those who invite bring four each, and none brings five."""
    convex = {"referrer": Reward(amount=default("amount", "steps", at=(4,), total=(60_000,)))}
    for scheme in (flat(5_000, cap_count=4), convex):
        life = lived(alone(rewards=scheme, abuse=RING_OF_12._replace(accounts=13)))
        friends = ring_accounts(life)["friends"]
        assert sorted(friends[friends > 0].tolist()) == [4, 4, 4]


def test_it_buys_the_least_repays_and_stops() -> None:
    scheme = {"referrer": Reward(when=default("trigger", "spend_reached", spend=30_000)),
              "loyal": Reward(when=default("trigger", "on_time_payments", payments=2))}
    found = ring_accounts(lived(alone(rewards=scheme, days=300)))
    below = found[found["referrer"] != NONE]
    assert set(below["spent"]) == {31_000}, "300 CNY at once; 10 CNY so that a second statement asks for something"
    assert set(below["on_time"]) == {2}
    assert (below["state"] == State.OPEN).all()
    assert (below["pay_later"] + below["owed_principal"].sum(axis=1) == 0).all()


def test_some_draw_the_whole_limit_in_the_end() -> None:
    vanish = RING_OF_12._replace(bust_out=1.0)
    life = lived(alone(abuse=vanish, days=420))
    found = ring_accounts(life)
    assert (found["state"] == State.CHARGED_OFF).all()
    assert (found["written_off"] > 0.8 * found["limit"]).all()
    assert life.tables.days["posted"][:, Cause.FRAUD_LOSS].sum() == found["written_off"].sum()
    assert len(rewards(life, Payout.PAID)) == 11, "not before the rewards are paid"


def test_checks_cost_money_and_turn_honest_people_away() -> None:
    refused, busy = [], changed(load("cash_for_invites"), persons=500, days=60, population__launch=0.5)
    for alarms in (0.0, 0.1, 0.3):
        check = default("identity_check", "device", hit_rate=0.0, false_alarms=alarms, thin_alarms=alarms)
        life = Engine(changed(busy, credit__identity_check=check), 2).run()
        refused.append(tally(life, Tally.HONEST_REFUSED))
        checked = tally(life, Tally.IDENTITIES_CHECKED)
        assert checked == tally(life, Tally.APPROVED) + tally(life, Tally.IDENTITY_CHECK) > 100
        assert life.tables.days["posted"][:, Cause.IDENTITY_CHECK].sum() == checked * 200
    assert refused[0] < refused[1] < refused[2]


def test_a_referrer_brings_no_more_than_the_cap_of_a_month() -> None:
    capped = alone(credit__velocity=default("velocity", "monthly_cap", most=2), behaviour__organise=default("organise", "reckless"))
    engine = Engine(capped, 1)
    for today in range(capped.days):
        day(engine, engine.life, today)
        engine.life.tables.rings["fan"] = 11
    found = ring_accounts(engine.life)
    months = found["opened"][found["referrer"] == 0] // 30
    assert np.bincount(months).max() == 2
    assert tally(engine.life, Tally.VELOCITY) > 0


def test_who_is_found_loses_what_is_held_and_is_not_repaid() -> None:
    caught = alone(
        credit__fraud_detection=default("fraud_detection", "pattern", crowd=1, hit_rate=1.0),
        rewards={"referrer": Reward(hold=60), "friend": Reward(pay=1, claw_back=default("claw_back", "early_exit"))},
    )
    life = lived(caught)
    found = ring_accounts(life)
    assert len(rewards(life, Payout.PAID)) == 0
    assert len(rewards(life, Payout.CANCELLED)) > 0
    assert len(rewards(life, Payout.CLAWED_BACK)) > 0
    assert 0 < life.tables.rings["found"][0] == (found["leaving"] == Leaving.FROZEN).sum()
    assert life.tables.rings["applied"][0] == len(found) == 12, "all had opened before the first look"


def test_a_ring_one_of_whose_accounts_is_found_opens_no_more() -> None:
    slow = RING_OF_12._replace(days_between=30)
    sure = default("fraud_detection", "pattern", crowd=1, hit_rate=1.0)
    life = lived(alone(abuse=slow, credit__fraud_detection=sure, days=400))
    assert 2 <= life.tables.rings["applied"][0] < 12


def test_measures_of_abuse() -> None:
    result = simulate(alone(days=420, abuse=RING_OF_12._replace(bust_out=1.0)), 1)
    expected = {"rings_entered": 1, "ring_accounts": 12, "ring_rewards": 550.0, "ring_reward_share": 1.0, "ring_gain": 430.0}
    assert {name: result.measures[name].value for name in expected} == expected
    assert result.measures["bust_out_loss"].value == result.measures["fraud_loss"].value > 0
    assert np.isnan(result.measures["k_factor"].value), "rates leave rings out"

