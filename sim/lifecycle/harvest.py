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
from sim.facts import Leader, Offer, Standing, TeamQuality, TeamReward
from sim.lifecycle.promise import earned, in_window
from sim.policy import FRIEND, LEADER, REFERRER, Policy
from sim.scenario import MOST_REWARDS
from sim.tables import MONTH, NONE

NEVER = 1 << 30
"""The day from which an account leads that never does."""


class Tree(NamedTuple):
    """Accounts in the order in which they open, and what has been granted so far."""

    referrers: NDArray[np.int32]
    """Of each account the one that invited it, an earlier one; -1: nobody."""
    opened: NDArray[np.int64]
    leads_from: NDArray[np.int64]
    friends: NDArray[np.int64]
    team: NDArray[np.int64]
    granted: NDArray[np.int64]
    """Shape (accounts, lines)."""
    amount: NDArray[np.int64]
    used: NDArray[np.int64]
    """Budgets used, by line; the campaign's last."""


class Harvest(NamedTuple):
    """The felt value, in minor units, of what accounts are paid: for themselves as friends, and for those below them."""

    own: float
    below: float


@kernel
def harvest(policy: Policy, used: NDArray[np.int64], today: int, days_between: int, referrers: NDArray[np.int32],
            mine: NDArray[np.bool_]) -> Harvest:
    """Return the felt value of what the accounts that are ``mine`` are paid.

    The first account opens today, each next one ``days_between`` days later. All do what the lines together ask for on the
    first day they can, and repay as often as one who leads a team must; the first, whom nobody invited, only that. They are
    reviewed, like everybody, on their cycle days: a leader is named, and a tier reached, then and not before.
    """
    tree = planted(policy, used, today, days_between, referrers)
    own = below = 0.0
    for a in range(len(referrers)):
        for line in range(policy.line_count):
            earned_on = tree.opened[a] + policy.lines[line].least_days
            if referrers[a] == NONE or policy.lines[line].least_spend < 0 or not in_window(policy, earned_on, line):
                continue
            felt = settle(policy, tree, mine, a, line, earned_on)
            if policy.lines[line].pay == FRIEND:
                own += felt
            else:
                below += felt
    return Harvest(own, below)


@inner
def planted(policy: Policy, used: NDArray[np.int64], today: int, days_between: int, referrers: NDArray[np.int32]) -> Tree:
    """Return the tree with nothing granted yet, and the days from which its accounts lead."""
    accounts, shape = len(referrers), (len(referrers), MOST_REWARDS)
    tree = Tree(referrers, today + days_between * np.arange(accounts), np.full(accounts, NEVER, np.int64),
                np.zeros(accounts, np.int64), np.zeros(accounts, np.int64), np.zeros(shape, np.int64),
                np.zeros(shape, np.int64), used.copy())
    for a in range(accounts):
        if referrers[a] != NONE:
            count_friend(policy, tree, a)
    return tree


@inner
def count_friend(policy: Policy, tree: Tree, a: int) -> None:
    """Add a friend, who first buys the day after she opens, to her referrer and to each team above; see who leads from then."""
    above, today = tree.referrers[a], tree.opened[a] + 1
    tree.friends[above] += 1
    for _ in range(policy.team_depth):
        if above == NONE:
            return
        tree.team[above] += 1
        tree.leads_from[above] = min(tree.leads_from[above], first_led(policy, tree, above, today))
        above = tree.referrers[above]


@inner
def first_led(policy: Policy, tree: Tree, a: int, today: int) -> int:
    """Return the first review from today on at which an account leads with the team it has; ``NEVER`` if there is none."""
    opened = tree.opened[a]
    review = opened + MONTH * max(1, (today - opened + MONTH - 1) // MONTH)
    while True:
        on_time = repaid(policy, tree, a, review)
        if leads(policy, tree, a, on_time):
            return review
        if on_time >= asked(policy, tree, a):
            return NEVER
        review += MONTH


@inner
def asked(policy: Policy, tree: Tree, a: int) -> int:
    """Return how many statements an account repays, the one for its first purchase among them."""
    return max(1, policy.payments_to_lead if tree.referrers[a] == NONE else policy.least_payments)


@inner
def repaid(policy: Policy, tree: Tree, a: int, today: int) -> int:
    """Return how many statements an account has repaid by today."""
    return min(asked(policy, tree, a), max(0, (today - tree.opened[a] - policy.product.grace_days) // MONTH))


@inner
def spent(policy: Policy, tree: Tree, a: int, today: int) -> int:
    """Return what an account has spent by today: at once what is asked, then, the day after it has repaid, the smallest sum."""
    if today <= tree.opened[a]:
        return 0
    first = policy.smallest if tree.referrers[a] == NONE else policy.least_spend
    return int(first + policy.smallest * min(asked(policy, tree, a) - 1, repaid(policy, tree, a, today - 1)))


@inner
def tier(policy: Policy, tree: Tree, a: int, today: int) -> int:
    """Return the tier at which an account stood on its last review."""
    reviews = (today - tree.opened[a]) // MONTH
    review, best = tree.opened[a] + MONTH * reviews, 0
    for level in range(1, policy.tier_count if reviews > 0 else 0):
        asks = policy.tiers[level]
        standing = Standing(repaid(policy, tree, a, review), spent(policy, tree, a, review), 0, asks.on_time, asks.spend)
        if decide.promote(standing, policy.rules[Decision.PROMOTE]):
            best = level
    return best


@inner
def settle(policy: Policy, tree: Tree, mine: NDArray[np.bool_], a: int, line: int, today: int) -> float:
    """Grant a friend's reward and the overrides on it; return the felt value of what is mine."""
    payee = payee_of(policy, tree, a, line, today)
    if payee == NONE:
        return 0.0
    number = tree.granted[payee, line] + 1
    amount = earned(policy, line, number, spent(policy, tree, a, today), tier(policy, tree, payee, today))
    given = grant(policy, tree, payee, line, 0, amount)
    felt = felt_value(policy, line, given) if mine[payee] else 0.0
    if policy.lines[line].pay != REFERRER or given == 0:
        return felt
    above = payee
    for level in range(1, policy.team_depth + 1):
        if above == NONE:
            break
        if tree.leads_from[above] <= today:
            extra = decide.override(TeamReward(given, level), policy.rules[Decision.OVERRIDE])
            extra = grant(policy, tree, above, line, level, extra)
            felt += felt_value(policy, line, extra) if mine[above] else 0.0
        above = tree.referrers[above]
    return felt


@inner
def payee_of(policy: Policy, tree: Tree, a: int, line: int, today: int) -> int:
    """Return the account that a line pays for a friend."""
    if policy.lines[line].pay == FRIEND:
        return a
    above = tree.referrers[a]
    if policy.lines[line].pay == LEADER:
        for _ in range(policy.team_depth):
            if above == NONE or tree.leads_from[above] <= today:
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
def leads(policy: Policy, tree: Tree, a: int, on_time: int) -> bool:
    """Tell whether an account that is never late leads a team after so many statements repaid."""
    record = Leader(tree.friends[a], tree.team[a], on_time, 0)
    suspended = decide.quality_gate(TeamQuality(tree.team[a], 0), policy.rules[Decision.QUALITY_GATE])
    return decide.qualify(record, policy.rules[Decision.QUALIFY]) and not suspended


@inner
def felt_value(policy: Policy, line: int, amount: int) -> float:
    """Return what a reward is worth to an organiser when she learns of it."""
    terms = policy.lines[line]
    delay = float(terms.least_days + terms.hold)
    offer = Offer(amount, terms.form, delay, policy.abuse.points_worth, policy.abuse.limit_worth)
    return decide.worth(offer, policy.rules[Decision.WORTH])


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
