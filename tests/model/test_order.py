"""Decide, then settle: the order in which people act does not matter, even where they compete."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sim.engine import Engine
from sim.lifecycle import invite
from sim.result import result_hash
from sim.scenario import Reward, Scenario, Team, Tier, default
from sim.tables import NONE, PAYOUTS, Tally
from sim.world import Life
from tests.model.drivers import RowByRow, as_they_stand, backwards, shuffled
from tests.model.settings import crowd

few = settings(max_examples=8)
seeds = st.integers(0, 2**63 - 1)


class Watched(RowByRow):
    """Counts how often an invitation overtakes another one to the same person on the same day."""

    overtaken = 0

    def invite(self, today: int) -> None:
        world, policy, persons = self.life.world, self.life.policy, self.life.tables.persons
        for row in self.order(invite.rows(world, policy, today)):
            invited, before = persons["invited_day"] == today, persons["inviter"].copy()
            invite.act(world, policy, today, int(row), self.decide(invite, today, int(row)))
            self.overtaken += int((persons["inviter"] != before)[invited].sum())


def tally(life: Life, which: Tally) -> int:
    return int(life.tables.days["tally"][:, which].sum())


def many_invitations(**settings: Any) -> Scenario:
    """Everybody knows everybody, all invite all the time, few answer at once."""
    often = default("invite", altruism=2.0, pull=5.0, fatigue=0.0)
    return crowd(
        **{
            "persons": 60,
            "days": 60,
            "behaviour__invite": often,
            "behaviour__friends_at_once": 10,
            "behaviour__respond": default("respond", base=-3.0),
            **settings,
        }
    )


@few
@given(seed=seeds, luck=st.integers(0, 2**32 - 1))
def test_several_invitations_on_one_day_are_attributed_alike_in_any_order(seed: int, luck: int) -> None:
    scenario = many_invitations()
    compiled = Engine(scenario, seed).run()
    driver = Watched(scenario, seed, shuffled(luck))
    assert result_hash(driver.run()) == result_hash(compiled)
    assert driver.overtaken > 0


@few
@given(seed=seeds, luck=st.integers(0, 2**32 - 1))
def test_team_overrides_are_granted_alike_in_any_order(seed: int, luck: int) -> None:
    scenario = many_invitations(
        persons=100,
        days=120,
        behaviour__friends_at_once=2,
        population__launch=0.1,
        behaviour__respond=default("respond", base=-2.5, social_proof=0.0),
        team=Team(
            depth=2,
            qualify=default("qualify", friends=1, on_time=0),
            extra_limit=100_000,
            override=default("override", share=0.2),
            quality_gate=default("quality_gate", late=0.2, smallest_team=2),
        ),
        behaviour__repay=default("repay", c_to_m1=0.2),
    )
    compiled = Engine(scenario, seed).run()
    assert result_hash(RowByRow(scenario, seed, shuffled(luck)).run()) == result_hash(compiled)
    payouts = compiled.tables.payouts[: compiled.world.count[PAYOUTS]]
    assert {0, 1, 2} == set(payouts["level"])


@few
@given(
    seed=seeds,
    luck=st.integers(0, 2**32 - 1),
    line=st.integers(1, 4).map(lambda n: 3_300 * n + 100),
    campaign=st.integers(10_000, 30_000),
)
def test_tight_budgets_and_caps_are_used_alike_in_any_order(seed: int, luck: int, line: int, campaign: int) -> None:
    scenario = many_invitations(
        rewards={
            "referrer": Reward(amount=default("amount", pay=3_300), budget=line, cap_count=1),
            "friend": Reward(pay=1, amount=default("amount", "share_of_spend", share=0.1, most=7_000), hold=10),
        },
        economics=Scenario().economics._replace(campaign_budget=campaign),
    )
    compiled = Engine(scenario, seed).run()
    assume(tally(compiled, Tally.OVER_BUDGET) > 0)
    assert result_hash(RowByRow(scenario, seed, shuffled(luck)).run()) == result_hash(compiled)


@pytest.mark.parametrize("order", [as_they_stand, backwards])
def test_everything_at_once_in_stated_orders(order: Any) -> None:
    scenario = many_invitations(
        days=150,
        behaviour__respond=default("respond", base=-4.5),
        population__launch=0.3,
        behaviour__repay=default("repay", c_to_m1=0.3, contagion=2.0),
        behaviour__attrite=default("attrite", hazard=1.0),
        team=Team(depth=3, qualify=default("qualify", friends=1, on_time=0), override=default("override")),
        tiers=(Tier("good", on_time=1, limit=1.5, reward=2.0),),
        rewards={
            "referrer": Reward(
                amount=default("amount", "steps"),
                by_tier=True,
                hold=5,
                cap_amount=300_000,
                claw_back=default("claw_back", "early_exit", bucket=1),
            ),
            "friend": Reward(pay=1, form=1, claw_back=default("claw_back", "early_default", bucket=1)),
            "limit": Reward(pay=0, form=3, when=default("trigger", "on_time_payments", payments=1)),
            "coupon": Reward(pay=1, form=2, when=default("trigger", "approved")),
        },
    )
    compiled = Engine(scenario, 5).run()
    assert result_hash(RowByRow(scenario, 5, order).run()) == result_hash(compiled)
    assert tally(compiled, Tally.CLAWED_BACK) > 0
    assert tally(compiled, Tally.CLOSED) > 0
    assert tally(compiled, Tally.LIMIT_GRANTED) > 0


def test_of_three_invitations_on_one_day_the_draw_decides_and_not_the_order() -> None:
    scenario = many_invitations(days=31)
    winners = []
    for order in (as_they_stand, backwards, shuffled(8)):
        driver = Watched(scenario, 2, order)
        life = driver.run()
        winners.append(life.tables.persons["referrer"].copy())
        assert driver.overtaken > 0
    assert (winners[0] != NONE).any()
    assert all(np.array_equal(winners[0], others) for others in winners[1:])
