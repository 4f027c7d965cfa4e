"""Each reader is spoken to in her language: the same numbers, written as she writes them; her own words stay hers."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.interval import Interval
from reports import numbers
from reports.words import LANGUAGES, NO_BREAK, Words
from scenarios import load, names
from scenarios.guardrails import check
from sim.terms import UNITS

units = st.sampled_from([*UNITS, "ratio", "name"])
values = st.floats(-1e9, 1e9, allow_nan=False)
ENGLISH = re.compile(r"\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\b")


def plain(text: str) -> str:
    return text.replace(NO_BREAK, " ")


@given(values, units)
def test_english_numbers_are_those_of_the_terminal(value, unit):
    english, around = Words("en"), Interval(value, value - 1.5, value + 2.0, 10)
    assert english.figure(value, unit, "CNY") == numbers.figure(value, unit, "CNY")
    assert english.estimate(around, unit, "CNY") == numbers.estimate(around, unit, "CNY")
    assert english.difference(around, unit, "CNY") == numbers.difference(around, unit, "CNY")
    assert english.rounded_money(abs(value), "CNY") == numbers.rounded_money(abs(value), "CNY")


@given(values, units)
def test_all_languages_show_the_same_digits(value, unit):
    around = Interval(value, value - 1.5, value + 2.0, 10)
    digits = {tuple(re.findall(r"[+-]?[\d,.]+", Words(language).difference(around, unit, "CNY"))) for language in LANGUAGES}
    assert len(digits) == 1


@pytest.mark.parametrize(("value", "unit", "shown"), [
    (2952.0, "count", "2,952"), (1234567.89, "money", "1,234,568 元"), (-2264.4, "money", "-2,264 元"),
    (0.24509, "share", "24.5%"), (0.0688, "per year", "年化 6.88%"), (0.0005, "per day", "每日 0.0500%"),
    (0.008, "per month", "每月 0.800%"), (198.17, "days", "198 天"),
    (7.5, "months", "7.50 个月"), (620.0, "points", "620 分"), (0.379742, "ratio", "0.380"), (float("nan"), "money", "无数据"),
])
def test_a_chinese_reader_finds_her_units(value, unit, shown):
    assert plain(Words("zh").figure(value, unit, "CNY")) == shown


@pytest.mark.parametrize(("amount", "currency", "english", "chinese"), [
    (312.0, "CNY", "CNY 310", "310 元"), (9_960.0, "CNY", "CNY 10,000", "1 万元"), (84_900.0, "USD", "USD 85,000", "8.5 万美元"),
    (1_651_819.0, "CNY", "CNY 1.7 million", "170 万元"), (99_600_000.0, "CNY", "CNY 100 million", "1 亿元"),
    (0.0, "EUR", "EUR 0", "0 欧元"),
])
def test_large_sums_are_counted_by_the_languages_own_steps(amount, currency, english, chinese):
    assert Words("en").rounded_money(amount, currency) == english
    assert plain(Words("zh").rounded_money(amount, currency)) == chinese


def test_a_mean_without_an_interval_has_none_in_any_language():
    alone = Interval(0.0512, None, None, 1)
    assert [Words(language).estimate(alone, "share", "CNY") for language in LANGUAGES] == ["5.12 %", "5.12%"]
    assert [plain(Words(language).difference(alone, "share", "CNY")) for language in LANGUAGES] == ["+5.12 pp", "+5.12 个百分点"]


def test_shipped_titles_are_translated_and_a_users_own_stay():
    shipped, own = load("cash_for_invites").title, "Spring push {2027}"
    assert [Words(language).term(shipped) for language in LANGUAGES] == ["Cash for invites", "邀请返现"]
    assert [Words(language).term(own) for language in LANGUAGES] == [own, own]
    assert [Words(language).scheme("mine") for language in LANGUAGES] == ["Mine", "Mine"]


def test_chinese_lines_break_before_an_interval_and_not_within_a_number():
    shown = Words("zh").estimate(Interval(-2079.0, -2391.0, -1767.0, 8), "money", "CNY")
    assert shown.split("（") == [f"-2,079{NO_BREAK}元", f"-2,391{NO_BREAK}至{NO_BREAK}-1,767）"]


def test_chinese_counts_in_one_form_and_english_in_two():
    assert [Words("en").count("{number} replication", "{number} replications", many) for many in (1, 1_200)] == [
        "1 replication", "1,200 replications"]
    assert [Words("zh").count("{number} replication", "{number} replications", many) for many in (1, 1_200)] == [
        "1 次重复模拟", "1,200 次重复模拟"]


def test_nothing_said_is_nothing():
    assert [Words(language).term("") for language in LANGUAGES] == ["", ""]


@pytest.mark.parametrize("name", names())
def test_what_guardrails_find_is_said_in_chinese(name):
    abroad = {"compliance.uk": True, "compliance.eu": True, "compliance.us": True, "compliance.joining_fee": 20}
    for each in (*check(load(name)), *check(load(name, abroad))):
        for text in (each.value, each.cure):
            assert not ENGLISH.search(Words("zh").finding(text)), text
            assert Words("en").finding(text) == text
