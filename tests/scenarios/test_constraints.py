"""Budgets, capital, economy, season and competitor at the door: as one writes them, and what is said when they are wrong."""

from __future__ import annotations

from typing import Any

import pytest

from scenarios import load
from sim import simulate
from sim.scenario import Macro, Scenario, default

CASH = "base: cash_for_invites\n"


def test_a_preset_is_one_word_on_any_scenario() -> None:
    assert load("team_plan", ["macro.preset=shock"]).macro == Macro(default("macro", "shock"))
    assert load("tiers", ["season.calendar=festivals", "season.starts=march"]).season.starts == 2


def test_natural_units_are_understood(write) -> None:
    scenario = load(write(CASH + """\
economics: {daily_budget: 500 CNY, overhead: 80 000 CNY}
funding: {capital: 2 000 000 CNY, ration: 90 %, premium: 1 % per year}
macro: {preset: {rule: path, days: [1 month, 1 year], level: [0, 2.5]}}
competitor: {worth: 50 CNY, from_day: 2 months, to_day: 3 months}
"""))
    assert (scenario.economics.daily_budget, scenario.economics.overhead) == (50_000, 8_000_000)
    assert (scenario.funding.capital, scenario.funding.ration.terms.slow_at, scenario.funding.premium) == (2 * 10**8, 0.9, 0.01)
    assert scenario.macro.preset.terms == default("macro", "path", days=(30, 360), level=(0.0, 2.5)).terms
    assert scenario.competitor[:3] == (5_000, 60, 90)


@pytest.mark.parametrize(("text", "said"), [
    ("macro: {preset: shok}", "macro.preset.rule: unknown rule 'shok' for the path of the economy - did you mean 'shock'?"),
    ("macro: {preset: {rule: path, days: [0, 10], level: [1]}}", "lists of different length: days has 2, level has 1"),
    ("macro: {preset: {rule: path, days: [0, 30, 10], level: [1, 2, 1]}}", "macro.preset.days: days does not rise"),
    ("macro: {preset: {rule: path, days: [0], level: [31]}}", "macro.preset.level.0: '31' is too high"),
    ("season: {starts: juni}", "season.starts: 'juni' is not a choice"),
    ("competitor: {from_day: 100, to_day: 50}", "from_day is above to_day"),
    ("funding: {capital: 0}", "funding.capital: '0' is too low"),
    ("economics: {daily_budget: -1 CNY}", "economics.daily_budget: '-1 CNY' is too low"),
    ("capital: 5", "unknown setting 'capital' - it belongs to funding"),
])
def test_what_is_wrong_is_said_in_the_users_words(text: str, said: str, complaint) -> None:
    assert said in complaint(CASH + text)


def test_a_level_may_fall(write) -> None:
    load(write(CASH + "macro: {preset: {rule: path, days: [0, 10], level: [2, 1]}}"))


@pytest.mark.parametrize(("terms", "said"), [
    ({"days": (0, 10), "level": (1.0,)}, "macro.preset: days and level are not of one length"),
    ({"days": (10, 10), "level": (1.0, 2.0)}, "macro.preset.days: does not rise"),
])
def test_lists_made_in_python_are_held_to_the_same(terms: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        simulate(Scenario(macro=Macro(default("macro", "path", **terms))))
