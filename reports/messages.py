"""Messages short enough to be read at a glance."""

from __future__ import annotations

import math
from collections.abc import Mapping

from experiments.interval import Interval

MOST_WORDS, MOST_SIGNS = 10, 78
"""Words of a language that parts them, a number and its % being one; signs of any."""


def kept(message: str, otherwise: str) -> str:
    """Return a message if it is short enough and makes sense, or else the other one.

    >>> kept("Ten percent is 10 %", "?"), kept("It is nan times as many", "?")
    ('Ten percent is 10 %', '?')
    """
    words = message.replace(" %", "%").split()
    short = len(words) <= MOST_WORDS and len(message) <= MOST_SIGNS
    return message if short and not {"inf", "nan", "n/a"} & set(words) else otherwise


def named(scenario: str) -> str:
    """Return a scenario's name as words.

    >>> named("cash_for_invites")
    'Cash for invites'
    """
    words = scenario.replace("_", " ")
    return words[:1].upper() + words[1:]


def decided_most(differences: Mapping[str, Interval], sign: float = 1.0) -> str | None:
    """Return the name whose difference lies furthest above zero (below it for ``sign`` -1) beyond doubt, or None."""
    beyond = {name: sign * each.mean for name, each in differences.items() if each.decided and sign * each.mean > 0.0}
    return max(beyond, key=beyond.__getitem__) if beyond else None


def direction(difference: Interval) -> int:
    """Return 1 or -1 where a difference is surely above or below zero, 0 where that is not decided.

    >>> direction(Interval(2.0, 1.0, 3.0, 5)), direction(Interval(2.0, -1.0, 5.0, 5)), direction(Interval(2.0, None, None, 1))
    (1, 0, 0)
    """
    return int(math.copysign(1, difference.mean)) if difference.decided else 0


def inside(text: str) -> str:
    """Return a name as it stands inside a sentence; abbreviations stay as they are.

    >>> inside("Net charge-off"), inside("CAC"), inside("K factor")
    ('net charge-off', 'CAC', 'K factor')
    """
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def headed(text: str) -> str:
    """Return a text as it begins a sentence.

    >>> headed("pay for repayment")
    'Pay for repayment'
    """
    return text[:1].upper() + text[1:]
