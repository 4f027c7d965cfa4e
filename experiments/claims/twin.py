"""What the twin must show: T1 to T3, each person against herself without the scheme."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np

from experiments.claims.claim import SEED, Claim
from experiments.interval import Interval, interval
from experiments.twin import QUANTITIES, Pair, Twin, twin
from scenarios import load

REFERRER = "rewards.referrer.amount.pay"


@cache
def found(name: str, *changes: str) -> Twin:
    """Return the twin of a scenario at a size at which its effects clear the noise."""
    return twin(load(name, (*changes, "persons=40000", "days=720")), SEED, 8)


def more(after: Twin, before: Twin, quantity: str) -> Interval:
    """Return by how much a figure rises from one twin to the other, paired by seed."""
    return interval(one - other for one, other in zip(each(after, quantity), each(before, quantity), strict=True))


def each(of: Twin, quantity: str) -> list[float]:
    """Return a figure of each replication."""
    what = QUANTITIES[quantity]

    def value(pair: Pair) -> float:
        return what.top(pair) / (what.bottom(pair) if what.bottom else 1.0)

    return [value(pair) for pair in of.pairs]


def who_came() -> Iterator[Claim]:
    """T1: referred customers are not the customers that a scheme adds."""
    measures = found("cash_for_invites").measures
    yield Claim("T1", "cash for invites: the scheme adds customers", measures["incremental_customers"], 0.0, np.inf, "customers")
    yield Claim("T1", "... a part of the referred would have come without it, then or later",
                measures["referred_either_way_share"], 0.0, 1.0, "share")
    yield Claim("T1", "... and some came only because of it though nobody referred them",
                measures["only_because_unreferred"], 0.0, np.inf, "customers")
    yield Claim("T1", "a part of the rewards is paid for those who would have come without the scheme, then or later",
                interval(1.0 - share for share in each(found("cash_for_invites"), "reward_share_only_because")), 0.0, 1.0, "share")


def what_they_cost() -> Iterator[Claim]:
    """T2: what one more customer costs rises with the reward."""
    low, high = found("cash_for_invites"), found("cash_for_invites", f"{REFERRER}=250")
    yield Claim("T2", "reward x5: incremental customers rise", more(high, low, "incremental_customers"), 0.0, np.inf, "customers")
    yield Claim("T2", "... and so does incremental CAC", more(high, low, "incremental_cac"), 0.0, np.inf, "CNY")


def what_they_lose() -> Iterator[Claim]:
    """T3: who is brought at any price is worse than who comes without."""
    measure = found("growth_at_any_price")
    worse = interval(one - other for one, other in zip(each(measure, "incremental_loss_rate"), each(measure, "loss_rate_without"),
                                                       strict=True))
    yield Claim("T3", "growth at any price: credit cost of the purchases it adds, over that without the scheme",
                worse, 0.0, np.inf, "share")


CLAIMS = (who_came, what_they_cost, what_they_lose)
