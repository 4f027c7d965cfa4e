"""What a scheme pays to a tree of accounts that do the least it asks for, worked out by the scheme's own rules.

Organisers of rings and the test for false names both ask here. Nothing of the world is looked at but the budgets used.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim import decide
from sim.compiling import inner, kernel
from sim.decide import Decision
from sim.facts import Leader, Offer, TeamQuality, TeamReward
from sim.lifecycle.promise import earned, in_window
from sim.policy import FRIEND, LEADER, REFERRER, Policy
from sim.scenario import MOST_REWARDS
from sim.tables import NONE


class Tree(NamedTuple):
    """Accounts in the order in which they open, and what has been granted so far."""

    referrers: NDArray[np.int32]
    """Of each account the one that invited it, an earlier one; -1: nobody."""
    friends: NDArray[np.int64]
    team: NDArray[np.int64]
    granted: NDArray[np.int64]
    """Shape (accounts, lines)."""
    amount: NDArray[np.int64]
    used: NDArray[np.int64]
    """Budgets used, by line; the campaign's last."""


@kernel
def harvest(policy: Policy, used: NDArray[np.int64], today: int, days_between: int, referrers: NDArray[np.int32],
            mine: NDArray[np.bool_]) -> float:
    """Return the felt value, in minor units, of what the accounts that are ``mine`` are paid.

    The first account opens today, each next one ``days_between`` days later; each spends what the lines together ask
    for, and earns a line ``least_days`` after. A leader counts from the first friend that qualifies her.
    """
    accounts = len(referrers)
    shape = (accounts, MOST_REWARDS)
    tree = Tree(referrers, np.zeros(accounts, np.int64), np.zeros(accounts, np.int64), np.zeros(shape, np.int64),
                np.zeros(shape, np.int64), used.copy())
    felt = 0.0
    for a in range(accounts):
        if referrers[a] == NONE:
            continue
        for line in range(policy.line_count):
            earned_on = today + a * days_between + policy.lines[line].least_days
            if policy.lines[line].least_spend >= 0 and in_window(policy, earned_on, line):
                felt += settle(policy, tree, mine, a, line)
        count_friend(policy, tree, a)
    return felt


@inner
def settle(policy: Policy, tree: Tree, mine: NDArray[np.bool_], a: int, line: int) -> float:
    """Grant a friend's reward and the overrides on it; return the felt value of what is mine."""
    payee = payee_of(policy, tree, a, line)
    if payee == NONE:
        return 0.0
    amount = earned(policy, line, tree.granted[payee, line] + 1, policy.least_spend, 0)
    given = grant(policy, tree, payee, line, 0, amount)
    felt = felt_value(policy, line, given) if mine[payee] else 0.0
    if policy.lines[line].pay != REFERRER or given == 0:
        return felt
    above = payee
    for level in range(1, policy.team_depth + 1):
        if above == NONE:
            break
        if leads(policy, tree, above):
            extra = decide.override(TeamReward(given, level), policy.rules[Decision.OVERRIDE])
            extra = grant(policy, tree, above, line, level, extra)
            felt += felt_value(policy, line, extra) if mine[above] else 0.0
        above = tree.referrers[above]
    return felt


@inner
def payee_of(policy: Policy, tree: Tree, a: int, line: int) -> int:
    """Return the account that a line pays for a friend."""
    if policy.lines[line].pay == FRIEND:
        return a
    above = tree.referrers[a]
    if policy.lines[line].pay == LEADER:
        for _ in range(policy.team_depth):
            if above == NONE or leads(policy, tree, above):
                return above
            above = tree.referrers[above]
        return NONE
    return above


@inner
def grant(policy: Policy, tree: Tree, payee: int, line: int, level: int, amount: int) -> int:
    """Return what is granted within the caps a person and the budgets, and count it."""
    terms = policy.lines[line]
    over_cap = tree.granted[payee, line] >= terms.cap_count or tree.amount[payee, line] + amount > terms.cap_amount
    campaign = tree.used[MOST_REWARDS] + amount
    over_budget = tree.used[line] + amount > terms.budget or campaign > policy.economics.campaign_budget
    if over_cap or over_budget or amount > min(terms.daily_budget, policy.economics.daily_budget):
        return 0
    tree.granted[payee, line] += level == 0
    tree.amount[payee, line] += amount
    tree.used[line] += amount
    tree.used[MOST_REWARDS] += amount
    return amount


@inner
def leads(policy: Policy, tree: Tree, a: int) -> bool:
    """Tell whether an account that pays what the rewards ask for, and is never late, leads a team."""
    record = Leader(tree.friends[a], tree.team[a], policy.least_payments, 0)
    suspended = decide.quality_gate(TeamQuality(tree.team[a], 0), policy.rules[Decision.QUALITY_GATE])
    return policy.team_depth > 0 and decide.qualify(record, policy.rules[Decision.QUALIFY]) and not suspended


@inner
def felt_value(policy: Policy, line: int, amount: int) -> float:
    """Return what a reward is worth to an organiser when she learns of it."""
    terms = policy.lines[line]
    delay = float(terms.least_days + terms.hold)
    offer = Offer(amount, terms.form, delay, policy.abuse.points_worth, policy.abuse.limit_worth)
    return decide.worth(offer, policy.rules[Decision.WORTH])


@inner
def count_friend(policy: Policy, tree: Tree, a: int) -> None:
    """Add a friend to her referrer, and a member to each team above her within the plan's depth."""
    above = tree.referrers[a]
    tree.friends[above] += 1
    for _ in range(policy.team_depth):
        if above == NONE:
            return
        tree.team[above] += 1
        above = tree.referrers[above]


@kernel
def fanned(accounts: int, fan: int) -> NDArray[np.int32]:
    """Return the referrers of a ring in which each account invites up to ``fan`` of the next: 1 is a chain, all a star.

    >>> fanned(5, 1).tolist(), fanned(5, 2).tolist(), fanned(5, 4).tolist()
    ([-1, 0, 1, 2, 3], [-1, 0, 0, 1, 1], [-1, 0, 0, 0, 0])
    """
    referrers = np.empty(accounts, dtype=np.int32)
    for a in range(accounts):
        referrers[a] = (a - 1) // fan if a > 0 else NONE
    return referrers
