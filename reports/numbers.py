"""Numbers for people: thousands separators, units, and as many digits as they are good for."""

from __future__ import annotations

import math
from collections.abc import Sequence

from experiments.interval import Interval

SIGNIFICANT = 3
FINEST = {"money": 2, "count": 2}
UNDEFINED = "n/a"
SUFFIX = {"share": " %", "per year": " % a year", "per month": " % a month", "per day": " % a day", "days": " days",
          "months": " months", "points": " points"}
PERCENT = ("share", "per year", "per month", "per day")


def figure(value: float, unit: str, currency: str) -> str:
    """Return one number with its unit.

    >>> figure(1234567.8, "money", "CNY"), figure(0.0688, "share", "CNY"), figure(2952, "count", "CNY")
    ('CNY 1,234,568', '6.88 %', '2,952')
    """
    if not math.isfinite(value):
        return UNDEFINED
    return dressed(grouped(scaled(value, unit), places((value,), unit)), unit, currency)


def estimate(value: Interval, unit: str, currency: str) -> str:
    """Return a mean with its interval.

    >>> estimate(Interval(1234.0, 1200.2, 1267.8, 10), "count", "CNY")
    '1,234 (1,200 to 1,268)'
    """
    if value.low is None or value.high is None:
        return figure(value.mean, unit, currency)
    ends = (value.mean, value.low, value.high)
    mean, low, high = (grouped(scaled(each, unit), places(ends, unit)) for each in ends)
    return f"{dressed(mean, unit, currency)} ({low} to {high})"


def plus_minus(value: Interval, unit: str) -> str:
    """Return a mean and half the width of its interval, without a currency; nothing behind a mean that has no width.

    >>> plus_minus(Interval(1234.0, 1200.2, 1267.8, 10), "money"), plus_minus(Interval(0.0, 0.0, 0.0, 10), "share")
    ('1,234 ±34', '0 %')
    """
    if value.low is None or value.high is None or value.low == value.high:
        return figure(value.mean, unit, "").strip()
    digits = places((value.mean, value.low, value.high), unit)
    mean, half = (grouped(scaled(each, unit), digits) for each in (value.mean, (value.high - value.low) / 2.0))
    return f"{mean} ±{half}{SUFFIX.get(unit, '')}"


def difference(value: Interval, unit: str, currency: str) -> str:
    """Return a difference with its sign and interval; shares differ by percentage points.

    >>> difference(Interval(0.012, 0.005, 0.019, 10), "share", "CNY")
    '+1.2 pp (+0.5 to +1.9)'
    """
    if not math.isfinite(value.mean):
        return UNDEFINED
    ends = [end for end in (value.mean, value.low, value.high) if end is not None]
    mean, *bounds = (signed(scaled(end, unit), places(ends, unit)) for end in ends)
    shown = dressed(mean, unit, currency).replace(" %", " pp")
    return f"{shown} ({bounds[0]} to {bounds[1]})" if bounds else shown


def verdict(value: Interval) -> str:
    """Return in a word what a difference comes to.

    >>> verdict(Interval(2.0, 1.0, 3.0, 5)), verdict(Interval(2.0, -1.0, 5.0, 5))
    ('more', 'not decided')
    """
    if value.replications == 0:
        return "undefined"
    if value.low is None:
        return "one replication"
    if value.low == value.high == 0.0:
        return "the same"
    return ("more" if value.mean > 0.0 else "less") if value.decided else "not decided"


def scaled(value: float, unit: str) -> float:
    """Return a value as it is shown: shares and rates in percent."""
    return 100.0 * value if unit in PERCENT else value


def grouped(value: float, digits: int) -> str:
    """Return a number with thousands separators; zero has no sign. Negative ``digits`` round to tens, hundreds, ..."""
    return f"{round(value, digits):z,.{max(digits, 0)}f}"


def signed(value: float, digits: int) -> str:
    """Return a number with thousands separators and its sign; zero has none."""
    shown = grouped(value, digits)
    return f"+{shown}" if value > 0.0 and any(digit in shown for digit in "123456789") else shown


def rounded_money(amount: float, currency: str) -> str:
    """Return an amount of money in words, with two significant digits.

    >>> rounded_money(1_651_819.0, "CNY"), rounded_money(9_960.0, "CNY"), rounded_money(312.0, "CNY")
    ('CNY 1.7 million', 'CNY 10,000', 'CNY 310')
    """
    rough = round(amount, 1 - magnitude(amount))
    return f"{currency} {rough / 1e6:,.10g} million" if rough >= 1e6 else f"{currency} {rough:,.10g}"


def dressed(number: str, unit: str, currency: str) -> str:
    """Return a number with its unit, as one writes it."""
    return f"{currency} {number}" if unit == "money" else number + SUFFIX.get(unit, "")


def places(values: Sequence[float], unit: str) -> int:
    """Return how many decimals show a number, or a mean and its interval, with the digits they are good for.

    Three significant digits and whole units of money; of an interval, two or three digits of its width.
    """
    shown = [scaled(value, unit) for value in values]
    largest, width = max(map(abs, shown)), max(shown) - min(shown)
    if width > 0.0:
        size = magnitude(width)
        return min(max(1 - size, min(2 - size, 0)), FINEST.get(unit, 6))
    if unit == "money" or unit == "count" and largest == round(largest):
        return 0 if largest == round(largest) or largest >= 1_000 else 2
    return min(max(SIGNIFICANT - 1 - magnitude(largest), 0), FINEST.get(unit, 6)) if largest else 0


def magnitude(value: float) -> int:
    """Return the power of ten of the first digit; that of one for zero."""
    return math.floor(math.log10(value)) if value > 0.0 else 0
