"""The scenarios that come with Fission."""

from __future__ import annotations

import pytest

from scenarios import describe, load, names, resolve
from scenarios.differing import held
from scenarios.load import SHIPPED
from sim.scenario import Scenario

SHOWCASE = {"baitiao_consumer", "cash_for_invites", "pay_for_repayment", "limit_for_invites", "tiers", "team_plan",
            "convex_steps", "growth_at_any_price", "enterprise_base", "enterprise_referral", "enterprise_graded"}


def test_the_showcase_is_there() -> None:
    assert set(names()) >= SHOWCASE


@pytest.mark.parametrize("name", names())
def test_each_loads_and_says_what_it_is_for(name: str) -> None:
    title, purpose = describe(name)
    assert load(name).name == name
    assert title
    assert purpose.endswith(".")
    assert ". " not in purpose, "one sentence"


@pytest.mark.parametrize("name", names())
def test_each_loads_again_as_resolved(name: str, write) -> None:
    resolved = resolve(name)
    assert load(write(resolved.to_yaml())) == resolved.scenario
    assert load(write(resolved.to_yaml(origins=True))) == resolved.scenario


@pytest.mark.parametrize("name", names())
def test_each_is_short_enough_to_read(name: str) -> None:
    assert len((SHIPPED / f"{name}.yaml").read_text(encoding="utf-8").splitlines()) <= 50


def test_the_base_is_the_default_of_everything_but_of_what_it_was_fitted_to() -> None:
    fitted = {path: held(Scenario(), tuple(path.split("."))) for path in resolve("baitiao_consumer").evidence}
    assert len(fitted) == 4
    base = load("baitiao_consumer", fitted)
    assert base._replace(name="unnamed", title="", purpose="") == Scenario()


def test_cash_for_invites_pays_50_and_20_after_the_first_purchase() -> None:
    rewards = load("cash_for_invites").rewards
    assert list(rewards) == ["referrer", "friend"]
    assert [line.amount.terms.pay for line in rewards.values()] == [5_000, 2_000]
    assert {line.when.rule for line in rewards.values()} == {"first_purchase"}


def test_pay_for_repayment_changes_only_when_the_referrer_is_paid() -> None:
    cash, repayment = load("cash_for_invites"), load("pay_for_repayment")
    assert repayment.rewards["referrer"].when.rule == "on_time_payments"
    assert repayment.rewards["referrer"].when.terms.payments == 3
    unpaid = repayment.rewards["referrer"]._replace(when=cash.rewards["referrer"].when)
    assert {**repayment.rewards, "referrer": unpaid} == cash.rewards


def test_the_ladder_rises() -> None:
    scenario = load("tiers")
    assert [(tier.limit, tier.reward) for tier in scenario.tiers] == [(1.3, 1.2), (1.7, 1.5), (2.2, 2.0)]
    assert all(line.by_tier for line in scenario.rewards.values())


def test_the_convex_steps_are_those_of_the_bank() -> None:
    terms = load("convex_steps").rewards["referrer"].amount.terms
    assert terms.at == (1, 3, 5, 8)
    assert terms.total == (10_000, 48_000, 98_000, 168_000)


def test_growth_at_any_price_is_more_reckless_than_the_base() -> None:
    base, reckless = load("baitiao_consumer"), load("growth_at_any_price")
    assert reckless.credit.approve.terms.cut_off < base.credit.approve.terms.cut_off
    assert reckless.credit.first_limit.terms.ceiling > base.credit.first_limit.terms.ceiling
    assert {line.claw_back.rule for line in reckless.rewards.values()} == {"never"}
    assert reckless.team.depth > base.team.depth
