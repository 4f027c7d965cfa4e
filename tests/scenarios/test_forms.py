"""How a scenario may be written."""

from __future__ import annotations

import pytest

from scenarios import load
from sim.scenario import Scenario

CASH = "base: cash_for_invites\n"


def test_nothing_but_a_title_is_the_default_scenario(write) -> None:
    scenario = load(write("title: Nothing special"))
    assert scenario == Scenario(name="mine", title="Nothing special")


@pytest.mark.parametrize("form", ["on_time_payments", "{rule: on_time_payments}",
                                  "{rule: on_time_payments, payments: 3}"])
def test_a_rule_by_name_or_with_terms(form: str, write) -> None:
    when = load(write(f"rewards: {{referrer: {{when: {form}}}}}")).rewards["referrer"].when
    assert (when.rule, when.terms.payments) == ("on_time_payments", 3)


@pytest.mark.parametrize("form", ["80", "80 CNY", "{pay: 80}", "{rule: fixed, pay: 80}"])
def test_a_fixed_amount_is_just_a_number(form: str, write) -> None:
    amount = load(write(f"rewards: {{referrer: {{amount: {form}}}}}")).rewards["referrer"].amount
    assert (amount.rule, amount.terms.pay) == ("fixed", 8_000)


def test_a_number_replaces_the_rule_of_the_base(write) -> None:
    amount = load(write("base: convex_steps\nrewards: {referrer: {amount: 80}}")).rewards["referrer"].amount
    assert (amount.rule, amount.terms.pay) == ("fixed", 8_000)


def test_terms_alone_keep_the_rule_of_the_base(write) -> None:
    when = load(write("base: pay_for_repayment\nrewards: {referrer: {when: {payments: 6}}}")).rewards["referrer"].when
    assert (when.rule, when.terms.payments) == ("on_time_payments", 6)


def test_another_rule_drops_the_terms_of_the_old_one(write) -> None:
    write("rewards: {r: {claw_back: {rule: early_default, within: 10, bucket: 2}}}", "base.yaml")
    claw_back = load(write("base: base.yaml\nrewards: {r: {claw_back: early_exit}}")).rewards["r"].claw_back
    assert (claw_back.rule, claw_back.terms.within, claw_back.terms.bucket) == ("early_exit", 90, 3)


def test_settings_merge_with_those_of_the_base(write) -> None:
    scenario = load(write(CASH + "rewards: {referrer: {hold: 30}}\ncredit: {approve: {cut_off: 600}}"))
    assert scenario.rewards["referrer"].hold == 30
    assert scenario.rewards["referrer"].amount.terms.pay == 5_000
    assert scenario.credit.approve.terms.cut_off == 600.0
    assert scenario.credit.approve.terms.thin_cut_off == 580.0


def test_null_removes_a_reward_line(write) -> None:
    assert list(load(write(CASH + "rewards: {friend: null}")).rewards) == ["referrer"]


def test_a_new_reward_line_comes_after_those_of_the_base(write) -> None:
    assert list(load(write(CASH + "rewards: {coupon: {form: coupon}}")).rewards) == ["referrer", "friend", "coupon"]


def test_lists_replace_those_of_the_base(write) -> None:
    assert [tier.name for tier in load(write("base: tiers\ntiers: [{name: only, on_time: 2}]")).tiers] == ["only"]


def test_choices_are_names_and_switches_true_or_false(write) -> None:
    line = load(write("rewards: {friend: {pay: friend, form: points, by_tier: true}}")).rewards["friend"]
    assert (line.pay, line.form, line.by_tier) == (1, 1, True)


def test_name_title_and_purpose_are_the_file_s_own(write) -> None:
    scenario = load(write(CASH))
    assert (scenario.name, scenario.title, scenario.purpose) == ("mine", "", "")
    assert load(write(CASH + "name: other")).name == "other"


def test_texts_are_texts_whatever_they_look_like(write) -> None:
    assert load(write("title: 2024-01-01")).title == "2024-01-01"
    assert load(write("title: yes")).title == "yes"
    assert load(write("purpose: >\n  Two\n  lines.\n")).purpose == "Two lines."


def test_a_base_is_found_beside_the_file(write, tmp_path) -> None:
    (tmp_path / "deep").mkdir()
    write("persons: 500", "deep/root.yaml")
    write("base: root.yaml\ndays: 60", "deep/middle.yaml")
    scenario = load(write("base: deep/middle.yaml\ntitle: Top"))
    assert (scenario.persons, scenario.days, scenario.title) == (500, 60, "Top")


def test_chinese_and_a_byte_order_mark_are_welcome(write) -> None:
    assert load(write("\ufefftitle: 邀请有礼")).title == "邀请有礼"


def test_windows_line_ends_are_welcome(write) -> None:
    assert load(write("title: A\r\ndays: 60\r\n")).days == 60
