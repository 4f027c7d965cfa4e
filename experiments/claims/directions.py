"""What the model must show: directional tests D1 to D8, each an effect with its interval.

Every effect is paired: the same people under the same luck, with and without the change.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from experiments.claims.claim import Check, Claim, Setting, by_month, each, more, ratio, runs
from experiments.interval import Interval, interval
from experiments.interval import ratio as ratio_of_means
from sim.result import Result

LOW_SCORE, HIGH_SCORE = 580.0, 620.0
EARLY, LATE = slice(4, 10), slice(14, 24)
REFERRER, FRIEND = "rewards.referrer.amount.pay", "rewards.friend.amount.pay"


def larger_reward() -> Iterator[Claim]:
    """D1: a referrer's reward five times as large."""
    at = {pay: Setting("cash_for_invites", (f"{REFERRER}={pay}", f"{FRIEND}=10"), 100_000, 1_080, 16) for pay in (0, 20, 50, 250)}
    yield Claim("D1", "reward x5: more referrals", ratio(at[250], at[50], "referred_accounts"), 1.0, np.inf, "x")
    yield Claim("D1", "reward x5: a referred customer's first-year margin falls",
                more(at[250], at[50], "margin_12_referred"), -np.inf, 0.0, "CNY")
    yield Claim("D1", "total profit rises from no reward to a small one", more(at[20], at[0], "profit"), 0.0, np.inf, "CNY")
    yield Claim("D1", "total profit falls from a small reward to a large one", more(at[250], at[20], "profit"), -np.inf, 0.0, "CNY")


def pay_for_repayment() -> Iterator[Claim]:
    """D2: pay after three repayments on time instead of at approval."""
    approval = Setting("cash_for_invites", ("rewards.referrer.when=approved",), 100_000, replications=16)
    repaid = Setting("cash_for_invites", ("rewards.referrer.when={rule: on_time_payments, payments: 3}",), 100_000, replications=16)
    yield Claim("D2", "pay at approval -> after 3 repayments: somewhat fewer referrals",
                ratio(repaid, approval, "referred_accounts"), 0.5, 1.0, "x")
    yield Claim("D2", "... and less default among the referred", more(repaid, approval, "bad_rate_referred"), -np.inf, 0.0, "share")


def pay_in_limit() -> Iterator[Claim]:
    """D3: a reward in credit limit, of the same felt value, instead of cash; and the limit by itself."""
    cash = Setting("cash_for_invites", (), 100_000, 1_080)
    limit = Setting("cash_for_invites", ("rewards.referrer.form=credit_limit", f"{REFERRER}=1000",
                                         "rewards.friend.form=credit_limit", f"{FRIEND}=400"), 100_000, 1_080)
    yield Claim("D3", "cash -> limit of equal felt value: exposure up", more(limit, cash, "ead"), 0.0, np.inf, "CNY")
    cohort = ("population.launch=1", "behaviour.invite.altruism=0")
    base = Setting("baitiao_consumer", cohort, 20_000)
    raised = Setting("baitiao_consumer", (*cohort, "tiers=[{name: raised, on_time: 3, limit: 1.5}]"), 20_000)
    yield Claim("D3", "debt per unit of extra limit, all", per_limit(raised, base, -np.inf, np.inf), 0.05, 0.20, "ratio")
    low, high = per_limit(raised, base, -np.inf, LOW_SCORE), per_limit(raised, base, HIGH_SCORE, np.inf)
    yield Claim("D3", "debt per unit of extra limit, low scores", low, 0.25, 0.75, "ratio")
    yield Claim("D3", "debt per unit of extra limit, high scores", high, -0.05, 0.10, "ratio")
    yield Claim("D3", "extra charge-offs reach half their height so long after the extra exposure", interval(lags(raised, base)),
                5.0, 13.0, "months")
    found = [monthly(a, EARLY) - monthly(b, EARLY) - (monthly(a, LATE) - monthly(b, LATE))
             for a, b in zip(runs(raised), runs(base), strict=True)]
    yield Claim("D3", "what the extra limit earns a month, before provisions, looks better early than late",
                interval(found), 0.0, np.inf, "CNY")


def per_limit(raised: Setting, base: Setting, above: float, below: float) -> Interval:
    """Return the rise of debt over the rise of limits, among current persons whose score lies between two bounds."""
    debts, limits = [], []
    for after, before in zip(runs(raised), runs(base), strict=True):
        a, b = after.tables["accounts"], before.tables["accounts"]
        _, here, there = np.intersect1d(a["person"], b["person"], return_indices=True)
        current = (a["state"][here] == "open") & (b["state"][there] == "open") & (a["bucket"][here] + b["bucket"][there] == 0)
        band = current & (b["score"][there] > above) & (b["score"][there] < below)
        debt, limit = (a[column][here][band].sum() - b[column][there][band].sum() for column in ("balance", "limit"))
        debts.append(debt)
        limits.append(limit)
    return ratio_of_means(debts, limits)


def lags(raised: Setting, base: Setting) -> list[float]:
    """Return how many months after the extra exposure the extra charge-offs come, each at half its height."""
    found = []
    for after, before in zip(runs(raised), runs(base), strict=True):
        exposure = by_month(owed(after) - owed(before)) / 30.0
        written_off = by_month(after.tables["days"]["charged_off_ead"] - before.tables["days"]["charged_off_ead"])
        found.append(half_height(written_off) - half_height(exposure))
    return found


def half_height(monthly_values: NDArray[np.float64]) -> float:
    """Return the month in which a series, smoothed over three, first passes half its highest value."""
    smooth = np.convolve(monthly_values, np.ones(3) / 3.0, mode="same")
    return float(np.argmax(smooth >= 0.5 * smooth.max()))


def owed(run: Result) -> NDArray[np.float64]:
    """Return the principal owed at the end of each day."""
    days = run.tables["days"]
    return np.asarray(np.sum([days[f"balance_{bucket}"] for bucket in ("c", "m1", "m2", "m3", "m4", "m5", "m6")], axis=0))


def monthly(run: Result, months: slice) -> float:
    """Return the mean monthly profit, before provisions, of some months."""
    book = run.tables["profit_and_loss"]
    return float((book["profit"] - book["provisions"])[months].mean())


def convex_steps() -> Iterator[Claim]:
    """D4: a convex ladder instead of a linear reward."""
    steps, linear = (Setting(name, (), 100_000, 1_080, 6) for name in ("convex_steps", "cash_for_invites"))
    yield Claim("D4", "convex steps: counts bunch at the thresholds (3 and 5 over 2 and 4, against linear)",
                ratio(steps, linear, bunching), 1.0, np.inf, "x")


def bunching(run: Result) -> float:
    """Return referrers who stand at a threshold over those who stand one short of it."""
    friends = np.bincount(run.tables["accounts"]["friends"], minlength=9)
    return float((friends[3] + friends[5]) / (friends[2] + friends[4]))


def tighter_cut_off() -> Iterator[Claim]:
    """D5: a cut-off 20 points higher."""
    before = Setting("cash_for_invites")
    after = Setting("cash_for_invites", ("credit.approve.cut_off=590", "credit.approve.thin_cut_off=600"))
    yield Claim("D5", "tighter cut-off: K falls", more(after, before, "k_factor"), -np.inf, 0.0, "ratio")
    yield Claim("D5", "... charge-offs fall", more(after, before, "net_charge_off"), -np.inf, 0.0, "CNY")
    yield Claim("D5", "... CAC rises", more(after, before, "cac"), 0.0, np.inf, "CNY")


def two_sided() -> Iterator[Claim]:
    """D6: the same sum for both instead of the referrer alone."""
    alone = Setting("cash_for_invites", (f"{REFERRER}=70", "rewards.friend=null"))
    both = Setting("cash_for_invites", (f"{REFERRER}=35", f"{FRIEND}=35"))
    yield Claim("D6", "referrer only -> two-sided at equal cost: acceptance over strong ties rises",
                more(both, alone, "strong_acceptance_rate"), 0.0, np.inf, "share")


def one_level() -> Iterator[Claim]:
    """D7: a one-level scheme does not run away."""
    scheme = Setting("cash_for_invites")
    shallow = interval(each(scheme, "tree_shallow_share"))
    yield Claim("D7", "one level: most referral trees are one deep", shallow, 0.5, 1.01, "share")
    yield Claim("D7", "one level: K below 1", interval(each(scheme, "k_factor")), 0.0, 1.0, "ratio")
    twice = Setting("cash_for_invites", (), 40_000, 1_440)
    yield Claim("D7", "one level: no runaway (K after twice the time)", interval(each(twice, "k_factor")), 0.0, 1.0, "ratio")


def points() -> Iterator[Claim]:
    """D8: points instead of cash."""
    cash = Setting("cash_for_invites")
    paid = Setting("cash_for_invites", ("rewards.referrer.form=points", "rewards.friend.form=points"))
    yield Claim("D8", "points instead of cash: cost of a reward is its face less the breakage",
                ratio(paid, cash, lambda run: run.measures["reward_cost"].value / run.measures["referred_accounts"].value),
                0.66, 0.74, "x")
    yield Claim("D8", "... and the response is weaker", ratio(paid, cash, "referred_accounts"), 0.0, 1.0, "x")


CLAIMS = (
    Check("D1", larger_reward, 108), Check("D2", pay_for_repayment, 24), Check("D3", pay_in_limit, 43),
    Check("D4", convex_steps, 92), Check("D5", tighter_cut_off, 8), Check("D6", two_sided, 8), Check("D7", one_level, 13),
    Check("D8", points, 8),
)
