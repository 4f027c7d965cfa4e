"""Watching one person through a run: she is looked at before and after each phase of the day, the run itself unchanged.

The journal is read phase by phase and wiped every evening, so that it takes the memory of one day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from experiments.biography import borrowing, joining, standing
from experiments.biography.events import Booked, Event, Posting, RoleChanged
from experiments.biography.page import Memory, Page, Scene, scene
from sim.day import Driver
from sim.ledger import Cause
from sim.lifecycle import repay, respond, underwrite
from sim.standing import Role, policy_of, role
from sim.tables import JOURNAL_ROWS, NONE, Person, Records
from sim.world import Life

Told = Iterator[Event]
PHASES = ("invite", "respond", "activate", "spend", "repay", "attrite")
"""Where the day lets people decide."""
CHAPTERS: dict[str, Callable[[Page], Told]] = {
    "invite": joining.asks, "respond": joining.answers, "to activate": joining.applies,
    "activate": borrowing.buys, "spend": borrowing.buys, "to repay": borrowing.is_billed, "repay": borrowing.pays,
    "to attrite": standing.is_reviewed, "attrite": standing.leaves, "evening": standing.leaves,
}
"""What may happen in a phase, or on the way to one; what is posted elsewhere is told as it was booked."""


class Witness:
    """Somebody who watches one person, and writes down what happens to her."""

    def __init__(self, life: Life, person: int) -> None:
        """Begin to watch before the first day. Raises ValueError for a person whom there is not, or without a journal."""
        if not 0 <= person < life.scenario.persons:
            raise ValueError(f"there is no person {person}: persons are numbered from 0 to {life.scenario.persons - 1}")
        if not life.world.keeps_journal:
            raise ValueError("a run is watched with its journal: journal=True")
        self.life, self.i, self.today = life, person, 0
        self.memory, self.events, self.postings = Memory(), list[Event](), list[Posting]()
        self.last, self.role = scene(life, person), Role.PROSPECT

    @property
    def wont_pay(self) -> bool:
        """Tell whether she applied in order not to repay."""
        answer = self.memory.answer
        return answer is not None and answer[1] and self.last.person.state != Person.PROSPECT

    def watch(self, driver: Driver) -> None:
        """Look before and after each phase of a driver, which does what it does anyway."""
        for phase in PHASES:
            setattr(driver, phase, self.around(phase, getattr(driver, phase)))

    def around(self, phase: str, run: Callable[[int], None]) -> Callable[[int], None]:
        """Return a phase with a look before and after it."""
        def watched(today: int) -> None:
            self.today = today
            self.turn(f"to {phase}")
            self.foresee(phase)
            run(today)
            self.turn(phase)
            self.foresee(f"after {phase}")

        return watched

    def foresee(self, moment: str) -> None:
        """Note what can be seen only before it is acted upon: an invitation, an application's answer, a loss of income."""
        world, policy, memory = self.life.world, self.life.policy, self.memory
        if moment == "respond":
            invited = self.i in respond.rows(world, policy, self.today)
            memory.invitation = respond.facts(world, policy_of(self.life, self.i), self.today, self.i) if invited else None
        elif moment == "after respond" and self.last.person.state == Person.PROSPECT:
            memory.answer = underwrite.answer(world, policy, self.today, self.i)
        elif moment == "repay" and self.last.account is not None:
            a = self.last.person.account
            hers = policy_of(self.life, self.i)
            memory.struck = a in repay.rows(world, policy, self.today) and repay.facts(world, hers, self.today, a).hardship

    def turn(self, chapter: str) -> None:
        """Tell what has happened since the last look."""
        before, now = self.last, scene(self.life, self.i)
        page = Page(self.life, self.today, self.i, before, now, self.posted(before, now), self.memory)
        if chapter in CHAPTERS:
            self.events += CHAPTERS[chapter](page)
        self.events += [page.event(Booked(each.cause.name.lower(), each.amount), each) for each in page.left]
        self.last = now

    def posted(self, before: Scene, now: Scene) -> list[Posting]:
        """Return what was posted for her account since the last look, or for her application if it was declined."""
        rows = self.life.tables.journal[before.posted : now.posted]
        if now.person.account != NONE:
            hers = [(Cause(int(row.cause)), int(row.amount)) for row in rows[rows["account"] == now.person.account]]
        elif before.person.state == Person.PROSPECT != now.person.state:
            hers = list(for_nobody(rows, organic=now.person.referrer == NONE, identified=now.person.checked > 0))
        else:
            hers = []
        begin = len(self.postings) + 1
        new = [Posting(begin + at, self.today, cause, amount) for at, (cause, amount) in enumerate(hers)]
        self.postings += new
        return new

    def close_day(self, today: int) -> None:
        """Tell what the evening has brought, and wipe the journal."""
        self.turn("evening")
        if self.last.account is not None:
            now = Role(role(self.life.world, self.last.person.account))
            if now != self.role:
                self.events.append(Event(today, RoleChanged(self.role.name.lower(), now.name.lower())))
                self.role = now
        self.life.count[JOURNAL_ROWS] = 0
        self.last = scene(self.life, self.i)


def for_nobody(rows: Records, organic: bool, identified: bool) -> Iterator[tuple[Cause, int]]:
    """Yield what one declined application has cost: postings for no account, of which those of a day are all alike."""
    paid = {Cause.APPLICATION: True, Cause.MARKETING: organic, Cause.IDENTITY_CHECK: identified}
    for cause in (cause for cause, was in paid.items() if was):
        alike = rows[(rows["account"] == NONE) & (rows["cause"] == cause)]
        if len(alike):
            yield cause, int(alike[0].amount)
