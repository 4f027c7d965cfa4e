"""On the cycle day the lender reviews an account: score, tier, team leadership, and the limit that follows."""

from __future__ import annotations

from sim import decide
from sim.compiling import inner, kernel
from sim.decide import Decision
from sim.draw import Purpose, normal
from sim.facts import Applicant, Leader, Limit, Standing, TeamQuality
from sim.lifecycle.owing import is_frozen
from sim.policy import Policy, policy_for, policy_number
from sim.rows import account_at, person_at, world_at
from sim.tables import MONTH, NONE, State, World


@kernel
def run(place: int, _rules: int, today: int) -> None:
    """Review the open accounts of today's cycle; one that is frozen stays as it is."""
    world = world_at(place)
    a = world.cycle_first[today % MONTH]
    while a != NONE:
        account = account_at(world, a)
        if account.state == State.OPEN and account.opened < today and not is_frozen(account):
            rescore(world, policy_for(world, a), today, a)
            account.tier = tier(world, policy_for(world, a), a)
            account.policy = policy_number(world, account.person, account.tier, account.channel)
            account.leader = leads(world, policy_for(world, a), a)
            account.limit = limit(world, policy_for(world, a), a)
        a = account.cycle_next


@inner
def rescore(world: World, policy: Policy, today: int, a: int) -> None:
    """Score anew once there is behaviour to see."""
    account = account_at(world, a)
    if today - account.opened != policy.seasoned_days:
        return
    person = person_at(world, account.person)
    nature = Applicant(float(person.theta), float(person.deal), person.thin > 0, True, False, False, 600.0, 0, 0, 0.0, 0.0)
    luck = normal(world.seed, account.person, 0, Purpose.BEHAVIOUR_SCORE)
    account.score = decide.score(nature, policy.rules[Decision.SCORE], luck)


@inner
def tier(world: World, policy: Policy, a: int) -> int:
    """Return the highest tier the account stands at."""
    account, best = account_at(world, a), 0
    for level in range(1, policy.tier_count):
        asks = policy.tiers[level]
        standing = Standing(int(account.on_time), account.spent, int(account.bucket), asks.on_time, asks.spend)
        if decide.promote(standing, policy.rules[Decision.PROMOTE]):
            best = level
    return best


@inner
def leads(world: World, policy: Policy, a: int) -> bool:
    """Tell whether the account leads a team: qualified, and not suspended for the team's quality."""
    account = account_at(world, a)
    if policy.team_depth == 0:
        return False
    record = Leader(account.friends, account.team, int(account.on_time), int(account.bucket))
    quality = TeamQuality(account.team, account.team_late)
    suspended = decide.quality_gate(quality, policy.rules[Decision.QUALITY_GATE])
    return decide.qualify(record, policy.rules[Decision.QUALIFY]) and not suspended


@inner
def limit(world: World, policy: Policy, a: int) -> int:
    """Return the limit that follows from tier, rewards and leadership."""
    account = account_at(world, a)
    extra = account.earned_limit + (policy.leader_limit if account.leader else 0)
    return decide.limit(Limit(account.first_limit, policy.tiers[account.tier].limit, extra), policy.rules[Decision.LIMIT])
