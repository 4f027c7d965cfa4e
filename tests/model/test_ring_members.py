"""What the accounts of a ring are to each other: they wait for what is owed, and lose it when the lender freezes one."""

from __future__ import annotations

import numpy as np
import pytest

from sim import simulate
from sim.audit import audit
from sim.day import day
from sim.engine import Engine
from sim.facts import Form
from sim.lifecycle import screen
from sim.people import people
from sim.scenario import CIRCLES, EDGES, Abuse, Network, Portrait, Reward, Scenario, Team, Tier, default
from sim.tables import ACCOUNT, NONE, Leaving, Payout, State, records
from sim.ties import EdgeList
from tests.model.settings import always_pay, crowd
from tests.model.test_rings import RING_OF_12, alone, flat, rewards, ring_accounts

STAR = {"behaviour__organise": default("organise", "reckless")}
LEADS_AT_ONCE = Team(depth=2, qualify=default("qualify", friends=1, on_time=0), override=default("override", share=0.2),
                     quality_gate=default("quality_gate", late=1.0), extra_limit=100_000)


def shaped(scenario: Scenario, fan: int, until: int) -> Engine:
    """Return a world in which the organiser opens her ring with a given fan, some days lived."""
    engine = Engine(scenario, 1)
    for today in range(until):
        day(engine, engine.life, today)
        engine.life.tables.rings["fan"] = fan
    return engine


@pytest.mark.parametrize("hold", [60, 300, 400])
def test_nobody_busts_out_before_the_rewards_owed_to_her_are_paid(hold: int) -> None:
    """The root of a star has nothing to do herself; she waits for her friends' rewards, however long they are held."""
    vanish = RING_OF_12._replace(bust_out=1.0)
    life = shaped(alone(**STAR, abuse=vanish, rewards=flat(5_000, hold=hold), days=hold + 300), 11, hold + 300).life
    assert len(rewards(life, Payout.PAID)) == 11
    assert (ring_accounts(life)["state"] == State.CHARGED_OFF).all()


def test_nobody_busts_out_while_a_friend_may_still_earn_her_something() -> None:
    """Friends fulfil the line half a year after they open; she who is paid for it keeps up appearances until then."""
    late = {"referrer": Reward(when=default("trigger", "on_time_payments", payments=6))}
    life = shaped(alone(**STAR, abuse=RING_OF_12._replace(bust_out=1.0), rewards=late, days=600), 11, 600).life
    assert len(rewards(life, Payout.PAID)) == 11


def test_who_waits_for_her_team_waits_no_longer_than_the_campaign() -> None:
    scheme = {"referrer": Reward(when=default("trigger", "on_time_payments", payments=9), to_day=100)}
    life = shaped(alone(**STAR, abuse=RING_OF_12._replace(bust_out=1.0), rewards=scheme, days=400), 11, 400).life
    assert len(rewards(life, Payout.PAID)) == 0
    assert (ring_accounts(life)["state"] == State.CHARGED_OFF).all()


def test_a_frozen_leader_does_not_lead_again() -> None:
    """An honest one who owes instalments and pays them: neither team nor limit, tier or score change while she is frozen."""
    team = {"team": LEADS_AT_ONCE, "tiers": (Tier("silver", on_time=1, limit=2.0),), "behaviour__repay": always_pay()}
    engine = Engine(crowd(days=200, behaviour__payment_plan=default("payment_plan", share=1.0), **team), 3)
    for today in range(60):
        day(engine, engine.life, today)
    accounts = engine.life.tables.accounts
    a = int(np.flatnonzero((accounts["leader"] > 0) & (accounts["plan_balance"] > 0))[0])
    accounts[a].leaving, accounts[a].leader = Leaving.FROZEN, 0
    before = accounts[a].copy()
    for today in range(60, 130):
        day(engine, engine.life, today)
    frozen = engine.life.tables.accounts[a]
    assert (frozen.state, frozen.bucket, frozen.leader) == (State.OPEN, 0, 0)
    assert frozen.on_time > before.on_time
    assert [frozen[name] for name in ("tier", "limit", "score")] == [before[name] for name in ("tier", "limit", "score")]


def test_rewards_held_for_who_is_frozen_are_cancelled_the_same_day() -> None:
    """The root of a star is found on the first look; her friends, younger by some days, are still open."""
    sure = default("fraud_detection", "pattern", crowd=11, hit_rate=1.0)
    engine = shaped(alone(**STAR, rewards=flat(5_000, hold=200), credit__fraud_detection=sure), 11, 200)
    root, rows = engine.life.tables.accounts[0], rewards(engine.life, Payout.CANCELLED)
    assert root.leaving == Leaving.FROZEN
    day_by_day = shaped(alone(**STAR, rewards=flat(5_000, hold=200), credit__fraud_detection=sure), 11, int(root.opened) + 31).life
    assert (day_by_day.tables.accounts["leaving"] == Leaving.FROZEN).sum() == 1
    assert len(rewards(day_by_day, Payout.HELD)) == 0
    assert rewards(day_by_day, Payout.CANCELLED)["amount"].sum() == rows["amount"].sum() == 11 * 5_000
    assert audit(day_by_day, int(root.opened) + 30) == []


def half_taken() -> Scenario:
    """Return a ring whose rewards are paid in cash and in limit, and half of whose cash is taken back when it goes bad."""
    half = default("claw_back", "early_default", within=3_600, bucket=3, share=0.5)
    scheme = {"limit": Reward(form=int(Form.CREDIT_LIMIT), amount=default("amount", pay=50_000)),
              "cash": Reward(amount=default("amount", pay=5_000), claw_back=half)}
    return alone(abuse=RING_OF_12._replace(bust_out=1.0), rewards=scheme, days=330,
                 credit__charge_off=default("charge_off", days=360))


def test_what_a_ring_takes_is_what_it_costs() -> None:
    """Limit is no money, and of cash half is taken back: 11 friends x 50 CNY / 2, in the books as in the measure."""
    found = simulate(half_taken(), 1)
    measures = {name: measure.value for name, measure in found.measures.items()}
    assert measures["ring_rewards"] == measures["reward_cost"] == 275.0
    assert measures["ring_reward_share"] == 1.0
    assert found.tables["rings"]["rewards"].tolist() == [275.0]


def likeness_within(scenario: Scenario) -> float:
    """Return the mean product of creditworthiness of two identities of one ring, over rings."""
    theta = people(3, scenario)["theta"][scenario.persons :].astype(float).reshape(-1, scenario.abuse.accounts)
    products = [np.corrcoef(theta, rowvar=False)[np.triu_indices(scenario.abuse.accounts, 1)].mean()]
    return float(np.mean(products))


@pytest.mark.parametrize("network", [
    Network(kind=CIRCLES, homophily=0.4, strong_share=0.5, alike=0.9),
    Network(kind=EDGES, homophily=0.4, edges=EdgeList("", np.arange(3), np.array([[0, 1], [1, 2]], dtype=np.int32))),
])
def test_identities_of_a_ring_are_like_strangers(network: Network) -> None:
    """They have no ties, so nothing makes them alike: neither creditworthiness nor portrait."""
    kinds = {"some": Portrait(share=0.5), "others": Portrait(share=0.5)}
    scenario = Scenario(persons=10_000, network=network, abuse=Abuse(organisers=1_000.0, accounts=4), portraits=kinds)
    assert abs(likeness_within(scenario)) < 4.0 / np.sqrt(6_000)
    portraits = people(3, scenario)["portrait"][10_000:].reshape(-1, 4)
    assert abs((portraits[:, 0] == portraits[:, 1]).mean() - 0.5) < 4.0 * 0.5 / np.sqrt(1_000)


def test_a_referrer_s_count_of_the_month_stops_at_what_a_byte_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    """In plain Python, where a byte plus one begins again at 0."""
    accounts = records(2, ACCOUNT)
    accounts[0].referrer, accounts[1].referrer, accounts[0].brought = NONE, 0, 255
    monkeypatch.setattr(screen, "account_at", lambda _, a: accounts[a])
    getattr(screen.count_brought, "py_func", screen.count_brought)(None, 1)
    assert accounts[0].brought == 255
