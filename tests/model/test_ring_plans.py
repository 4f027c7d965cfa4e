"""What an organiser expects of a ring, against what the scheme then pays."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.facts import RingPlan
from sim.lifecycle.harvest import fanned, harvest
from sim.policy import policy_of
from sim.rules.organise.expected_gain import Terms, expected_gain
from sim.scenario import Reward, Scenario, Team, Tier, default
from sim.tables import Payout
from sim.world import Life
from tests.model.test_ring_members import STAR, shaped
from tests.model.test_rings import RING_OF_12, alone, flat, rewards

PLAN = Team(depth=3, qualify=default("qualify", friends=1, on_time=2), override=default("override", share=0.3, fall=0.5))
LATE = {"when": default("trigger", "on_time_payments", payments=2)}
SCHEMES: dict[str, dict[str, Any]] = {
    "overrides that come too late": {"team": PLAN, "rewards": flat(5_000)},
    "overrides in time": {"team": PLAN, "rewards": flat(5_000, **LATE)},
    "a slow ring": {"team": PLAN, "rewards": flat(5_000), "abuse": RING_OF_12._replace(days_between=25)},
    "three friends make a leader": {"team": PLAN._replace(qualify=default("qualify", friends=3, on_time=1)),
                                    "rewards": flat(5_000, **LATE)},
    "a leader's line": {"team": PLAN, "rewards": {"leader": Reward(pay=2, **LATE), "friend": Reward(pay=1)}},
    "held": {"team": PLAN, "rewards": flat(5_000, hold=100, **LATE)},
    "by tier": {"tiers": (Tier("silver", on_time=1, reward=2.0), Tier("gold", on_time=3, reward=3.0)),
                "rewards": {"referrer": Reward(by_tier=1, when=default("trigger", "on_time_payments", payments=3))}},
    "by tier and spending": {"tiers": (Tier("silver", spend=21_000, reward=2.0),), "rewards": {
        "referrer": Reward(by_tier=1, when=default("trigger", "spend_reached", spend=20_000)),
        "loyal": Reward(by_tier=1, when=default("trigger", "on_time_payments", payments=2))}},
    "until day 110": {"team": PLAN, "rewards": flat(5_000, to_day=110, **LATE)},
    "from day 110": {"rewards": flat(5_000, from_day=110, to_day=140, **LATE)},
    "a share of spending, before any": {"rewards": {"friend": Reward(pay=1, when=default("trigger", "approved"),
                                                                     amount=default("amount", "share_of_spend", share=0.1)),
                                                    "referrer": Reward(when=default("trigger", "first_purchase"))}},
}


def paid_and_expected(scenario: Scenario, fan: int) -> tuple[int, float]:
    """Return what a ring of 12 is paid, and what an organiser to whom late is as good as early expects."""
    life = shaped(scenario, fan, scenario.days).life
    assert life.tables.rings["applied"].tolist() == [12]
    used, everybody, begun = np.zeros(9, dtype=np.int64), np.ones(12, dtype=np.bool_), int(life.tables.rings["begun"][0])
    expected = harvest(life.policy, used, begun, scenario.abuse.days_between, fanned(12, fan), everybody)
    return int(rewards(life, Payout.PAID)["amount"].sum()), expected.own + expected.below


@pytest.mark.parametrize("fan", [1, 3, 11])
@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_is_expected_of_leaders_tiers_and_windows_is_paid_to_the_last_fen(scheme: str, fan: int) -> None:
    paid, expected = paid_and_expected(alone(**STAR, days=600, **SCHEMES[scheme]), fan)
    assert paid == expected > 0


def test_the_root_of_a_ring_repays_until_she_leads() -> None:
    """No line asks anything of her whom nobody invited; what she is to be paid as a leader does."""
    twice = PLAN._replace(qualify=default("qualify", friends=1, on_time=3))
    late = {"leader": Reward(pay=2, when=default("trigger", "on_time_payments", payments=5))}
    life = shaped(alone(**STAR, days=400, team=twice, rewards=late), 11, 400).life
    assert len(rewards(life, Payout.PAID)) == 11
    assert life.tables.accounts["on_time"][0] == 3


CROWD: dict[str, Any] = {**STAR, "persons": 200, "abuse": RING_OF_12._replace(organisers=1_000.0)}


def share_paid(life: Life, fan: int) -> tuple[float, float]:
    """Return what rings were paid over what they were promised had nothing stopped them, and its standard error over rings."""
    scenario, rings = life.scenario, len(life.tables.rings)
    got, found = np.zeros(rings), rewards(life, Payout.PAID)
    np.add.at(got, (life.tables.accounts["person"][found["payee"]] - scenario.persons) // 12, found["amount"])
    full = sum(harvest(policy_of(scenario), np.zeros(9, np.int64), 0, 2, fanned(12, fan), np.ones(12, np.bool_)))
    return float(got.mean() / full), float(got.std(ddof=1) / rings**0.5 / full)


def promised(life: Life, fan: int) -> float:
    """Return the share of a ring's rewards that an organiser counts on who knows the checks, and whom nothing costs."""
    shapes = life.tables.shapes
    plan = shapes[(shapes["accounts"] == 12) & (shapes["fan"] == fan)][0]
    policy, terms = life.policy, Terms(sight=1.0, penalty=0, cash_out=0.0)
    seen = organise_facts(plan, policy)
    return expected_gain(seen, terms) / float(plan["reward"])


def organise_facts(plan: Any, policy: Any) -> RingPlan:
    return RingPlan(12, int(plan["fan"]), float(plan["reward"]), float(plan["own"]), 0, 0, float(policy.approved),
                    float(policy.refused), float(plan["found"]))


@pytest.mark.parametrize("fan", [1, 3, 11])
@pytest.mark.parametrize("refused", [0.2, 0.5, 0.8])
def test_refused_accounts_are_passed_over_and_the_others_close_up(refused: float, fan: int) -> None:
    """Of 12 accounts of which half open, 5 of 11 rewards are paid, not a quarter; 200 rings, four standard errors."""
    check = default("identity_check", "device", hit_rate=refused)
    life = shaped(alone(**{**CROWD, "days": 120}, credit__identity_check=check), fan, 120).life
    share, error = share_paid(life, fan)
    assert promised(life, fan) == pytest.approx(share, abs=4.0 * error)


def test_an_organiser_knows_how_many_of_her_identities_the_score_lets_in() -> None:
    """A cut-off at 600 points, the mean: half are let in. 200 rings of 12, four standard errors."""
    cut = default("approve", cut_off=600.0, thin_cut_off=610.0)
    life = shaped(alone(**{**CROWD, "days": 120}, credit__approve=cut), 11, 120).life
    identities = life.tables.persons[life.scenario.persons :]
    opened = (identities["account"] >= 0).mean()
    assert life.policy.approved == pytest.approx(opened, abs=4.0 * (opened * (1.0 - opened) / len(identities)) ** 0.5)
    share, error = share_paid(life, 11)
    assert promised(life, 11) == pytest.approx(share, abs=4.0 * error)


@pytest.mark.parametrize("pay", [0, 1])
@pytest.mark.parametrize("hit_rate", [0.1, 0.4])
def test_a_reward_for_oneself_takes_one_account_that_is_not_found(pay: int, hit_rate: float) -> None:
    """Two looks before the reward is paid, by a star whose accounts all stand out; 200 rings."""
    look = default("fraud_detection", "pattern", crowd=1, idle=30.0, hit_rate=hit_rate)
    scheme = {"line": Reward(pay=pay, hold=70, amount=default("amount", pay=5_000))}
    life = shaped(alone(**{**CROWD, "days": 220}, credit__fraud_detection=look, rewards=scheme), 11, 220).life
    share, error = share_paid(life, 11)
    assert promised(life, 11) == pytest.approx(share, abs=4.0 * error)
