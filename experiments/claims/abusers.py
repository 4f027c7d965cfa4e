"""Reward abusers: where rings come and what they take, what keeps them out, and what that costs the honest."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from experiments.claims.claim import Check, Claim, Setting, each, more, ratio
from experiments.interval import Interval, interval
from experiments.interval import ratio as ratio_of_means
from sim.result import Result

PERSONS, DAYS, CAP = 20_000, 540, 5
DETECTION = "credit.fraud_detection={rule: pattern, crowd: 3, hit_rate: 40 %}"


def setting(name: str, *changes: str) -> Setting:
    """Return a scenario with changes, at a size at which some ten organisers think about a ring."""
    return Setting(name, changes, PERSONS, DAYS, 16)


def deep_rewards() -> Iterator[Claim]:
    """Deep rewards without caps, paid at approval, draw rings."""
    deep = setting("abused_growth")
    greedy = interval(each(deep, "ring_reward_share") - each(deep, share_of_accounts))
    yield Claim("A1", "deep uncapped rewards: rings take a larger part of the rewards than they are of the accounts", greedy,
                0.0, np.inf, "share")
    yield Claim("A1", "... and gain by it, their identities paid", interval(each(deep, "ring_gain")), 0.0, np.inf, "CNY")
    twice = setting("abused_growth", "abuse.bust_out=40 %")
    yield Claim("A1", "twice as many of their accounts bust out: twice the loss", ratio(twice, deep, "bust_out_loss"),
                1.5, 2.5, "x")
    half = setting("abused_growth", "rewards.referrer.amount=50", "rewards.friend.amount=30")
    yield Claim("A1", "rewards half as large: fewer rings", more(half, deep, "rings_entered"), -np.inf, 0.0, "rings")


def share_of_accounts(run: Result) -> float:
    """Return the share of ring accounts among those that were opened."""
    return float((run.tables["accounts"]["channel"] == "ring").mean())


def guarded() -> Iterator[Claim]:
    """Rewards that are late, capped, held and below the price of an account draw none, and would not pay for one."""
    scheme, forced = setting("guarded_growth"), setting("guarded_growth", "behaviour.organise=reckless")
    yield Claim("A2", "guarded rewards: no organiser opens a ring", interval(each(scheme, "rings_entered")), -0.5, 0.5, "rings")
    yield Claim("A2", "... and organisers who come all the same lose", interval(each(forced, "ring_gain")), -np.inf, 0.0, "CNY")
    unchecked = setting("guarded_growth", "behaviour.organise=reckless", "credit.identity_check=skipped",
                        "credit.velocity=unlimited", "credit.fraud_detection=skipped")
    yield Claim("A2", "... even where nobody checks or looks", interval(each(unchecked, "ring_gain")), -np.inf, 0.0, "CNY")


def false_positives() -> Iterator[Claim]:
    """Tools against fraud turn honest people away."""
    few, many = (setting("guarded_growth", f"credit.identity_check.false_alarms={share} %",
                         f"credit.identity_check.thin_alarms={share} %") for share in (1, 5))
    yield Claim("A3", "false alarms of the identity check 1 -> 5 %: more honest applicants refused",
                more(many, few, "honest_refused"), 0.0, np.inf, "applicants")
    yield Claim("A3", "... and fewer accounts", more(many, few, "activated_accounts"), -np.inf, 0.0, "accounts")


def detection() -> Iterator[Claim]:
    """Looking for rings pays while a look costs less than what it saves."""
    watched, unwatched = setting("abused_growth", DETECTION), setting("abused_growth")
    yield Claim("A4", "a monthly look at rings under deep rewards: bust-out loss falls",
                more(watched, unwatched, "bust_out_loss"), -np.inf, 0.0, "CNY")
    yield Claim("A4", "... what a look may cost before it eats what it saves", break_even(watched, unwatched), 30.0, np.inf, "CNY")


def break_even(watched: Setting, unwatched: Setting, cost: float = 30.0) -> Interval:
    """Return the profit that looking adds, its own cost left aside, over the number of looks."""
    spent = each(watched, "fraud_check_cost")
    return ratio_of_means(each(watched, "profit") + spent - each(unwatched, "profit"), spent / cost)


def fill_the_cap() -> Iterator[Claim]:
    """A5: rings fill up to the cap when there is one."""
    capped = setting("abused_growth", f"rewards.referrer.cap_count={CAP}", "team.depth=0")
    yield Claim("A5", f"a cap of {CAP}: ring accounts that invite stand at it, more often than honest referrers",
                interval(each(capped, lambda run: at_cap(run, True) - at_cap(run, False))), 0.0, 1.0, "share")


def at_cap(run: Result, rings: bool) -> float:
    """Return the share at or above the cap, among accounts that have brought somebody, in rings or not."""
    accounts = run.tables["accounts"]
    brought = accounts["friends"][(accounts["friends"] > 0) & ((accounts["channel"] == "ring") == rings)]
    return float((brought >= CAP).mean())


CLAIMS = (
    Check("A1", deep_rewards, 10), Check("A2", guarded, 6), Check("A3", false_positives, 4), Check("A4", detection, 3),
    Check("A5", fill_the_cap, 3),
)
