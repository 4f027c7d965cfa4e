"""Asking a scenario's rules what they would decide. Plain Python: a few questions are not worth loading compiled code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sim.facts import Earning, Referral
from sim.policy import FRIEND
from sim.rules import catalogue
from sim.scenario import Reward, Scenario
from sim.terms import Choice

AGES = (0, 3_600)
CNY_1_000 = 100_000
FIRST = 100


def ask(decision: str, choice: Choice, facts: Any, *luck: float) -> Any:
    """Return what the rule chosen for a decision answers.

    >>> from sim.facts import TeamReward
    >>> from sim.scenario import default
    >>> ask("override", default("override"), TeamReward(amount=10_000, level=2))
    1000
    """
    function = catalogue()[decision][choice.rule].function
    return getattr(function, "py_func", function)(facts, choice.terms, *luck)


def needs_purchase(line: Reward) -> bool:
    """Tell whether a reward is not to be had by a friend who never buys, however long she stays."""
    idle = (Referral(days_open=age, purchases=0, spent=0, on_time=0, bucket=0) for age in AGES)
    return not any(ask("trigger", line.when, friend) for friend in idle)


def counts(choice: Choice) -> Iterator[int]:
    """Yield the counts at which a rule may change its mind: 0 to 100, and those around its own numbers."""
    own = [number for term in choice.terms for number in (term if isinstance(term, tuple) else (term,))]
    yield from sorted({*range(FIRST + 1), *(int(number) + step for number in own for step in (-1, 0, 1) if number >= 1)})


def reward(line: Reward, count: int) -> int:
    """Return what a friend of typical spending pays who is the ``count``-th."""
    return int(ask("amount", line.amount, Earning(count, CNY_1_000)))


def most(line: Reward) -> int:
    """Return the most that a friend of typical spending pays, whichever of those who are paid for she is."""
    return max(reward(line, count) for count in counts(line.amount) if 1 <= count <= line.cap_count)


def paid_for_others(scenario: Scenario) -> dict[str, Reward]:
    """Return the lines by name that pay one person something for another: a referrer or a leader, not the friend herself."""
    return {name: line for name, line in scenario.rewards.items() if line.pay != FRIEND and most(line) > 0}
