"""How somebody becomes a customer: invitations, application, answer; and how her friends do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from experiments.biography.events import (
    Applied,
    Approved,
    Asked,
    Declined,
    Event,
    Friend,
    FriendDeclined,
    FriendJoined,
    Invited,
)
from experiments.biography.page import Page, total
from sim.cells import Cell, differences, under
from sim.facts import Reason
from sim.ledger import Cause
from sim.lifecycle import invite
from sim.tables import NONE, Channel, Person
from sim.world import Life


def asks(page: Page) -> Iterator[Event]:
    """Tell whom she invites."""
    if page.earlier is None or not page.changed("invitations"):
        return
    world, before, now = page.life.world, page.earlier, page.account
    ties = [(int(invite.strong_tie(world, page.i, k)), True) for k in range(before.strong_asked, now.strong_asked)]
    ties += [(int(invite.weak_tie(world, page.i, k)), False) for k in range(before.weak_asked, now.weak_asked)]
    page.memory.asked.update(tie for tie, _ in ties)
    yield page.event(Asked(tuple(asked(page, tie, strong) for tie, strong in ties)))


def asked(page: Page, tie: int, strong: bool) -> Friend:
    """Return whether an invitation can still bring the friend."""
    other = page.life.tables.persons[tie]
    prospect = other.state == Person.PROSPECT
    return Friend(tie, strong, bool(prospect), bool(prospect and other.inviter == page.i))


def answers(page: Page) -> Iterator[Event]:
    """Tell of an invitation that she has received."""
    person, seen = page.now.person, page.memory.invitation
    if person.invitations == page.before.person.invitations:
        return
    assert seen is not None
    accepted = page.before.person.referrer == NONE != person.referrer
    yield page.event(Invited(int(person.inviter), seen.strong, int(person.invitations), int(person.customer_ties),
                             round(seen.reward), bool(accepted)))


def applies(page: Page) -> Iterator[Event]:
    """Tell of her application and the lender's answer, and of friends whose accounts are opened."""
    person = page.now.person
    if page.before.person.state == Person.PROSPECT != person.state:
        yield page.event(Applied(number(person.referrer), int(page.before.person.customer_ties)))
        yield answered(page)
    if page.earlier is None:
        return
    for account in page.new_accounts():
        row = page.life.tables.accounts[account]
        if row.referrer == page.a:
            page.memory.friends[account] = row.copy()
            yield page.event(FriendJoined(int(row.person)))
    for tie in sorted(page.memory.asked):
        other = page.life.tables.persons[tie]
        if other.state != Person.PROSPECT:
            page.memory.asked.remove(tie)
            if other.state == Person.DECLINED and other.referrer == page.i:
                yield page.event(FriendDeclined(tie))


def answered(page: Page) -> Event:
    """Return the lender's answer.

    Raises AssertionError where what was foreseen is not what happened: a story does not guess.
    """
    assert page.memory.answer is not None
    seen, _, reason = page.memory.answer
    assert (reason == Reason.APPROVED) == (page.account is not None), "the answer foreseen is not the lender's"
    postings = page.take(Cause.APPLICATION, Cause.MARKETING, Cause.IDENTITY_CHECK)
    cost = total(postings)
    if page.account is None:
        return page.event(Declined(seen.score, seen.thin, Reason(reason).name.lower(), terms_for(page), cost), *postings)
    account = page.account
    channel = Channel(int(account.channel)).name.lower()
    return page.event(Approved(float(account.score), seen.thin, int(account.limit), channel, cost), *postings)


def terms_for(page: Page) -> Any:
    """Return the terms of the rule that has answered her: those for her portrait, and for who has brought her."""
    scenario, person = page.life.scenario, page.now.person
    cell = Cell(int(person.portrait), 0, channel_by(page.life, int(person.referrer)))
    return under(scenario, [*differences(scenario, cell)]).credit.approve.terms


def channel_by(life: Life, referrer: int) -> Channel:
    """Return the channel of who is brought by a person, or by nobody; ``sim.lifecycle.team`` has it for kernels."""
    accounts = life.tables.accounts
    above = NONE if referrer == NONE else int(life.tables.persons[referrer].account)
    channel = Channel.ORGANIC if above == NONE else Channel.REFERRED
    for _ in range(life.scenario.team.depth):
        if above != NONE and accounts[above].leader:
            return Channel.TEAM
        above = NONE if above == NONE else int(accounts[above].referrer)
    return channel


def number(person: Any) -> int | None:
    """Return a person's number, None for nobody."""
    return None if person == NONE else int(person)
