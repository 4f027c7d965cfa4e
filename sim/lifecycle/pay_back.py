"""The accounts of rings repay on their due day, as long as that brings something."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim import decide
from sim.compiling import kernel
from sim.decide import Decision
from sim.facts import Debt
from sim.lifecycle import repay
from sim.lifecycle.owing import is_frozen
from sim.lifecycle.repay import due, falls_due
from sim.lifecycle.ring import awaits, open_accounts
from sim.policy import Policy, policy_at, policy_for
from sim.rows import account_at, world_at
from sim.tables import MONTH, World

act = repay.act


@kernel
def rows(world: World, policy: Policy, today: int) -> NDArray[np.int32]:
    """Return the accounts of rings with something due today."""
    found = open_accounts(world)
    pays = np.zeros(len(found), dtype=np.bool_)
    for at in range(len(found)):
        pays[at] = on_due_day(world, policy, today, found[at]) and falls_due(world, found[at])
    return found[pays]


@kernel
def on_due_day(world: World, policy: Policy, today: int, a: int) -> bool:
    """Tell whether today is the day of the month on which an account's statements fall due."""
    return (today - policy.product.grace_days - account_at(world, a).opened) % MONTH == 0


@kernel
def facts(world: World, policy: Policy, today: int, a: int) -> Debt:
    """Return what is due, and whether the account still has something to wait for."""
    account = account_at(world, a)
    return Debt(due(world, a), account.wont_pay > 0, awaits(world, policy, today, a), is_frozen(account))


@kernel
def decision(policy: Policy, seen: Debt) -> int:
    """Return the code of the payment."""
    return decide.pay_back(seen, policy.rules[Decision.PAY_BACK])


@kernel
def run(place: int, rules: int, today: int) -> None:
    """Let every account of a ring whose day it is pay, or not."""
    world, policy = world_at(place), policy_at(rules)
    for a in rows(world, policy, today):
        hers = policy_for(world, a)
        act(world, hers, today, a, decision(hers, facts(world, hers, today, a)))
