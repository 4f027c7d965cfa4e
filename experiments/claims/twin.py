"""What the twin must show: T1 to T3, each person against herself without the scheme."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray

from experiments.claims.claim import SEED, Check, Claim
from experiments.interval import Interval, interval, linearised
from experiments.twin import QUANTITIES, Twin, twin
from scenarios import load

REFERRER = "rewards.referrer.amount.pay"


@cache
def found(name: str, *changes: str) -> Twin:
    """Return the twin of a scenario at a size at which its effects clear the noise."""
    return twin(load(name, (*changes, "persons=40000", "days=720")), SEED, 8)


def more(after: Twin, before: Twin, quantity: str) -> Interval:
    """Return by how much a figure rises from one twin to the other, paired by seed."""
    return interval(each(after, quantity) - each(before, quantity))


def each(of: Twin, quantity: str) -> NDArray[np.float64]:
    """Return a figure of each replication; of a ratio, its linearised values."""
    top, bottom = QUANTITIES[quantity].top, QUANTITIES[quantity].bottom
    parts = np.array([top(pair) for pair in of.pairs], dtype=np.float64)
    return parts if bottom is None else linearised(parts, np.array([bottom(pair) for pair in of.pairs], dtype=np.float64))


def who_came() -> Iterator[Claim]:
    """T1: who is referred is not always whom a scheme adds: some would have been invited anyway, others saw friends it brought."""
    scheme, selfish = found("cash_for_invites"), found("cash_for_invites", "behaviour.invite.altruism=0")
    unseen = found("cash_for_invites", "behaviour.arrive.imitation=0")
    yield Claim("T1", "cash for invites: the scheme adds customers", scheme.measures["incremental_customers"],
                0.0, np.inf, "customers")
    yield Claim("T1", "nobody invites but for the reward: fewer of the referred would have come without it, then or later",
                more(selfish, scheme, "referred_either_way_share"), -np.inf, 0.0, "share")
    yield Claim("T1", "nobody comes because she sees friends: fewer came only because of the scheme though nobody referred them",
                more(unseen, scheme, "only_because_unreferred"), -np.inf, 0.0, "customers")


def what_they_cost() -> Iterator[Claim]:
    """T2: what one more customer costs rises with the reward."""
    low, high = found("cash_for_invites"), found("cash_for_invites", f"{REFERRER}=250")
    yield Claim("T2", "reward x5: incremental customers rise", more(high, low, "incremental_customers"), 0.0, np.inf, "customers")
    yield Claim("T2", "... and so does incremental CAC", more(high, low, "incremental_cac"), 0.0, np.inf, "CNY")


def what_they_lose() -> Iterator[Claim]:
    """T3: who is brought at any price is worse than who comes without."""
    measure = found("growth_at_any_price")
    worse = interval(each(measure, "incremental_loss_rate") - each(measure, "loss_rate_without"))
    yield Claim("T3", "growth at any price: credit cost of the purchases it adds, over that without the scheme",
                worse, 0.0, np.inf, "share")


CLAIMS = (Check("T1", who_came, 20), Check("T2", what_they_cost, 10), Check("T3", what_they_lose, 10))
