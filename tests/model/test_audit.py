"""Books and tables agree on every day of every shipped scenario and of any other; and the audit would notice if not."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from scenarios import load, names
from sim.audit import audit
from sim.engine import Engine
from sim.ledger import CHART, MARGIN, Cause, balances, margin_sign
from sim.scenario import ENTERPRISE_LOAN, Economics, Product, Reward, Scenario, Team, Tier, default
from sim.tables import PAYOUTS, Tally
from sim.world import Life
from tests.model.settings import changed, crowd


def audited(scenario: Scenario, seed: int = 1) -> Life:
    """Run a scenario with its journal and audit every day."""
    engine = Engine(scenario, seed, journal=True)

    def look(today: int) -> None:
        assert audit(engine.life, today) == []

    return engine.run(look)


@pytest.mark.parametrize("name", names())
def test_every_day_of_a_shipped_scenario_reconciles(name: str) -> None:
    scenario, often = changed(load(name), persons=400, days=250, population__launch=0.3), 500
    scenario = changed(scenario, credit__charge_off=default("charge_off", days=90))
    if scenario.product.kind == ENTERPRISE_LOAN:
        scenario, often = changed(scenario, behaviour__repay=default("repay", c_to_m1=0.1)), 100
    life = audited(scenario)
    tally = life.tables.days["tally"].sum(axis=0)
    assert tally[Tally.PURCHASES] > often
    assert tally[Tally.CHARGED_OFF] > 0


ladder = st.sampled_from(
    [
        default("amount", "steps", at=(1, 2, 4), total=(1_000, 5_000, 20_000)),
        default("amount", pay=3_301),
        default("amount", "share_of_spend", share=0.07, most=9_000),
    ]
)
triggers = st.sampled_from(
    [
        default("trigger"),
        default("trigger", "approved", wait_days=3),
        default("trigger", "spend_reached", spend=50_000),
        default("trigger", "on_time_payments", payments=1),
    ]
)
takings = st.sampled_from(
    [
        default("claw_back"),
        default("claw_back", "early_default", bucket=1),
        default("claw_back", "early_exit", bucket=2),
    ]
)
rewards = st.builds(
    Reward,
    pay=st.integers(0, 2),
    when=triggers,
    amount=ladder,
    form=st.integers(0, 3),
    loans=st.just(1),
    hold=st.sampled_from([0, 1, 30]),
    claw_back=takings,
    cap_count=st.integers(1, 4),
    cap_amount=st.integers(0, 20_000),
    from_day=st.sampled_from([0, 20]),
    to_day=st.sampled_from([60, 1_000]),
    budget=st.integers(10_000, 1_000_000),
    daily_budget=st.integers(0, 50_000),
    by_tier=st.booleans(),
)
busy_worlds = st.builds(
    lambda lines, depth, miss, leave, grace, budget: crowd(
        persons=40,
        days=150,
        rewards={f"line {k}": line for k, line in enumerate(lines)},
        behaviour__repay=default("repay", c_to_m1=miss, minimum_share=0.3),
        behaviour__attrite=default("attrite", hazard=leave),
        behaviour__intent=default("intent", share=0.05),
        credit__charge_off=default("charge_off", days=90),
        product=Product(grace_days=grace),
        economics=Economics(campaign_budget=budget),
        team=Team(depth=depth, qualify=default("qualify", friends=1, on_time=0), extra_limit=5_000),
        tiers=(Tier("good", on_time=1, limit=1.4, reward=1.7),),
    ),
    st.lists(rewards, min_size=1, max_size=8),
    st.integers(0, 5),
    st.floats(0.0, 0.6),
    st.floats(0.0, 0.5),
    st.sampled_from([1, 15, 29]),
    st.integers(50_000, 5_000_000),
)


@settings(max_examples=15, phases=(Phase.explicit, Phase.generate))
@given(scenario=busy_worlds, seed=st.integers(0, 2**63 - 1))
def test_every_day_of_any_busy_world_reconciles(scenario: Scenario, seed: int) -> None:
    audited(scenario, seed)


def of_enterprises(world: Scenario) -> Scenario:
    """Return the world with loans for purchases: commissions on each of three loans, and a lower rate for the referrer."""
    lines = {name: line._replace(loans=3, form=line.form % 2) for name, line in list(world.rewards.items())[:6]}
    taken = default("claw_back", "early_default", within=90, bucket=1, share=0.5)
    cut = Reward(amount=default("amount", "rate_cut"), form=4, claw_back=taken)
    commission = Reward(when=default("trigger", "disbursed"), amount=default("amount", "share_disbursed"), hold=30, claw_back=taken)
    return changed(
        world,
        population=world.population._replace(income_median=10_000_000),
        product=world.product._replace(kind=ENTERPRISE_LOAN),
        loan__schedule=default("schedule", "annuity"),
        loan__months=3,
        credit__first_limit=default("first_limit", "revenue_multiple"),
        credit__limit=default("limit", ceiling=500_000_000),
        behaviour__shop=default("shop", "trade_cycle", renewal=6.0, drawdowns=6.0),
        rewards={**lines, "cut": cut, "commission": commission},
    )


@settings(max_examples=8, phases=(Phase.explicit, Phase.generate))
@given(scenario=busy_worlds.map(of_enterprises), seed=st.integers(0, 2**63 - 1))
def test_every_day_of_any_busy_world_of_enterprises_reconciles(scenario: Scenario, seed: int) -> None:
    life = audited(scenario, seed)
    posted = life.tables.days["posted"].sum(axis=0)
    owed = life.tables.days["balance_by_bucket"][-1].sum()
    lost = posted[Cause.CREDIT_LOSS] + posted[Cause.FRAUD_LOSS]
    assert posted[Cause.LOAN_DISBURSED] == posted[Cause.PRINCIPAL_REPAID] + lost + owed


FALSEHOODS: dict[str, Callable[[Life], None]] = {
    "receivables": lambda life: add(life.tables.accounts, "pay_later"),
    "fees": lambda life: add(life.tables.accounts["owed_fees"], 0),
    "wallet": lambda life: add(life.tables.accounts, "wallet"),
    "points": lambda life: add(life.tables.accounts, "points"),
    "coupons": lambda life: add(life.tables.accounts, "coupons"),
    "allowance": lambda life: add(life.tables.accounts, "provision"),
    "margin of account 0": lambda life: add(life.tables.accounts, "margin"),
    "acquisition": lambda life: add(life.tables.accounts, "acquisition"),
    "recoveries": lambda life: add(life.tables.accounts, "recovered"),
    "plan balance of account 0": lambda life: add(life.tables.accounts, "plan_balance"),
    "budget": lambda life: add(life.world, "used"),
    "rewards earned": lambda life: add(life.tables.payouts, "amount"),
    "on day 3": lambda life: add(life.tables.days["posted"][3], Cause.CASH_PAID),
    "sum earned of line 0": lambda life: add(life.tables.accounts["earned_amount"], 0),
    "bucket is not": lambda life: add(life.tables.accounts, "bucket"),
}


def add(table: np.ndarray, what: str | int) -> None:
    """Add one minor unit where none belongs."""
    if isinstance(what, str):
        table[what][0] += 1
    else:
        table[..., what].flat[0] += 1


@pytest.mark.parametrize("word", FALSEHOODS)
def test_one_fen_too_many_is_noticed(word: str) -> None:
    life = audited(crowd(persons=40, days=70))
    assert life.world.count[PAYOUTS] > 0
    FALSEHOODS[word](life)
    assert any(word in sentence for sentence in audit(life))


def test_every_cause_has_two_sides_and_every_day_sums_to_zero() -> None:
    life = audited(crowd(persons=40, days=70))
    assert set(CHART) == set(Cause)
    assert all(debit != credit for debit, credit in CHART.values())
    assert (balances(life.tables.days["posted"]).sum(axis=1) == 0).all()
    assert [int(sign) for sign in MARGIN] == [margin_sign(cause) for cause in Cause]
