"""Portraits and differences in files: how they are written, kept, inherited and refused."""

from __future__ import annotations

import math

import numpy as np
import pytest

from scenarios import ScenarioError, load, resolve
from sim.people import kinds
from sim.scenario import default

BASE = """\
base: cash_for_invites
tiers: [{name: silver, on_time: 3}]
portraits:
  students:
    about: In higher education
    share: 20 %
    ties: 1.5
    population: {income_median: 2 500 CNY}
    behaviour: {shop: 2, invite: {altruism: 0.5}}
  others: {share: 80 %}
differ:
  small_limits:
    portrait: students
    credit: {first_limit: {ceiling: 1 000 CNY}}
    rewards: {referrer: {amount: 20 CNY, form: points}}
  silver: {tier: silver, channel: referred, product: {instalment_fee: 0.5 % per month}}
"""


def test_only_what_is_written_differs(write) -> None:
    scenario = load(write(BASE))
    assert scenario.portraits["students"].changes == {
        "population.income_median": 250_000, "behaviour.shop": default("shop", rate=2.0), "behaviour.invite.altruism": 0.5}
    assert (scenario.portraits["students"].share, scenario.portraits["students"].ties) == (0.2, 1.5)
    assert scenario.portraits["others"].changes == {}
    assert scenario.differ["small_limits"].changes == {
        "credit.first_limit.ceiling": 100_000, "rewards.referrer.amount": default("amount", pay=2_000),
        "rewards.referrer.form": 1}
    assert (scenario.differ["silver"].tier, scenario.differ["silver"].channel) == ("silver", 2)
    assert scenario.differ["silver"].changes == {"product.instalment_fee": 0.005}


def test_the_whole_scenario_written_out_is_the_very_same(write) -> None:
    resolved = resolve(write(BASE))
    assert load(write(resolved.to_yaml(), "again.yaml")) == resolved.scenario._replace(name="mine")
    assert resolved.values["differ.small_limits.rewards.referrer.amount.pay"] == "20"
    assert resolved.origins["differ.small_limits.rewards.referrer.amount.pay"] == "mine.yaml:15"
    assert resolved.origins["portraits.others.ties"] == "default"


def test_a_file_adds_to_the_portraits_and_differences_of_its_base(write) -> None:
    write(BASE, "base.yaml")
    scenario = load(write("""\
base: base.yaml
portraits:
  students: {population: {thin_file: 70 %}, behaviour: {shop: {rate: 3}}}
differ:
  small_limits: {rewards: {referrer: {amount: {pay: 30}}}}
  silver: null
"""))
    assert scenario.portraits["students"].changes == {
        "population.income_median": 250_000, "population.thin_file": 0.7,
        "behaviour.shop": default("shop", rate=3.0), "behaviour.invite.altruism": 0.5}
    assert scenario.differ["small_limits"].changes["rewards.referrer.amount"] == default("amount", pay=3_000)
    assert list(scenario.differ) == ["small_limits"]


def test_settings_of_a_portrait_are_changed_from_outside(write) -> None:
    scenario = load(write(BASE), ["portraits.students.share=30%", "portraits.others.share=70%",
                                  "differ.small_limits.rewards.friend.amount=5"])
    assert scenario.portraits["students"].share == 0.3
    assert scenario.differ["small_limits"].changes["rewards.friend.amount"] == default("amount", pay=500)
    with pytest.raises(ScenarioError, match="there is no portrait 'student' - did you mean 'students'"):
        load("mine.yaml", ["portraits.student.share=30%"])


@pytest.mark.parametrize(("old", "new", "says"), [
    ("share: 80 %", "share: 70 %", "portraits.others.share: the shares of the portraits add up to 90 % - they must add up to"),
    ("income_median: 2", "income_medan: 2", "portraits.students.population.income_medan: unknown setting 'income_medan' - did you"),
    ("altruism: 0.5", "altruism: -1", "portraits.students.behaviour.invite.altruism: '-1' is too low"),
    ("    behaviour:", "    credit: {lgd: 0.5}\n    behaviour:", ("portraits.students.credit: unknown setting"
                                                                  " 'credit' - known here: about, share, ties, population, beha")),
    ("portrait: students", "portrait: studnts", "differ.small_limits.portrait: there is no portrait 'studnts' - did you mean 'st"),
    ("{tier: silver", "{tier: gold", "differ.silver.tier: there is no tier 'gold' - the tiers are: silver"),
    ("channel: referred", "channel: refered", "differ.silver.channel: 'refered' is not a choice"),
    ("form: points", "budget: 20", ("differ.small_limits.rewards.referrer.budget: budget is the same for everybody"
                                     " - what may differ here: when, amount, form")),
    ("{referrer: {am", "{refrrer: {am", ("differ.small_limits.rewards.refrrer: there is no 'refrrer' that could"
                                           " differ - did you mean 'referrer'?")),
    ("ceiling: 1 000 CNY", "floor: 9 000 CNY", "differ.small_limits.credit.first_limit.floor: floor is above ceiling"),
    ("instalment_fee: 0.5 % per month", "grace_days: 5", "differ.silver.product.grace_days: grace_days is the same for ev"),
    ("product: {instalment_fee: 0.5 % per month}", "team: {depth: 2}", "differ.silver.team.depth: depth is the same for everybody"),
    ("channel: referred, product: {instalment_fee: 0.5 % per month}", "rewards: {referrer: null}",
     "differ.silver.rewards.referrer: 'referrer' cannot be left out for some - set its amount to 0"),
    ("amount: 20 CNY", "amount: steps", "differ: where several differences apply, rewards.referrer.amount.pay: there is no 'pay'"),
])
def test_what_cannot_be_is_shown_where_it_stands(old: str, new: str, says: str, complaint) -> None:
    text = BASE.replace(old, new) + "  more: {channel: team, rewards: {referrer: {amount: {pay: 30}}}}\n"
    assert says in complaint(text)


def test_there_is_a_most_of_portraits(complaint) -> None:
    many = ", ".join(f"p{number}: {{share: 0.05}}" for number in range(13))
    assert "portraits: too many of them - at most 12" in complaint(f"portraits: {{{many}}}")


def test_the_six_portraits_are_on_average_the_population_they_stand_for() -> None:
    # scores and roll rates are centred on a population whose theta and deal-proneness are 0 on average
    scenario = load("consumer_portraits")
    shares, here = [portrait.share for portrait in scenario.portraits.values()], kinds(scenario)["population"]
    for field, least, most in (("theta_mean", -0.02, 0.02), ("deal_mean", -0.02, 0.02), ("thin_file", 0.28, 0.33)):
        assert least <= np.average(here[field], weights=shares) <= most
    assert math.exp(np.average(np.log(here["income_median"]), weights=shares)) == pytest.approx(600_000, rel=0.03)
