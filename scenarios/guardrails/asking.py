"""Asking a scenario's rules what they would decide. Plain Python: a few questions are not worth loading compiled code."""

from __future__ import annotations

from typing import Any

from sim.facts import Referral
from sim.policy import FRIEND
from sim.rules import catalogue
from sim.scenario import Reward, Scenario
from sim.terms import Choice

AGES = (0, 3_600)


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


def paid_for_others(scenario: Scenario) -> dict[str, Reward]:
    """Return the lines by name that pay one person for another: a referrer or a leader, not the friend herself."""
    return {name: line for name, line in scenario.rewards.items() if line.pay != FRIEND}
