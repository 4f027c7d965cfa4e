"""What enterprise loans must show: commissions, claw-backs, grades and discounts, each an effect with its interval."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from experiments.claims.claim import Check, Claim, Setting, each, more, ratio
from experiments.interval import interval
from experiments.interval import ratio as ratio_of_means
from sim.result import Result

SHARE, TAKEN = "rewards.commission.amount.share", "rewards.commission.claw_back"
COMMISSION = ("{when: disbursed, amount: {rule: share_disbursed, share: 0.8 %, most: 20 000 CNY}, loans: 3, hold: 90 days, "
              "claw_back: {rule: early_default, within: 360 days, bucket: 1, share: 50 %}}")
"""That of ``enterprise_referral``."""


def book(name: str, *changes: str) -> Setting:
    """Return a scenario of enterprises with some settings changed, at a size at which its effects clear the noise."""
    return Setting(name, changes, persons=20_000)


def base() -> Iterator[Claim]:
    """E1: the plain book lies where the evidence says."""
    plain = Setting("enterprise_base", persons=40_000, replications=16)
    npl = interval(each(plain, "npl_ratio"))
    yield Claim("E1", "enterprise loans: NPL near 2.3 % of the balance (MYbank 2024)", npl, 0.017, 0.029, "share")


def commission() -> Iterator[Claim]:
    """E2: a commission brings enterprises; a larger one brings more, and costs what it says."""
    at = {share: book("enterprise_referral", f"{SHARE}={share}") for share in (0.003, 0.008, 0.03)}
    plain = book("enterprise_base")
    for text, more_paid, less_paid in (("0 -> 0.8 %", at[0.008], plain), ("0.3 -> 0.8 %", at[0.008], at[0.003]),
                                       ("0.8 -> 3 %", at[0.03], at[0.008])):
        brought = ratio(more_paid, less_paid, "referred_accounts")
        yield Claim("E2", f"commission {text}: more referred enterprises", brought, 1.0, np.inf, "x")
    yield Claim("E2", "... and, at 3 %, less profit", more(at[0.03], at[0.008], "profit"), -np.inf, 0.0, "CNY")


def claw_back() -> Iterator[Claim]:
    """E3: what a claw-back recovers."""
    taken, kept = book("enterprise_referral"), book("enterprise_referral", f"{TAKEN}=never")
    yield Claim("E3", "half lost at the first default: commission cost falls", ratio(taken, kept, "reward_cost"), 0.0, 1.0, "x")
    saved = each(kept, "reward_cost") - each(taken, "reward_cost")
    back = each(taken, recovered) - each(kept, recovered)
    yield Claim("E3", "... by what is taken back", interval(saved - back), -1.0, 1.0, "CNY")


def recovered(run: Result) -> float:
    """Return what was taken back of commissions, in currency units."""
    return float(run.tables["payouts"]["taken_back"].sum())


def graded() -> Iterator[Claim]:
    """E4: grades and tiers against one rate and one line, under the same commission."""
    flat = book("enterprise_referral")
    money = ("rewards.lower_rate=null", "rewards.larger_line=null", f"rewards.commission={COMMISSION}")
    by_grade = book("enterprise_graded", *money)
    yield Claim("E4", "graded against flat: more is disbursed", ratio(by_grade, flat, "disbursed"), 1.0, np.inf, "x")
    yield Claim("E4", "... with less of it non-performing", more(by_grade, flat, "npl_mean"), -np.inf, 0.0, "share")
    yield Claim("E4", "... at a lower rate", more(by_grade, flat, "average_rate"), -np.inf, 0.0, "per year")


def discount() -> Iterator[Claim]:
    """E5: a rate discount costs the interest that it takes off, and no more, where nobody does anything else for it."""
    still = ("behaviour.invite.pull=0", "behaviour.whom.opening=0", "behaviour.repay.burden_slope=0",
             "behaviour.repay.enforcement=0", "rewards.larger_line=null")
    lower = book("enterprise_graded", *still)
    none = book("enterprise_graded", *still, "rewards.lower_rate=null")
    lost = each(none, "interest_income") - each(lower, "interest_income")
    share = ratio_of_means(lost, each(lower, "interest_forgone"))
    yield Claim("E5", "a rate discount: interest lost over interest forgone as counted", share, 0.9, 1.1, "x")


CLAIMS = (
    Check("E1", base, 6), Check("E2", commission, 9), Check("E3", claw_back, 5), Check("E4", graded, 4), Check("E5", discount, 6),
)
