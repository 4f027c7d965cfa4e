"""Small searches whose truth is planted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from experiments.claims.planted import Formulas
from experiments.search.plan import Plan, plan
from experiments.search.searching import Searched, searched
from sim.scenario import Scenario

Simple = Callable[[Scenario, np.random.Generator], Mapping[str, float]]
PAY, CUT = "rewards.referrer.amount.pay", "credit.approve.cut_off"
STUDY: Mapping[str, Any] = {
    "study": "search", "scenario": "cash_for_invites", "set": {"persons": 300, "days": 30},
    "vary": {PAY: {"from": 0, "to": 100, "step": 5}}, "maximise": "profit", "trials": 40, "candidates": 20,
}


def laboratory(formula: Simple) -> Formulas:
    """A laboratory in which every design has luck of its own."""
    return Formulas(lambda scenario, own, _: formula(scenario, own))


def pay(scenario: Scenario) -> float:
    """What the referrer is paid, in currency units."""
    return float(scenario.rewards["referrer"].amount.terms.pay) / 100


def planned(**changes: Any) -> Plan:
    return plan({**STUDY, **changes})


def searched_by(formula: Simple, **changes: Any) -> Searched:
    return searched(planned(**changes), laboratory(formula))
