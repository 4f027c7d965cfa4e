"""What a product manager reads when something is wrong: where, what, and what would be right."""

from __future__ import annotations

import pickle

import pytest

from scenarios import ScenarioError, load
from scenarios.faults import Fault

CASH = "base: cash_for_invites\n"


def test_an_unknown_setting_is_shown_with_the_line_and_a_caret(complaint) -> None:
    assert complaint("""\
base: baitiao_consumer
credit:
  approve:
    cut_of: 560
""") == """\
mine.yaml:4:5: credit.approve.cut_of: unknown setting 'cut_of' - did you mean 'cut_off'?
        cut_of: 560
        ^"""


def test_a_value_out_of_bounds_says_the_bounds(complaint) -> None:
    assert complaint(CASH + "rewards:\n  referrer: {amount: 500 000 CNY}\n") == """\
mine.yaml:3:22: rewards.referrer.amount.pay: '500 000 CNY' is too high - \
allowed is an amount of money from 0 to 100,000 CNY
      referrer: {amount: 500 000 CNY}
                         ^"""


def test_all_faults_of_a_file_are_shown_at_once(complaint) -> None:
    said = complaint("""\
title: Wrong from top to bottom
persons: .nan
days: 30 %
product:
  instalment_fee: 7.2 % per year
rewards:
  friend: {form: point, by_tier: on}
""")
    assert [line for line in said.splitlines() if line.startswith("mine")] == [
        "mine.yaml:2:10: persons: '.nan' is not a finite number - allowed is a whole number from 2 to 100,000,000",
        "mine.yaml:3:7: days: '%' is not a unit of this setting - allowed is whole days from 1 to 7,200",
        ("mine.yaml:5:19: product.instalment_fee: '% per year' is not a unit of this setting"
         " - this rate is set per month: write 0.6 % per month"),
        ("mine.yaml:7:18: rewards.friend.form: 'point' is not a choice: one of cash, points, coupon, credit_limit,"
         " rate_discount"
         " - did you mean 'points'?"),
        "mine.yaml:7:34: rewards.friend.by_tier: 'on' is not a switch - allowed is true or false",
    ]


def test_the_caret_stands_right_after_chinese(complaint) -> None:
    said = complaint("tiers: [{name: 金, on_time: x}]").splitlines()
    assert said[1:] == ["    tiers: [{name: 金, on_time: x}]", "                   \u3000           ^"]


@pytest.mark.parametrize("word", ["yes", "no", "on", "off", "True", "1"])
def test_only_true_and_false_are_switches(word: str, complaint) -> None:
    assert f"'{word}' is not a switch - allowed is true or false" in complaint(f"rewards: {{r: {{by_tier: {word}}}}}")


@pytest.mark.parametrize(("text", "said"), [
    ("amount: 5", "amount: unknown setting 'amount' - it belongs to rewards.<name>"),
    ("cut_off: 5", "cut_off: unknown setting 'cut_off' - it belongs to credit.approve, rule cut_off"),
    ("rewards: {r: {pay: friend, when: {payments: 3}}}",
     "unknown setting 'payments' - it belongs to rewards.<name>.when, rule on_time_payments"),
    ("rewards: {r: {when: on_time_payment}}",
     "rewards.r.when.rule: unknown rule 'on_time_payment' for what the friend must have done - did you mean 'on_time_"),
    ("rewards: {r: {amount: {rule: xyz}}}", "unknown rule 'xyz' for how much is paid - the rules are: fixed"),
    ("rewards: {r: {amount: {rule: null}}}", "the name of a rule must stand here - the rules are: fixed"),
    ("rewards: {r: {amount: [1, 2]}}", "rewards.r.amount: a rule must stand here - the rules are: fixed"),
    ("credit: {approve: cut_of}", "unknown rule 'cut_of' for who is approved - did you mean 'cut_off'?"),
    ("rewards: {r: {claw_back: 5}}", "unknown rule '5' for when it is taken back"),
    ("rewards: {r: {amount: 1,680 CNY}}", "unknown setting '680 CNY' - inside { } and [ ] write"),
    ("rewards: {r: {amount: CNY 50}}", "rewards.r.amount: 'CNY 50' has its currency in front - write 50 CNY"),
    ("rewards: {r: {amount: ¥50}}", "rewards.r.amount: '¥50' has its currency in front - write 50 CNY"),
    ("currency: EUR\neconomics: {servicing: € 1.50}", "economics.servicing: '€ 1.50' has its currency in front - write 1.50 EUR"),
    ("season: festivals", "season: settings must stand here - write season: {calendar: festivals}"),
    ("season: summer", "season: settings must stand here - 'name: value', one a line: calendar, starts"),
    ("rewards: {r: null}", "rewards.r: there is no 'r' to remove - known here: nothing"),
    ("rewards: {R: {}}", "rewards.R: 'R' is not a name - allowed are small letters, digits and _"),
    ("rewards: [1]", "rewards: settings must stand here - 'name: value', one a line"),
    ("rewards: 5", "rewards: settings must stand here"),
    ("network: 5", "network: settings must stand here"),
    ("network:", "network: settings must stand here"),
    ("persons:", "persons: nothing is set here - allowed is a whole number from 2"),
    ("persons: [1]", "persons: one value must stand here, not a list or settings"),
    ("title: [1]", "title: a text must stand here"),
    ("title:", "title: a text must stand here"),
    (f"title: {'x' * 501}", "title: the text is too long - allowed are 500 characters"),
    ("tiers: gold", "tiers: a list must stand here - begin each item with '- '"),
    ("currency: yuan", "currency: 'yuan' is not a currency - allowed is a code such as CNY"),
    ("rewards: {r: {amount: {rule: steps, at: 1}}}",
     "rewards.r.amount.at: a list of 1 to 8 numbers must stand here - like [1, 3, 5]"),
    ("rewards: {r: {amount: {rule: steps, at: []}}}", "a list of 1 to 8 numbers must stand here"),
    ("rewards: {r: {amount: {rule: steps, at: [1, 2, 3, 4, 5, 6, 7, 8, 9]}}}",
     "a list of 1 to 8 numbers must stand here"),
    ("rewards: {r: {amount: {rule: steps, at: [1, 3, x, 8]}}}", "rewards.r.amount.at.2: 'x' is not a number"),
])
def test_what_has_the_wrong_name_or_form(text: str, said: str, complaint) -> None:
    assert said in complaint(text)


@pytest.mark.parametrize(("text", "said"), [
    ("network: {strong_share: 0.2}",
     "mine.yaml:1:25: network.strong_share: homophily 0.3 is above strong_share 0.2 - only strong ties make"),
    ("network: {homophily: 0.5}", "mine.yaml:1:22: network.homophily: homophily 0.5 is above strong_share 0.4"),
    ("network: {mean_ties: 60}", "network.mean_ties: 24 strong ties each do not fit into a circle of 16"),
    ("persons: 16\nnetwork: {mean_ties: 2}", "persons: a circle of 16 does not fit into 16 persons"),
    ("persons: 99", "mine.yaml:1:10: persons: 20 ties each are too many among 99 persons"),
    ("network: {kind: complete}", "network.kind: 20,000 persons are too many for a complete network - at most 5,000"),
    ("credit: {first_limit: {floor: 6 000}}", "credit.first_limit.floor: floor is above ceiling"),
    ("credit: {first_limit: {ceiling: 100}}", "mine.yaml:1:33: credit.first_limit.ceiling: floor is above ceiling"),
    ("rewards: {r: {from_day: 9, to_day: 8}}", "rewards.r.from_day: from_day is above to_day"),
    ("rewards: {r: {amount: {rule: steps, at: [1, 3], total: [5, 6, 7]}}}",
     "rewards.r.amount.total: lists of different length: at has 2, total has 3"),
    ("rewards: {r: {amount: {rule: steps, at: [1, 3], total: [6, 5]}}}", "rewards.r.amount.total: total does not rise"),
    ("tiers: [{on_time: 3}]", "tiers.0.name: a tier needs a name"),
    ("tiers: [{name: a, on_time: 3}, {name: a, on_time: 6}]", "tiers.1.name: there are two tiers 'a'"),
    ("tiers: [{name: a, on_time: 3}, {name: b, on_time: 2}]", "tiers.1.on_time: on_time falls from one tier to"),
    ("tiers: [{name: a, on_time: 3}, {name: b, on_time: 3}]", "tiers.1.on_time: asks for no more than the tier below"),
    (f"tiers: [{', '.join(f'{{name: t{n}, on_time: {n}}}' for n in range(7))}]", "tiers: too many of them - at most 6"),
    (f"rewards: {{{', '.join(f'r{n}: {{}}' for n in range(9))}}}", "rewards: too many of them - at most 8"),
    ("team: {override: {share: 10 %}}", "team.override.share: there is no team plan yet - set team.depth to 1 or more"),
    ("rewards: {r: {pay: leader}}", "rewards.r.pay: there is no team plan yet"),
])
def test_what_does_not_fit_together(text: str, said: str, complaint) -> None:
    assert said in complaint(text)


@pytest.mark.parametrize("text", [
    "persons: 5 000\nnetwork: {kind: complete, homophily: 0.5}",
    "team: {depth: 0, override: {share: 10 %}}",
    "team: {depth: 1, override: {share: 10 %}}",
    "base: team_plan\nteam: {depth: 0}",
    "network: {strong_share: 0.2, homophily: 0.2}",
])
def test_what_does(text: str, write) -> None:
    load(write(text))


def test_a_fault_of_the_base_is_shown_in_the_base(write) -> None:
    write("title: Base\npersons: -1", "base.yaml")
    with pytest.raises(ScenarioError) as caught:
        load(write("base: base.yaml\ndays: 0"))
    assert [(fault.file, fault.line, fault.path) for fault in caught.value.faults] == \
        [("base.yaml", 2, "persons"), ("mine.yaml", 2, "days")]


def test_what_the_difference_replaces_cannot_be_wrong_any_more(write) -> None:
    write("persons: -1", "base.yaml")
    assert load(write("base: base.yaml\npersons: 500")).persons == 500


def test_bases_in_a_circle_are_shown_with_the_way_round(write) -> None:
    write("base: b.yaml", "a.yaml")
    write("base: a.yaml", "b.yaml")
    with pytest.raises(ScenarioError) as caught:
        load("a.yaml")
    assert str(caught.value) == """\
b.yaml:1:7: base: the bases go round in a circle: a.yaml → b.yaml → a.yaml
    base: a.yaml
          ^"""


def test_a_missing_base_is_shown_where_it_is_asked_for(complaint) -> None:
    assert complaint("base: cash_for_invite") == """\
mine.yaml:1:7: base: there is no such scenario or file - did you mean 'cash_for_invites'?
    base: cash_for_invite
          ^"""


@pytest.mark.parametrize("base", ["", "[a]", "{a: b}"])
def test_a_base_is_a_name(base: str, complaint) -> None:
    assert "base: a base is the name of a scenario, or a file" in complaint(f"base: {base}")


@pytest.mark.parametrize(("name", "said"), [
    ("cash_for_invite", "cash_for_invite: there is no such scenario or file - did you mean 'cash_for_invites'?"),
    ("nowhere/cash_for_invites.yaml", "nowhere/cash_for_invites.yaml: there is no such scenario or file - did you"),
    ("xyz", "xyz: there is no such scenario or file - shipped are: abused_growth, baitiao_consumer"),
    (".", ".: this is a folder - name a file in it"),
    ("\0", "there is no such scenario or file"),
    ("x" * 5_000, "there is no such scenario or file"),
])
def test_a_scenario_that_is_not_there(name: str, said: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load(name)
    assert said in str(caught.value)


def test_a_file_of_another_ending_is_suggested(write) -> None:
    write("days: 60")
    with pytest.raises(ScenarioError) as caught:
        load("mine.yml")
    assert "did you mean 'mine.yaml'?" in str(caught.value)


def test_choices_are_listed_once(complaint) -> None:
    said = complaint("rewards: {r: {form: gold}}")
    assert said.count("credit_limit") == 1
    assert "known here" not in said


def test_faults_travel_between_processes() -> None:
    error = ScenarioError([Fault("a.yaml", 1, 2, "days", "wrong", "right", "days: 0")])
    assert pickle.loads(pickle.dumps(error)).faults == error.faults


class TestANameNextToOneOfTheBase:
    def test_a_slip_of_the_pen_does_not_add_a_second_reward(self, complaint) -> None:
        assert complaint(CASH + "rewards:\n  refferer: {amount: 60 CNY}\n") == """\
mine.yaml:3:3: rewards.refferer: 'refferer' is new beside 'referrer', which stays - \
did you mean 'referrer'? A line of its own needs a name less like it
      refferer: {amount: 60 CNY}
      ^"""

    @pytest.mark.parametrize("text", [
        CASH + "rewards: {freind: {amount: 5 CNY}}", CASH + "rewards: {friends: {amount: 5 CNY}}",
        "base: differentiated\nportraits: {student: {share: 0 %}}",
    ])
    def test_nor_does_any_other(self, text: str, complaint) -> None:
        assert "is new beside" in complaint(text)

    @pytest.mark.parametrize("name", ["late_bonus", "friend_of_friend", "referrer2", "ambassador"])
    def test_a_name_of_its_own_does(self, name: str, write) -> None:
        assert list(load(write(CASH + f"rewards: {{{name}: {{amount: 5 CNY}}}}")).rewards) == ["referrer", "friend", name]

    def test_so_does_one_that_takes_the_place_of_the_other(self, write) -> None:
        text = CASH + "rewards: {friends: {pay: friend, amount: 5 CNY}, friend: null}"
        assert list(load(write(text)).rewards) == ["referrer", "friends"]

    def test_an_override_is_held_to_it_too(self) -> None:
        with pytest.raises(ScenarioError, match=r"--set.*'refferer' is new beside 'referrer'"):
            load("cash_for_invites", ["rewards.refferer={amount: 60 CNY}"])
