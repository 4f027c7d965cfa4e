"""Months as files write them: 2005-04, 200504, 30.04.2005, Apr 2005, 2005年4月, or plain numbers in order."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

YEAR = 12
FIRST = 1900 * YEAR
"""Numbers of months from here on are of the calendar; below, they are numbers that a file counts with."""
DAY_FIRST, MONTH_FIRST = "day first", "month first"
NAMES = {name: number for number, names in enumerate((
    "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august", "sep sept september",
    "oct october", "nov november", "dec december"), 1) for name in names.split()}
YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]?\s*(\d{1,2})(?:月?|[-/.月]\s*\d{1,2}日?)(?:[T ].*)?")
PACKED = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])(?:[0-3]\d)?(?:\.0)?")
MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
OF_DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d\d)(?:[T ].*)?")
IN_WORDS = re.compile(r"(?:\d{1,2}[-\s.]+)?([A-Za-z]{3,9})[-\s.,]*(\d{4}|\d\d)|(\d{4})[-\s]*([A-Za-z]{3,9})")
WHOLE = re.compile(r"-?\d{1,4}(?:\.0)?")


def month(text: str, order: str | None) -> int | None:
    """Return the number of the month that a text says, counted from the year 0; a plain number is itself; None for none.

    ``order`` says of 4/5/2005 which of day and month stands first.

    >>> [month(text, None) - 2005 * 12 for text in ("2005-04-30", "200504", "Apr-05", "2005年4月", "04/2005")]
    [3, 3, 3, 3, 3]
    >>> month("7", None), month("April", None), month("30.04.2005", "day first") - 2005 * 12
    (7, None, 3)
    """
    text = text.strip()
    if found := PACKED.fullmatch(text):
        return numbered(int(found[1]), int(found[2]))
    if WHOLE.fullmatch(text):
        return int(float(text))
    if found := YEAR_FIRST.fullmatch(text):
        return numbered(int(found[1]), int(found[2]))
    if found := MONTH_YEAR.fullmatch(text):
        return numbered(int(found[2]), int(found[1]))
    if found := OF_DAY.fullmatch(text):
        return numbered(full(found[3]), int(found[2 if order == DAY_FIRST else 1]))
    if found := IN_WORDS.fullmatch(text):
        return numbered(full(found[2] or found[3]), NAMES.get((found[1] or found[4]).lower(), 0))
    return None


def numbered(year: int, of_year: int) -> int | None:
    """Return the number of a month, None where there is no such month."""
    return year * YEAR + of_year - 1 if 1 <= of_year <= YEAR else None


def full(year: str) -> int:
    """Return a year, which may be written with two digits.

    >>> full("05"), full("98"), full("2005")
    (2005, 1998, 2005)
    """
    return int(year) + (0 if len(year) == 4 else 2000 if int(year) < 70 else 1900)


def order_of(texts: Iterable[str]) -> str | None:
    """Return which of day and month stands first in dates such as 4/5/2005: none is a thirteenth month.

    >>> order_of(["04/05/2005", "31/05/2005"]), order_of(["04/05/2005"]), order_of(["2005-04"])
    ('day first', None, 'day first')
    """
    found = [each for each in map(OF_DAY.fullmatch, texts) if each]
    if not found or any(int(each[1]) > YEAR for each in found) or any("." in each[0][:3] for each in found):
        return DAY_FIRST
    return MONTH_FIRST if any(int(each[2]) > YEAR for each in found) else None


def name(number: int) -> str:
    """Return a month as it is written in messages.

    >>> name(2005 * 12 + 3), name(7)
    ('2005-04', 'month 7')
    """
    return f"{number // YEAR}-{number % YEAR + 1:02d}" if number >= FIRST else f"month {number}"


def this() -> int:
    """Return the number of the month that it is today."""
    today = dt.datetime.now(tz=dt.UTC)
    return today.year * YEAR + today.month - 1
