"""A page of a life: what stood before a phase of the day, what stands after it, and what was posted meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from experiments.biography.events import Event, Posting
from sim.facts import Application, Invitation
from sim.ledger import Cause
from sim.tables import ACCOUNTS, JOURNAL_ROWS, NONE, PAYOUTS, Record
from sim.world import Life


class Scene(NamedTuple):
    """A person at one moment: copies of her row and her account's (None: none yet), and the lengths of tables."""

    person: Record
    account: Record | None
    accounts: int
    payouts: int
    posted: int


def scene(life: Life, i: int) -> Scene:
    """Return how a person stands now."""
    person, count = life.tables.persons[i].copy(), life.count
    account = None if person.account == NONE else life.tables.accounts[person.account].copy()
    return Scene(person, account, int(count[ACCOUNTS]), int(count[PAYOUTS]), int(count[JOURNAL_ROWS]))


@dataclass
class Memory:
    """What is kept from page to page: friends and rewards as last seen, whom she has asked, what a phase was told."""

    friends: dict[int, Record] = field(default_factory=dict)
    asked: set[int] = field(default_factory=set)
    rewards: dict[int, Record] = field(default_factory=dict)
    invitation: Invitation | None = None
    answer: tuple[Application, bool, int] | None = None
    struck: bool = False


@dataclass
class Page:
    """What one phase has to tell of a person."""

    life: Life
    today: int
    i: int
    before: Scene
    now: Scene
    left: list[Posting]
    memory: Memory

    def take(self, *causes: Cause) -> tuple[Posting, ...]:
        """Return the postings that are left for some causes, and strike them off."""
        taken = tuple(each for each in self.left if each.cause in causes)
        self.left = [each for each in self.left if each.cause not in causes]
        return taken

    def take_one(self, cause: Cause, amount: int) -> tuple[Posting, ...]:
        """Return one posting of an amount for a cause, and strike it off; none where none was made."""
        found = next((each for each in self.left if (each.cause, each.amount) == (cause, amount)), None)
        if found is None:
            return ()
        self.left.remove(found)
        return (found,)

    def event(self, what: Any, *postings: Posting) -> Event:
        """Return an event of this page."""
        return Event(self.today, what, postings)

    def changed(self, name: str) -> bool:
        """Tell whether a field of her account has changed."""
        return bool(self.account[name] != self.earlier[name])

    @property
    def account(self) -> Any:
        """Her account as it stands now."""
        return self.now.account

    @property
    def earlier(self) -> Any:
        """Her account as it stood before."""
        return self.before.account

    @property
    def a(self) -> int:
        """The number of her account, NONE for none."""
        return int(self.now.person.account)

    def holder(self, account: int) -> int:
        """Return the person who holds an account."""
        return int(self.life.tables.accounts[account].person)

    def new_accounts(self) -> Iterator[int]:
        """Yield the accounts opened meanwhile."""
        yield from range(self.before.accounts, self.now.accounts)


def total(postings: tuple[Posting, ...], *causes: Cause) -> int:
    """Return the sum of some postings, of some causes only where any are named."""
    return sum(each.amount for each in postings if not causes or each.cause in causes)
