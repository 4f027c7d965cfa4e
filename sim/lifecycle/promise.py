"""What the scheme promises, as the people in it feel it."""

from __future__ import annotations

from sim import decide
from sim.compiling import inner
from sim.decide import Decision
from sim.facts import Earning, Form, Offer, TeamReward
from sim.policy import FRIEND, LEADER, REFERRER, Policy
from sim.rows import account_at, person_at
from sim.scenario import MOST_REWARDS
from sim.tables import World
from sim.terms import RATE_UNIT


@inner
def in_window(policy: Policy, today: int, line: int) -> bool:
    """Tell whether today is a day of a line's campaign."""
    return policy.lines[line].from_day <= today <= policy.lines[line].to_day


@inner
def running(world: World, policy: Policy, today: int, line: int) -> bool:
    """Tell whether a reward line is in its window and has budget left."""
    terms = policy.lines[line]
    spent = world.used[line] < terms.budget and world.used[MOST_REWARDS] < policy.economics.campaign_budget
    return in_window(policy, today, line) and spent


@inner
def affordable(world: World, policy: Policy, line: int, amount: float) -> bool:
    """Tell whether a reward fits what is left of the budgets, and those of a whole day: nobody counts on one that does not.

    A rate discount is no sum of money.
    """
    terms, economics = policy.lines[line], policy.economics
    if terms.form == Form.RATE_DISCOUNT:
        return True
    left = min(terms.budget - world.used[line], economics.campaign_budget - world.used[MOST_REWARDS])
    return amount <= min(left, terms.daily_budget, economics.daily_budget)


@inner
def earned(policy: Policy, line: int, count: int, spent: int, tier: int) -> int:
    """Return what the payee's ``count``-th reward under a line comes to."""
    terms = policy.lines[line]
    amount = decide.amount(Earning(count, spent), policy.lines[line].amount)
    return int(amount * policy.tiers[tier].reward + 0.5) if terms.by_tier else amount


@inner
def offered(policy: Policy, line: int, amount: int, income: float, had: int) -> int:
    """Return the face amount of an offer: of a rate discount, the interest that it saves in a year on the usual balance.

    Nothing is saved below the floor, to which ``had``, the discount earned already, may have brought the rate.
    """
    if policy.lines[line].form != Form.RATE_DISCOUNT:
        return amount
    room = max(0, policy.usual_rate - policy.rate_floor - had)
    return int(min(amount, room) * RATE_UNIT * policy.usual_balance * income)


@inner
def referrer_reward(world: World, policy: Policy, today: int, a: int) -> float:
    """Return the felt value, to the holder of an account, of bringing one more friend.

    Of a ladder the best average over the next few friends counts: who is one friend short of a step feels all of it.
    """
    account, felt = account_at(world, a), 0.0
    for line in range(policy.line_count):
        terms = policy.lines[line]
        hers = terms.pay == REFERRER or (terms.pay == LEADER and account.leader)
        if not hers or not running(world, policy, today, line):
            continue
        amount = best_average(policy, line, account.earned_count[line], account.tier)
        if not affordable(world, policy, line, amount):
            continue
        if account.leader and terms.form != Form.RATE_DISCOUNT:
            amount += decide.override(TeamReward(int(amount), 1), policy.rules[Decision.OVERRIDE])
        face = offered(policy, line, int(amount), person_at(world, account.person).income, int(account.earned_discount))
        offer = Offer(face, terms.form, terms.delay_days, float(account.points_taste), float(account.limit_taste))
        felt += decide.worth(offer, policy.rules[Decision.WORTH])
    return felt


@inner
def best_average(policy: Policy, line: int, count: int, tier: int) -> float:
    """Return the largest average reward over the next friends, as far as she looks ahead, the cap a person heeded."""
    best, total = 0.0, 0
    terms = policy.lines[line]
    for ahead in range(1, policy.foresight + 1):
        if count + ahead > terms.cap_count:
            break
        total += earned(policy, line, count + ahead, terms.typical_spend, tier)
        best = max(best, total / ahead)
    return best


@inner
def friend_reward(world: World, policy: Policy, today: int, i: int, for_purchase: bool) -> float:
    """Return the felt value of what a person is promised as a friend; ``for_purchase``: only what a purchase brings."""
    person, felt = person_at(world, i), 0.0
    for line in range(policy.line_count):
        terms = policy.lines[line]
        if terms.pay != FRIEND or not running(world, policy, today, line) or (for_purchase and not terms.needs_purchase):
            continue
        face = earned(policy, line, 1, terms.typical_spend, 0)
        if not affordable(world, policy, line, face):
            continue
        amount = offered(policy, line, face, person.income, 0)
        offer = Offer(amount, terms.form, terms.delay_days, float(person.points_taste), float(person.limit_taste))
        felt += decide.worth(offer, policy.rules[Decision.WORTH])
    return felt
