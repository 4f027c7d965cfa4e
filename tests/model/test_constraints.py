"""What bounds a programme from outside: budgets of a day, capital, fixed costs, the economy, seasons, a competitor."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scenarios import load
from sim import simulate
from sim.audit import audit
from sim.conditions import offered, seasons, stress
from sim.draw import Purpose, uniform
from sim.engine import Engine
from sim.ledger import Cause
from sim.market import Market
from sim.result import result_hash
from sim.scenario import Competitor, Funding, Macro, Reward, Scenario, Season, default
from sim.tables import ACCOUNTS, NONE, PAYOUTS, Leaving, State, Tally
from sim.world import Life
from tests.model.drivers import RowByRow, shuffled
from tests.model.settings import changed, crowd, nobody_moves

ROOT = Path(__file__).parents[2]
PLAIN = "import tests.model.test_constraints as here; print(here.hash_of_a_run())"
FESTIVALS = default("season", "festivals")
SHOCK = Macro(preset=default("macro", "shock", begins=20))
seeds = st.integers(0, 2**63 - 1)
few = settings(max_examples=5)


def audited(scenario: Scenario, seed: int = 1) -> Life:
    engine = Engine(scenario, seed)

    def look(today: int) -> None:
        assert audit(engine.life, today) == []

    return engine.run(look)


def counted(life: Life, which: Tally) -> int:
    return int(life.tables.days["tally"][:, which].sum())


def lent_out(life: Life) -> Any:
    return life.tables.days["balance_by_bucket"].sum(axis=1)


def everything(persons: int = 150, days: int = 100) -> Scenario:
    """Return the shipped scenario with all constraints, small, tight and struck by a shock."""
    return changed(
        load("constrained"), persons=persons, days=days, population__launch=0.5, macro=SHOCK, economics__daily_budget=5_000,
        behaviour__invite=default("invite", altruism=0.5),
        season=Season(calendar=FESTIVALS, starts=4), competitor=Competitor(worth=50_000, from_day=20, to_day=80),
        funding=Funding(capital=persons * 20_000, ration=default("ration", slow_at=0.5), premium=0.02),
    )


def hash_of_a_run() -> str:
    return result_hash(Engine(everything(), 11).run())


# -- all of it together -------------------------------------------------------------------------------------------


def test_all_constraints_bind_and_every_day_reconciles() -> None:
    life = audited(everything(persons=600, days=200))
    assert counted(life, Tally.NO_FUNDS) > 0
    assert counted(life, Tally.LURED) > 0
    assert counted(life, Tally.OVER_DAILY_BUDGET) > 0
    assert (life.tables.days["lending"] < 1.0).any()


def test_drivers_orders_and_plain_python_agree_bit_for_bit() -> None:
    expected = hash_of_a_run()
    assert result_hash(Market(everything(), 11, shuffle=True).run()) == expected
    assert result_hash(RowByRow(everything(), 11, shuffled(3)).run()) == expected
    environment = os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": str(ROOT)}
    run = subprocess.run([sys.executable, "-c", PLAIN], env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == expected


def test_what_is_switched_off_changes_nothing() -> None:
    base = crowd()
    unbound = changed(
        base, economics__daily_budget=10**12, funding=Funding(capital=10**12, premium=0.5),
        macro=Macro(preset=default("macro", "shock", height=0.0), spread=0.1),
        season=Season(default("season"), starts=7), competitor=Competitor(worth=0, from_day=3),
    )
    assert result_hash(Engine(unbound, 5).run()) == result_hash(Engine(base, 5).run())


# -- budgets of a day ---------------------------------------------------------------------------------------------


@few
@given(seed=seeds, line=st.integers(3_300, 10_000), campaign=st.integers(5_000, 12_000))
def test_no_day_grants_more_than_its_budgets(seed: int, line: int, campaign: int) -> None:
    rewards = {
        "referrer": Reward(amount=default("amount", pay=3_300), daily_budget=line, claw_back=default("claw_back", "early_exit")),
        "friend": Reward(pay=1, amount=default("amount", "share_of_spend", share=0.1, most=7_000), hold=10),
    }
    scenario = crowd(persons=60, days=60, rewards=rewards, economics__daily_budget=campaign, population__launch=0.3,
                     behaviour__attrite=default("attrite", hazard=1.0))
    life = audited(scenario, seed)
    assume(counted(life, Tally.OVER_DAILY_BUDGET) > 0)
    paid = life.tables.payouts[: life.world.count[PAYOUTS]]
    by_day = np.bincount(paid["earned"], weights=paid["amount"])
    of_line = np.bincount(paid["earned"][paid["line"] == 0], weights=paid["amount"][paid["line"] == 0])
    assert by_day.max() <= campaign
    assert of_line.max() <= line
    assert result_hash(RowByRow(scenario, seed, shuffled(1)).run()) == result_hash(life)


def test_a_reward_over_the_days_budget_is_never_made_up_for() -> None:
    scenario = crowd(persons=60, days=90, economics__daily_budget=7_000, behaviour__attrite=default("attrite", hazard=0.0))
    life = audited(scenario)
    accounts = life.tables.accounts[: life.world.count[ACCOUNTS]]
    brought = int(((accounts["referrer"] != NONE) & (accounts["activated"] != NONE)).sum())
    assert counted(life, Tally.REWARDS) + counted(life, Tally.OVER_DAILY_BUDGET) == 2 * brought
    assert counted(life, Tally.OVER_DAILY_BUDGET) > 0
    assert counted(life, Tally.OVER_BUDGET) == 0


def test_nobody_invites_for_a_reward_that_fits_no_budget_any_more() -> None:
    for_money = {"behaviour__invite": default("invite", altruism=0.0, pull=2.0, fatigue=0.0)}
    for budget in ({"economics__campaign_budget": 4_999}, {"economics__daily_budget": 4_999},
                   {"rewards": {"referrer": Reward(amount=default("amount", pay=5_000), daily_budget=4_999)}}):
        assert counted(Engine(crowd(days=40, **for_money, **budget), 1).run(), Tally.INVITATIONS) == 0
    life = Engine(crowd(days=150, **for_money, economics__campaign_budget=29_900), 1).run()
    ended = int(life.tables.payouts[: life.world.count[PAYOUTS]]["earned"].max())
    sent = life.tables.days["tally"][:, Tally.INVITATIONS]
    assert sent[: ended + 1].sum() > 0
    assert sent[ended + 1 :].sum() == 0


def test_a_budget_of_the_day_favours_no_number_of_a_person() -> None:
    """Each day one reward fits; who gets it is a lot, so that the lower half of persons gets no more than half, but for chance."""
    launch = {"population__launch": 1.0, "behaviour__activate": default("activate", rate=1.0)}
    one = Reward(pay=1, when=default("trigger", "approved"), amount=default("amount", pay=1_000), daily_budget=1_000)
    world = crowd(persons=1_000, days=120, network__kind=0, **launch, behaviour__arrive=default("arrive", innovation=3.0),
                  rewards={"friend": one, "referrer": Reward(daily_budget=5_000)})
    low = []
    for seed in range(4):
        life = Engine(world, seed).run()
        paid = life.tables.payouts[: life.world.count[PAYOUTS]]
        low += list(life.tables.accounts["person"][paid["friend"]] < 500)
    assert len(low) > 200
    assert abs(np.mean(low) - 0.5) < 4.0 * 0.5 / np.sqrt(len(low))


# -- capital ------------------------------------------------------------------------------------------------------


@few
@given(seed=seeds, capital=st.integers(200_000, 3_000_000), slow_at=st.floats(0.0, 1.0))
def test_no_more_is_lent_out_than_the_capital_and_one_days_lending(seed: int, capital: int, slow_at: float) -> None:
    life = audited(crowd(persons=80, days=120, funding=Funding(capital, default("ration", slow_at=slow_at))), seed)
    lent, bought = lent_out(life), life.tables.days["posted"][:, Cause.PURCHASE]
    before = np.concatenate(([0], lent[:-1]))
    assert (lent <= np.maximum(before, capital + bought)).all()
    assert lent.max() <= capital + bought.max()
    assert (bought[before >= capital] == 0).all()
    assume((before >= capital).any())


def test_of_applications_the_share_that_is_not_lent_is_refused() -> None:
    half = Funding(100_000_000, default("ration", slow_at=0.0))
    life = Engine(crowd(persons=1_500, days=30, network__kind=0, population__launch=1.0, funding=half), 1).run()
    lending = life.tables.days["lending"]
    asked = life.tables.days["tally"][:, Tally.APPLICATIONS]
    spread = np.sqrt((asked * lending * (1.0 - lending)).sum())
    assert abs(counted(life, Tally.NO_FUNDS) - (asked * (1.0 - lending)).sum()) < 4.0 * spread
    assert ((lending > 0.0) & (lending < 0.9)).sum() > 10
    for account in life.tables.accounts[: life.world.count[ACCOUNTS]]:
        assert uniform(1, account.person, 0, Purpose.FUNDS) < lending[account.opened]


def test_dearer_funds_are_charged_as_capital_is_used_and_times_get_harder() -> None:
    scenario = crowd(persons=80, days=90, funding=Funding(capital=5_000_000, premium=0.10),
                     macro=Macro(default("macro", "path", days=(0,), level=(2.0,)), spread=0.01))
    days = Engine(scenario, 1).run().tables.days
    expected = 0.03 + 0.10 * np.minimum(1.0, days["capital_used"]) + 0.01 * 2.0
    assert np.allclose(days["cost_of_funds"], expected, rtol=1e-15)
    assert days["capital_used"].max() > 0.5


# -- overhead -----------------------------------------------------------------------------------------------------


@given(monthly=st.integers(0, 10**9), months=st.integers(1, 3))
@settings(max_examples=5)
def test_thirty_days_of_overhead_are_a_month_and_lower_the_profit_by_as_much(monthly: int, months: int) -> None:
    still = changed(Scenario(persons=200, days=30 * months), **nobody_moves())
    run = simulate(changed(still, economics__overhead=monthly))
    assert run.measures["overhead"].value == monthly * months / 100
    assert run.measures["profit"].value == -monthly * months / 100
    assert run.measures["contribution_margin"].value == 0.0
    assert (run.tables["profit_and_loss"]["profit"] == -monthly / 100).all()


# -- the economy --------------------------------------------------------------------------------------------------


@given(points=st.lists(st.tuples(st.integers(0, 400), st.floats(-10.0, 30.0)), min_size=1, max_size=8, unique_by=lambda p: p[0]))
def test_a_path_is_linear_between_its_points(points: list[tuple[int, float]]) -> None:
    days, level = zip(*sorted(points), strict=True)
    found = stress(Macro(default("macro", "path", days=days, level=level)), 420)
    assert np.allclose(found, np.interp(np.arange(420), days, level), atol=1e-12)


def test_the_presets_are_those_of_the_page() -> None:
    days = [120, 180, 300, 420, 660, 900]
    at = {name: stress(Macro(default("macro", name)), 901)[days] for name in ("calm", "slowdown", "shock")}
    assert at["calm"].tolist() == [0, 0, 0, 0, 0, 0]
    assert np.allclose(at["slowdown"], [0, 1 / 3, 1, 1, 1, 0])
    assert np.allclose(at["shock"], [0, 3, 3 / 2**0.5, 1.5, 0.75, 0.375])


def test_hard_times_change_nothing_before_they_begin() -> None:
    calm, struck = (Engine(crowd(days=60, macro=macro), 3).run().tables.days for macro in (Macro(), Macro(
        default("macro", "shock", begins=40, height=20.0))))
    assert (calm["posted"][:41] == struck["posted"][:41]).all()
    assert (calm["posted"][41:] != struck["posted"][41:]).any()


def test_hard_times_make_more_people_miss_and_buy_less() -> None:
    hard = Macro(default("macro", "path", days=(0,), level=(10.0,)))
    calm, struck = (Engine(crowd(days=150, macro=macro), 3).run() for macro in (Macro(), hard))
    assert counted(struck, Tally.MISSED) > counted(calm, Tally.MISSED)
    assert counted(struck, Tally.PURCHASES) < counted(calm, Tally.PURCHASES)


# -- the year -----------------------------------------------------------------------------------------------------


def test_seasons_move_purchases_within_the_year_and_add_none() -> None:
    year = seasons(Season(FESTIVALS))
    assert year.mean() == pytest.approx(1.0, abs=1e-14)
    assert (np.argsort(year)[-2:] == [167, 310]).all(), "June 18 and November 11"
    assert seasons(Season()).tolist() == [1.0] * 360


@pytest.mark.parametrize("month", [0, 5, 11])
def test_a_run_begins_on_the_first_of_its_month(month: int) -> None:
    days = Life(crowd(days=800, season=Season(FESTIVALS, month)), 1).tables.days["season"]
    year = seasons(Season(FESTIVALS))
    assert (days == year[(np.arange(800) + 30 * month) % 360]).all()


def test_purchases_follow_the_season() -> None:
    steady = crowd(persons=400, days=360, population__launch=1.0, behaviour__shop=default("shop", rate=1.0, fading=36_000.0),
                   behaviour__basket=default("basket", share=0.001), behaviour__attrite=default("attrite", hazard=0.0))
    bought = Engine(changed(steady, season=Season(FESTIVALS)), 1).run().tables.days["tally"][:, Tally.PURCHASES]
    year = seasons(Season(FESTIVALS))
    assert bought[300:310].sum() / bought[180:280].sum() == pytest.approx(year[300:310].sum() / year[180:280].sum(), rel=0.15)


# -- the competitor -----------------------------------------------------------------------------------------------


def test_an_offer_counts_for_the_part_of_the_month_in_which_it_stood() -> None:
    share = offered(Competitor(worth=100, from_day=10, to_day=14), 60)
    assert (share * 30).round(9).tolist() == [0] * 10 + [1, 2, 3, 4] + [5] * 26 + [4, 3, 2, 1] + [0] * 16


def test_a_competitors_offer_takes_customers_in_its_window_only_and_they_are_counted_apart() -> None:
    settled = crowd(persons=300, days=240, population__launch=1.0, behaviour__attrite=default("attrite", hazard=0.01))
    left = audited(settled)
    lured = audited(changed(settled, competitor=Competitor(100_000, 60, 119, default("lure", pull=0.5))))
    closed, drawn = ([life.tables.days["tally"][:, which] for life in (left, lured)] for which in (Tally.CLOSED, Tally.LURED))
    assert (closed[0][:60] == closed[1][:60]).all()
    assert closed[1][60:].sum() > closed[0][60:].sum()
    assert (drawn[0].sum(), drawn[1][:60].sum()) == (0, 0)
    gone = lured.tables.accounts[: lured.world.count[ACCOUNTS]]
    assert drawn[1].sum() == ((gone["state"] == State.CLOSED) & (gone["leaving"] == Leaving.LURED)).sum() > 20


def test_each_cause_of_leaving_has_its_share_of_those_who_leave() -> None:
    """Two hazards that compete: of those who leave, a part goes for each in proportion to it."""
    tempted = default("lure", pull=1.0 / np.log(2.0) * 0.1, scale=5_000, deal_slope=0.0, referred_others=1.0, in_debt=1.0)
    scenario = changed(
        crowd(persons=2_000, days=200), **nobody_moves() | {
            "population__launch": 1.0, "network__kind": 0, "competitor": Competitor(worth=5_000, lure=tempted),
            "behaviour__attrite": default("attrite", hazard=0.05, deal_slope=0.0, dormant_factor=1.0),
        })
    life = Engine(scenario, 4).run()
    assert counted(life, Tally.LURED) / counted(life, Tally.CLOSED) == pytest.approx(2 / 3, abs=0.04)
