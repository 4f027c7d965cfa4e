"""Settings changed from outside."""

from __future__ import annotations

import pytest

from scenarios import ScenarioError, load

PAY = "rewards.referrer.amount.pay"


@pytest.mark.parametrize("overrides", [
    {PAY: 60}, {PAY: "60"}, {PAY: 60.0}, {PAY: "60 CNY"}, [f"{PAY}=60"], [f"{PAY} = 60"], (f"{PAY}=10", f"{PAY}=60"),
    {"rewards.referrer.amount": 60}, {"rewards.referrer.amount": "{rule: fixed, pay: 60}"},
])
def test_a_reward_is_raised(overrides) -> None:
    assert load("cash_for_invites", overrides).rewards["referrer"].amount.terms.pay == 6_000


def test_everything_that_a_file_may_say() -> None:
    scenario = load("tiers", {
        "rewards.friend": None, "rewards.referrer.by_tier": False, "rewards.referrer.when": "approved",
        "rewards.bonus": "{amount: 5, form: points}", "tiers.1.limit": 1.8, "title": "Mine",
        "product.late_fee": "0.04 % per day",
    })
    assert list(scenario.rewards) == ["referrer", "bonus"]
    assert scenario.rewards["referrer"].by_tier is False
    assert scenario.rewards["referrer"].when.rule == "approved"
    assert [tier.limit for tier in scenario.tiers] == [1.3, 1.8, 2.2]
    assert scenario.title == "Mine"
    assert scenario.product.late_fee == 0.0004


def test_lists_whole_or_by_item() -> None:
    total = "rewards.referrer.amount.total"
    assert load("convex_steps", {f"{total}.0": 120}).rewards["referrer"].amount.terms.total[0] == 12_000
    whole = {total: (10, 20), "rewards.referrer.amount.at": [1, 2]}
    assert load("convex_steps", whole).rewards["referrer"].amount.terms.total == (1_000, 2_000)


def test_they_come_after_the_files_and_in_order() -> None:
    assert load("pay_for_repayment", ["rewards.referrer.when.payments=5"]).rewards["referrer"].when.terms.payments == 5
    switched = load("pay_for_repayment", ["rewards.referrer.when=approved", "rewards.referrer.when.wait_days=9"])
    assert switched.rewards["referrer"].when.terms.wait_days == 9


@pytest.mark.parametrize(("override", "said"), [
    (f"{PAY}=600 000", f"""\
--set: {PAY}: '600 000' is too high - allowed is an amount of money from 0 to 100,000 CNY
    {PAY}=600 000
                                ^"""),
    ("credit.approve.cut_of=5", """\
--set: credit.approve.cut_of: unknown setting 'cut_of' - did you mean 'cut_off'?
    credit.approve.cut_of=5
                   ^"""),
    ("rewards.refferer.amount=5", """\
--set: rewards.refferer: there is no reward line 'refferer' - did you mean 'referrer'?
    rewards.refferer.amount=5
            ^"""),
    ("days", "--set: 'days' is no override - write path=value"),
    ("=5", "--set: '=5' is no override - write path=value"),
    ("a..b=5", "--set: 'a..b=5' is no override - write path=value"),
    ("days=", "--set: days: nothing is set here"),
    ("days=nan", "--set: days: 'nan' is not a finite number"),
    ("days=!!int 5", "--set: tags (tag:yaml.org,2002:int) are not used in scenarios"),
    ("days=[1", "--set: expected ',' or ']'"),
    ("tiers.9.limit=2", "--set: tiers.9: there is no item '9' - the list is empty"),
    ("rewards.frend=null", "--set: rewards.frend: there is no 'frend' to remove - did you mean 'friend'?"),
    ("days.x=5", "--set: days: one value must stand here, not a list or settings"),
])
def test_slips_are_shown_like_those_in_a_file(override: str, said: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load("cash_for_invites", [override])
    assert said in str(caught.value)


def test_a_scenario_without_rewards_is_named() -> None:
    with pytest.raises(ScenarioError) as caught:
        load("baitiao_consumer", ["rewards.referrer.amount=80"])
    assert ("rewards.referrer: baitiao_consumer has no reward lines - --set applies to every scenario of the command, "
            "so put it into a file to change one") in str(caught.value)


def test_all_slips_are_shown_at_once(write) -> None:
    with pytest.raises(ScenarioError) as caught:
        load(write("days: 0"), {"persons": True, "x": 5, "y": float("nan")})
    assert [fault.path for fault in caught.value.faults] == ["persons", "x", "y", "days"]
