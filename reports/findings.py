"""What guardrails find and what settings are, told apart into a pattern and values, so that it can be said in another language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

CURRENCIES = ("CNY", "USD", "EUR", "GBP")
VALUES = (
    "{number} %", "{number} % per year", "{number} % per month", "{number} % per day",
    "{number} per year", "{number} per month", "{number} per day", "{number} days", "{number} months", "{number} points",
    *(f"{{number}} {currency}" for currency in CURRENCIES),
)
"""Values of settings, as they are written in a file."""

PATTERNS = (
    "{value} (with {layers})",
    "not offered there (compliance.{region}: false)",
    "a leader earns on what friends of friends bring: {shares}",
    "{share} % of rewards {level} levels below",
    "a leader up to {levels} levels above the friend is paid",
    "friends of friends count towards a leader's {gain}",
    "a later friend pays {times}",
    "up to {times} times as much as the first",
    "{levels} levels of pay, the payee's own counted",
    "{levels} levels of pay, the payee's own counted; their persons not simulated",
    ("{levels} levels of pay, the payee's own counted; {participants} persons in trees of {least} levels or more, "
     "at most {most} with one payee (most of {runs} simulated runs of {persons} persons and {days} days)"),
    "taking part costs {amount} {currency}",
    "purchases of one's own raise what one is paid (tier {tier})",
    "a friend must have bought something ({rule})",
    "a paid-in right, and pay without a purchase by the friend ({lines})",
    "{charge}, above 24 %",
    "{name}: {annual} a year on average, above 20 %",
    "at most {charge}; {name}: {annual} on average",
    "{name}: {annual} a year nominal, {effective} effective",
    "lower {setting}",
    "declared to be shown: {charges}",
    "not each shown by itself with its annual rate: {charges}",
    "{name} over {months} months",
    "{months} instalments",
    "the score uses no social data (rule {rule})",
    "ask each applicant for a consent of its own, {otherwise}",
    "state the purpose, {otherwise}",
    "social data with separate consent, for this purpose: {purpose}",
    "an application with {points} points and no income is approved",
    "{limit}, in persistent debt too",
    "{limit}, unasked",
    "tier {tier} multiplies the limit by {times}",
    "reward line {line} is paid in credit limit",
    "{first}, {others}",
    "{name} {number} %",
    *VALUES,
)
"""What the guardrails say with values in it; the first that fits counts."""

OWN = ("currency", "layers", "line", "lines", "purpose", "region", "rule", "setting", "tier")
"""Values that are the user's own words, or names in his file."""

NUMBERS = ("amount", "days", "least", "level", "levels", "months", "most", "number", "participants", "persons", "points", "runs",
           "share")
"""Values that are numbers."""
NUMBER = r"-?\d[\d,.]*"


def apart(text: str) -> tuple[str, Mapping[str, str]]:
    """Return the pattern of a finding and its values; the text itself and none where it has no pattern.

    >>> apart("lower product.late_fee")
    ('lower {setting}', {'setting': 'product.late_fee'})
    """
    for pattern in PATTERNS:
        if found := expression(pattern).fullmatch(text):
            return pattern, found.groupdict()
    return text, {}


@cache
def expression(pattern: str) -> re.Pattern[str]:
    """Return the regular expression of a pattern."""
    def hole(found: re.Match[str]) -> str:
        return rf"(?P<{found[1]}>{NUMBER if found[1] in NUMBERS else '.+?'})"

    return re.compile(re.sub(r"\\{(\w+)\\}", hole, re.escape(pattern)))
