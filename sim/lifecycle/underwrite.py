"""The lender scores, checks and answers applications, in the order of persons, and opens accounts."""

from __future__ import annotations

from sim import decide
from sim.arrivals import befriend, share_of_customers, share_of_defaulted
from sim.compiling import inner, kernel
from sim.decide import Decision
from sim.draw import Purpose, exponential, normal, uniform
from sim.facts import Applicant, Application, FraudSignal, Reason
from sim.ledger import Cause, post
from sim.lifecycle import lend
from sim.lifecycle.ring import is_fake
from sim.lifecycle.screen import close_calendar_month, count_brought, note_identity_check, screened, turned_away
from sim.lifecycle.team import channel_by
from sim.policy import Policy, policy_at, policy_for, policy_for_person, policy_number
from sim.rows import account_at, day_at, event_at, person_at, tie_at, ties_from, world_at
from sim.tables import ACCOUNTS, APPLICANTS, MONTH, NONE, Person, Tally, World


@kernel
def run(place: int, rules: int, today: int) -> None:
    """Answer today's applications."""
    world, policy = world_at(place), policy_at(rules)
    for at in range(world.count[APPLICANTS]):
        i = event_at(world, at).applicants
        day_at(world, today).tally[Tally.APPLICATIONS] += 1
        person_at(world, i).state = Person.DECLINED
        seen, wont_pay, reason = answer(world, policy, today, i)
        note_identity_check(world, policy, today, i, reason)
        account = NONE
        if reason == Reason.APPROVED:
            account = world.count[ACCOUNTS]
            open_account(world, policy, today, i, seen, wont_pay)
        day_at(world, today).tally[Tally.APPROVED + reason] += 1
        day_at(world, today).tally[Tally.HONEST_REFUSED] += turned_away(reason) and not (wont_pay or is_fake(world, i))
        charge(world, policy, today, account, i)
    for at in range(world.count[APPLICANTS]):
        i = event_at(world, at).applicants
        if person_at(world, i).state == Person.CUSTOMER:
            count_brought(world, person_at(world, i).account)
            for tie in range(ties_from(world, i), ties_from(world, i + 1)):
                befriend(world, tie_at(world, tie), today)
    close_calendar_month(world, today)


@kernel
def answer(world: World, policy: Policy, today: int, i: int) -> tuple[Application, bool, int]:
    """Return what the lender sees of an applicant, whether she means not to pay, and the code of the lender's reason."""
    person = person_at(world, i)
    hers = policy_for_person(world, i, channel_by(world, policy, person.referrer))
    nature = applicant(world, hers, i)
    wont_pay = never_meant(world, hers, i, nature)
    seen = application(world, hers, i, nature, wont_pay or is_fake(world, i))
    reason = decide.approve(seen, hers.rules[Decision.APPROVE])
    if reason == Reason.APPROVED and short_of_funds(world, today, i):
        reason = Reason.NO_FUNDS.value
    if reason == Reason.APPROVED:
        reason = screened(world, hers, i)
    return seen, wont_pay, reason


@inner
def applicant(world: World, policy: Policy, i: int) -> Applicant:
    """Return an applicant; her ties are looked at where she is asked for her consent and gives it."""
    person = person_at(world, i)
    theta, deal, thin = float(person.theta), float(person.deal), person.thin > 0
    if policy.consent <= 0.0 or uniform(world.seed, i, 0, Purpose.CONSENT) >= policy.consent:
        return Applicant(theta, deal, thin, False, False, False, 600.0, 0, 0, 0.0, 0.0)
    referred, score, on_time, bucket = person.referrer != NONE, 600.0, 0, 0
    if referred:
        by = account_at(world, person_at(world, person.referrer).account)
        score, on_time, bucket = float(by.score), int(by.on_time), int(by.bucket)
    customers, distress = share_of_customers(world, i), share_of_defaulted(world, i)
    return Applicant(theta, deal, thin, False, True, referred, score, on_time, bucket, customers, distress)


@inner
def never_meant(world: World, policy: Policy, i: int, nature: Applicant) -> bool:
    """Tell whether payment is not meant: the applicant's own intent, or that of the organiser of a ring."""
    if is_fake(world, i):
        return uniform(world.seed, i, 0, Purpose.BUST_OUT) < policy.abuse.bust_out
    return decide.intent(nature, policy.rules[Decision.INTENT], uniform(world.seed, i, 0, Purpose.INTENT))


@inner
def application(world: World, policy: Policy, i: int, nature: Applicant, fraudulent: bool) -> Application:
    """Return what the lender sees of an applicant."""
    person = person_at(world, i)
    score = decide.score(nature, policy.rules[Decision.SCORE], normal(world.seed, i, 0, Purpose.SCORE))
    signal = FraudSignal(fraudulent, person.thin > 0)
    flagged = decide.fraud_check(signal, policy.rules[Decision.FRAUD_CHECK], uniform(world.seed, i, 0, Purpose.FRAUD_CHECK))
    return Application(score, person.thin > 0, flagged, int(person.income))


@inner
def short_of_funds(world: World, today: int, i: int) -> bool:
    """Tell whether an applicant is refused because only a share of new lending is done today: by a draw of her own."""
    lending = day_at(world, today).lending
    return lending < 1.0 and uniform(world.seed, i, 0, Purpose.FUNDS) >= lending


@inner
def charge(world: World, policy: Policy, today: int, account: int, i: int) -> None:
    """Book what an application costs, to the account if there is one: the advertising only where nobody referred her."""
    person, costs = person_at(world, i), policy.economics
    marketing = costs.marketing if person.referrer == NONE else 0
    identity = costs.identity_check if person.checked else 0
    post(world, today, Cause.APPLICATION, account, costs.application)
    post(world, today, Cause.MARKETING, account, marketing)
    post(world, today, Cause.IDENTITY_CHECK, account, identity)
    if account != NONE:
        account_at(world, account).acquisition += costs.application + marketing + identity


@inner
def open_account(world: World, policy: Policy, today: int, i: int, seen: Application, wont_pay: bool) -> None:
    """Open an account with its first limit and join it to its cycle day."""
    a = world.count[ACCOUNTS]
    world.count[ACCOUNTS] += 1
    account, person = account_at(world, a), person_at(world, i)
    person.state, person.account = Person.CUSTOMER, a
    account.person, account.opened, account.wont_pay = i, today, wont_pay
    account.activated = account.last_purchase = account.ended = account.oldest_due = NONE
    account.plans = account.payouts = account.cycle_next = NONE
    account.score, account.deal, account.propensity = seen.score, person.deal, person.propensity
    account.points_taste, account.limit_taste = person.points_taste, person.limit_taste
    account.referrer = person_at(world, person.referrer).account if person.referrer != NONE else NONE
    account.channel = channel_by(world, policy, person.referrer)
    account.policy = policy_number(world, i, 0, account.channel)
    account.first_limit = account.limit = decide.first_limit(seen, policy_for(world, a).rules[Decision.FIRST_LIMIT])
    account.shop_at = exponential(world.seed, i, 0, Purpose.ACTIVATE)
    account.invite_at = exponential(world.seed, i, 0, Purpose.INVITE)
    account.facility = lend.facility(world, policy_for(world, a), i, seen)
    account.touched = 0
    join_cycle(world, a, today % MONTH)


@inner
def join_cycle(world: World, a: int, cycle: int) -> None:
    """Append an account to those of its cycle day."""
    if world.cycle_first[cycle] == NONE:
        world.cycle_first[cycle] = a
    else:
        account_at(world, world.cycle_last[cycle]).cycle_next = a
    world.cycle_last[cycle] = a
