"""Units at the door."""

from __future__ import annotations

import pytest

from scenarios.shapes import Leaf
from scenarios.units import WrongValue, inside, outside
from sim.terms import Term

MONEY = Leaf(Term("money", "a sum", 0.0, 100_000.0), many=False, whole=True)
SHARE = Leaf(Term("share", "a share", 0.0, 1.0), many=False, whole=False)
DAYS = Leaf(Term("days", "a period", 0, 720), many=False, whole=True)
MONTHS = Leaf(Term("months", "a period", 1, 60), many=False, whole=True)
RATE = Leaf(Term("per month", "a rate", 0.0, 0.5), many=False, whole=False)
COUNT = Leaf(Term("count", "heads", 0, 10_000_000), many=False, whole=True)
NUMBER = Leaf(Term("number", "a slope", -10.0, 10.0), many=False, whole=False)
POINTS = Leaf(Term("points", "a score", 300.0, 900.0), many=False, whole=False)
STEPS = Leaf(Term("days", "a period", 90, 180, step=30), many=False, whole=True)
SWITCH = Leaf(Term("switch", "on or off"), many=False, whole=True)
FORM = Leaf(Term("choice", "a form", choices=("cash", "points", "coupon")), many=False, whole=True)


@pytest.mark.parametrize(("leaf", "text", "value"), [
    (MONEY, "50", 5_000), (MONEY, "50 CNY", 5_000), (MONEY, "5 000", 500_000), (MONEY, "1,680 CNY", 168_000),
    (MONEY, "0.29", 29), (MONEY, "12.50CNY", 1_250), (MONEY, "1e3", 100_000), (MONEY, "5\u202f000", 500_000),
    (SHARE, "0.0116", 0.0116), (SHARE, "1.16 %", 0.0116), (SHARE, "1.16%", 0.0116), (SHARE, ".5", 0.5),
    (DAYS, "30", 30), (DAYS, "30 days", 30), (DAYS, "1 day", 1), (DAYS, "3 months", 90), (DAYS, "2 weeks", 14),
    (DAYS, "1.5 months", 45), (DAYS, "1 year", 360), (MONTHS, "6 months", 6), (MONTHS, "2 years", 24),
    (RATE, "0.006", 0.006), (RATE, "0.6 %", 0.006), (RATE, "0.6 % per month", 0.006), (RATE, "0.6 % a month", 0.006),
    (RATE, "0.006 per month", 0.006), (RATE, "0.6%/month", 0.006),
    (COUNT, "20 000", 20_000), (COUNT, "20,000", 20_000), (COUNT, "3.0", 3), (NUMBER, "-3.4", -3.4),
    (POINTS, "570 points", 570.0), (STEPS, "4 months", 120), (SWITCH, "true", True), (SWITCH, "false", False),
    (FORM, "points", 1),
])
def test_what_is_understood(leaf: Leaf, text: str, value: float) -> None:
    assert inside(text, leaf, "CNY") == value
    assert inside(str(outside(value, leaf)).lower(), leaf, "CNY") == value


def test_the_model_holds_whole_numbers_as_such() -> None:
    assert isinstance(inside("50", MONEY, "CNY"), int)
    assert isinstance(inside("1", SHARE, "CNY"), float)


@pytest.mark.parametrize(("leaf", "text", "message"), [
    (MONEY, "50 USD", "'USD' is not a unit of this setting"),
    (MONEY, "1.005", "'1.005' has more than 2 decimals"),
    (MONEY, "100 001", "'100 001' is too high"),
    (MONEY, "-1", "'-1' is too low"),
    (MONEY, "1e999", "'1e999' is too high"),
    (MONEY, "fifty", "'fifty' is not a number"),
    (MONEY, "50 CNY per month", "'CNY per month' is not a unit of this setting"),
    (MONEY, "1,68", "'1,68' is not a number"),
    (MONEY, "0x10", "'x10' is not a unit of this setting"),
    (MONEY, "1_000", "'1_000' is not a number"),
    (MONEY, "1:30", "'1:30' is not a number"),
    (MONEY, "", "'' is not a number"),
    (MONEY, "５０", "'５０' is not a number"),
    (SHARE, "30 weeks", "'weeks' is not a unit of this setting"),
    (SHARE, "116 %", "'116 %' is too high"),
    (SHARE, "0,006", "'0,006' is not a number"),
    (SHARE, ".nan", "'.nan' is not a finite number"),
    (SHARE, "-inf", "'-inf' is not a finite number"),
    (SHARE, "true", "'true' is not a number"),
    (DAYS, "1.5", "'1.5' is not a whole number"),
    (DAYS, "30 %", "'%' is not a unit of this setting"),
    (MONTHS, "90 days", "'days' is not a unit of this setting"),
    (COUNT, "3 payments", "'payments' is not a unit of this setting"),
    (NUMBER, "3 %", "'%' is not a unit of this setting"),
    (STEPS, "100", "'100' is not a multiple of 30"),
    (SWITCH, "yes", "'yes' is not a switch"),
    (SWITCH, "1", "'1' is not a switch"),
    (FORM, "point", "'point' is not a choice: one of cash, points, coupon"),
    (FORM, "1", "'1' is not a choice: one of cash, points, coupon"),
])
def test_what_is_not(leaf: Leaf, text: str, message: str) -> None:
    with pytest.raises(WrongValue) as caught:
        inside(text, leaf, "CNY")
    assert caught.value.message == message


@pytest.mark.parametrize(("leaf", "allowed"), [
    (MONEY, "an amount of money from 0 to 100,000 CNY"), (SHARE, "a share from 0 to 1 (0 % to 100 %)"),
    (DAYS, "whole days from 0 to 720"), (STEPS, "whole days from 90 to 180 in steps of 30"),
    (RATE, "a rate per month from 0 to 0.5 (0 % to 50 %)"), (COUNT, "a whole number from 0 to 10,000,000"),
    (NUMBER, "a number from -10 to 10"), (POINTS, "points from 300 to 900"), (SWITCH, "true or false"),
])
def test_the_hint_says_what_is_allowed(leaf: Leaf, allowed: str) -> None:
    with pytest.raises(WrongValue) as caught:
        inside("rubbish", leaf, "CNY")
    assert caught.value.hint == f"allowed is {allowed}"


@pytest.mark.parametrize(("text", "hint"), [
    ("7.2 % per year", "this rate is set per month: write 0.6 % per month"),
    ("0.072 per year", "this rate is set per month: write 0.006 per month"),
    ("0.02 % a day", "this rate is set per month: write 0.6 % per month"),
])
def test_a_rate_for_another_period_is_refused_with_the_conversion(text: str, hint: str) -> None:
    with pytest.raises(WrongValue) as caught:
        inside(text, RATE, "CNY")
    assert caught.value.hint == hint
