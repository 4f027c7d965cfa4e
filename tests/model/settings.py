"""Short ways to say which world a test wants."""

from __future__ import annotations

from typing import Any

from sim.scenario import Reward, Scenario, default

NEVER, ALWAYS = 1e-12, 1.0 - 1e-12


def changed(scenario: Scenario, **settings: Any) -> Scenario:
    """Return a scenario with other settings; ``behaviour__invite=...`` is the setting ``invite`` of ``behaviour``."""
    for path, value in settings.items():
        group, _, name = path.partition("__")
        new = getattr(scenario, group)._replace(**{name: value}) if name else value
        scenario = scenario._replace(**{group: new})
    return scenario


def everybody_approved() -> dict[str, Any]:
    """Settings under which every application is approved."""
    return {
        "credit__approve": default("approve", cut_off=300.0, thin_cut_off=300.0),
        "credit__fraud_check": default("fraud_check", hit_rate=0.0, false_alarms=0.0),
        "behaviour__intent": default("intent", share=0.0),
    }


def nobody_moves() -> dict[str, Any]:
    """Settings under which nobody comes, invites, buys, misses a payment or leaves, unless a test says so."""
    return {
        "population__launch": 0.0,
        "behaviour__arrive": default("arrive", innovation=0.0, imitation=0.0),
        "behaviour__invite": default("invite", altruism=0.0, pull=0.0),
        "behaviour__activate": default("activate", rate=0.0),
        "behaviour__shop": default("shop", rate=0.0),
        "behaviour__hardship": default("hardship", hazard=0.0),
        "behaviour__attrite": default("attrite", hazard=0.0),
    }


def always_pay(**terms: float) -> Any:
    """Return a rule of repayment by which everybody pays in full, or as the terms given say."""
    rates = dict.fromkeys(("c_to_m1", "m1_to_m2", "m2_to_m3", "m3_to_m4", "m4_to_m5", "m5_to_m6", "m6_to_m7"), 0.0)
    slopes = dict.fromkeys(("theta_slope", "burden_slope", "utilisation_slope", "hardship", "enforcement"), 0.0)
    partial = dict.fromkeys(("minimum_share", "partial_stay", "partial_back"), 0.0)
    return default("repay", **{**rates, **slopes, **partial, **terms})


def crowd(persons: int = 120, days: int = 150, **settings: Any) -> Scenario:
    """Return a dense, busy little world: half of all apply at the launch, invitations fly, most things are bought."""
    busy = {
        **everybody_approved(),
        "population__launch": 0.5,
        "network__kind": 1,
        "behaviour__invite": default("invite", altruism=2.0, fatigue=0.0),
        "behaviour__respond": default("respond", base=-1.0),
        "behaviour__activate": default("activate", rate=6.0),
        "behaviour__shop": default("shop", rate=8.0),
        "rewards": {
            "referrer": Reward(pay=0, amount=default("amount", pay=5_000)),
            "friend": Reward(pay=1, amount=default("amount", pay=2_000)),
        },
    }
    return changed(Scenario(name="crowd", persons=persons, days=days), **{**busy, **settings})
