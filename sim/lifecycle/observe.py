"""At the end of the day what stands is written down: accounts and balances by bucket, provisions by stage."""

from __future__ import annotations

from sim.compiling import kernel
from sim.lifecycle.owing import fees, principal
from sim.policy import policy_at
from sim.rows import account_at, day_at, world_at
from sim.tables import ACCOUNTS, NONE, State, Stock

ACTIVE_DAYS = 90
STAGE_3 = 4


@kernel
def run(place: int, rules: int, today: int) -> None:
    """Add every account to the day's totals."""
    world, policy = world_at(place), policy_at(rules)
    row = day_at(world, today).stock
    for a in range(world.count[ACCOUNTS]):
        account = account_at(world, a)
        row[Stock.WALLETS] += account.wallet
        row[Stock.POINTS] += account.points
        row[Stock.COUPONS] += account.coupons
        if account.state != State.OPEN:
            continue
        owed, owed_fees, bucket = principal(account), fees(account), account.bucket
        used = account.activated != NONE and today - account.last_purchase <= ACTIVE_DAYS
        row[Stock.OPEN] += 1
        row[Stock.ACTIVE] += used or owed > 0
        row[Stock.LIMITS] += account.limit
        row[Stock.LEADERS] += account.leader
        row[Stock.FEES_OWED] += owed_fees
        row[Stock.ECL_STAGE_1 + (bucket >= policy.stage_2_bucket) + (bucket >= STAGE_3)] += account.provision
        day_at(world, today).balance_by_bucket[bucket] += owed
        day_at(world, today).accounts_by_bucket[bucket] += 1
