"""Short ways to say which world a test wants."""

from __future__ import annotations

from typing import Any

from sim.scenario import Difference, Portrait, Reward, Scenario, default

NEVER, ALWAYS = 1e-12, 1.0 - 1e-12


def changed(scenario: Scenario, **settings: Any) -> Scenario:
    """Return a scenario with other settings; ``behaviour__invite=...`` is the setting ``invite`` of ``behaviour``."""
    for path, value in settings.items():
        group, _, name = path.partition("__")
        new = getattr(scenario, group)._replace(**{name: value}) if name else value
        scenario = scenario._replace(**{group: new})
    return scenario


def varied(scenario: Scenario) -> Scenario:
    """Return a scenario of three portraits under which most things differ by portrait, tier or channel.

    It takes one with tiers, a team plan, and the lines "referrer" and "friend".
    """
    return scenario._replace(
        network=scenario.network._replace(alike=0.5),
        portraits={
            "young": Portrait(share=0.3, ties=2.0, changes={
                "population.income_median": 250_000, "population.thin_file": 0.7, "population.theta_mean": -0.3,
                "behaviour.shop.rate": 6.0, "behaviour.friends_at_once": 5, "behaviour.repay.c_to_m1": 0.03}),
            "hunters": Portrait(share=0.2, changes={
                "population.deal_mean": 1.0, "behaviour.invite.altruism": 1.5, "behaviour.arrive.innovation": 0.2}),
            "others": Portrait(share=0.5),
        },
        differ={
            "young": Difference(portrait="young", changes={
                "credit.first_limit.ceiling": 200_000, "rewards.referrer.hold": 20, "product.instalment_fee": 0.002}),
            "hunters": Difference(portrait="hunters", changes={
                "rewards.referrer.form": 1, "rewards.referrer.when": default("trigger", "on_time_payments", payments=1),
                "rewards.referrer.cap_count": 2, "credit.approve.cut_off": 590.0}),
            "silver": Difference(tier=scenario.tiers[0].name, changes={
                "rewards.referrer.amount.pay": 9_000, "rewards.referrer.hold": 5, "team.override.share": 0.5}),
            "invited": Difference(channel=2, changes={
                "rewards.friend.amount.pay": 4_000, "rewards.friend.when": default("trigger", "approved"),
                "credit.charge_off.days": 120}),
        },
    )


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
