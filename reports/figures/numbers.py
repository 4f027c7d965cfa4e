"""The numbers of a figure: series with intervals, and the same as a table beside it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from experiments.interval import Interval
from reports import numbers
from reports.document.blocks import Series, Table
from reports.words import Words

SCALED = {"share": 100.0, "per year": 100.0}
"""Shares are drawn in percent."""


def series(name: str, x: Sequence[float | str], found: Sequence[Interval], unit: str = "count",
           least: float = -math.inf) -> Series:
    """Return estimates as a series, shares in percent and within 0 and 100; without bounds where none of them has any.

    No bound lies below ``least``.
    """
    y = [SCALED.get(unit, 1.0) * each.mean for each in found]
    if all(each.low is None for each in found):
        return Series(name, x, y)
    ends = ([each.mean if each.low is None else each.low for each in found],
            [each.mean if each.high is None else each.high for each in found])
    least, most = (0.0, 100.0) if unit == "share" else (least, math.inf)
    low, high = ([min(max(SCALED.get(unit, 1.0) * end, least), most) for end in side] for side in ends)
    return Series(name, x, y, low, high)


def across(words: Words, caption: str, first: str, x: Sequence[str], columns: Sequence[tuple[str, Sequence[Interval], str]],
           currency: str = "", note: str = "") -> Table:
    """Return a table with a row for each x and a column of estimates, each with its unit, for each series."""
    rows = [[name, *(words.estimate(found[at], unit, currency) for _, found, unit in columns)] for at, name in enumerate(x)]
    return Table(caption, [first, *(head for head, _, _ in columns)], rows, [False, *(True for _ in columns)], note)


def percent(words: Words, share: float, digits: int = 0) -> str:
    """Return a share in percent with so many decimals."""
    return words.dressed(f"{100.0 * share:.{digits}f}", "share", "")


def plus_minus(words: Words, value: Interval, unit: str) -> str:
    """Return a mean and half the width of its interval; money without its currency."""
    text = numbers.plus_minus(value, unit)
    return text if unit == "money" else words.dressed(text.removesuffix(numbers.SUFFIX.get(unit, "")), unit, "")


def half_of(value: Interval) -> float:
    """Return half the width of an interval; 0 where there is none."""
    return 0.0 if value.low is None or value.high is None else (value.high - value.low) / 2.0


def listed(words: Words, items: Iterable[str]) -> str:
    """Return items one after the other, as in a sentence."""
    return words.say("; ").join(items)


def labelled(words: Words, name: str, told: str) -> str:
    """Return a name with what is told of it."""
    return words.say("{name}: {told}", name=name, told=told)


def paired(words: Words, names: Iterable[str], told: Iterable[str]) -> str:
    """Return names with what is told of each, as in a sentence."""
    return listed(words, (words.say("{name} {told}", name=name, told=each) for name, each in zip(names, told, strict=True)))


def estimates(words: Words, found: Mapping[str, Interval], unit: str, currency: str = "") -> str:
    """Return names with their means and intervals, as in a sentence."""
    return paired(words, found, (words.estimate(each, unit, currency) for each in found.values()))


def last(values: Sequence[float]) -> float:
    """Return the last value that is a number, if any is.

    >>> last([1.0, 2.0, float("nan")])
    2.0
    """
    return next((value for value in reversed(values) if math.isfinite(value)), math.nan)
