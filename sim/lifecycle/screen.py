"""The last doors before an account opens: how many its referrer has brought, then device and identity."""

from __future__ import annotations

from sim import decide
from sim.compiling import inner
from sim.decide import Decision
from sim.draw import Purpose, uniform
from sim.facts import FraudSignal, Reason, Velocity, Verdict
from sim.lifecycle.ring import is_fake
from sim.lifecycle.team import channel_by
from sim.policy import Policy, policy_for_person
from sim.rows import account_at, day_at, person_at
from sim.tables import ACCOUNTS, MONTH, NONE, Tally, World


@inner
def screened(world: World, policy: Policy, i: int) -> int:
    """Return the reason code of an applicant who would be approved; the check that costs money comes last."""
    if decide.velocity(Velocity(brought(world, i)), policy.rules[Decision.VELOCITY]):
        return Reason.VELOCITY.value
    flagged = verdict_on(world, policy, i) == Verdict.FLAGGED
    return Reason.IDENTITY_CHECK.value if flagged else Reason.APPROVED.value


@inner
def verdict_on(world: World, policy: Policy, i: int) -> int:
    """Return what the check of an applicant's device and identity says."""
    signal = FraudSignal(is_fake(world, i), person_at(world, i).thin > 0)
    luck = uniform(world.seed, i, 0, Purpose.IDENTITY_CHECK)
    return decide.identity_check(signal, policy.rules[Decision.IDENTITY_CHECK], luck)


@inner
def note_identity_check(world: World, policy: Policy, today: int, i: int, reason: int) -> None:
    """Note that an applicant's identity was checked: of those approved, and of those whom the check refused."""
    came_so_far = reason in (Reason.APPROVED.value, Reason.IDENTITY_CHECK.value)
    hers = policy_for_person(world, i, channel_by(world, policy, person_at(world, i).referrer))
    if came_so_far and verdict_on(world, hers, i) != Verdict.NOT_CHECKED:
        person_at(world, i).checked = 1
        day_at(world, today).tally[Tally.IDENTITIES_CHECKED] += 1


@inner
def brought(world: World, i: int) -> int:
    """Return how many accounts an applicant's referrer had brought this calendar month by last night."""
    referrer = person_at(world, i).referrer
    if referrer == NONE:
        return 0
    return int(account_at(world, person_at(world, referrer).account).brought)


@inner
def count_brought(world: World, a: int) -> None:
    """Count a new account with its referrer, up to as many as a byte holds."""
    referrer = account_at(world, a).referrer
    if referrer != NONE:
        account_at(world, referrer).brought = min(255, int(account_at(world, referrer).brought) + 1)


@inner
def close_calendar_month(world: World, today: int) -> None:
    """On the last day of a calendar month forget how many each referrer has brought."""
    if (today + 1) % MONTH == 0:
        for a in range(world.count[ACCOUNTS]):
            account_at(world, a).brought = 0


@inner
def turned_away(reason: int) -> bool:
    """Tell whether a tool against fraud has refused an application."""
    return reason in (Reason.FRAUD_CHECK.value, Reason.IDENTITY_CHECK.value, Reason.VELOCITY.value)
