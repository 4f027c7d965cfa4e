"""A world whose people do what a script says. What the lender does, the model decides as ever."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np

from sim.facts import Payment
from sim.lifecycle import activate, attrite, invite, repay, respond, spend
from sim.rows import address
from sim.scenario import Scenario, default
from sim.tables import ACCOUNTS, JOURNAL_ROWS, NONE
from tests.model.drivers import RowByRow
from tests.model.settings import changed, everybody_approved, nobody_moves

VERBS = {invite: "invites", respond: "accepts", activate: "buys", spend: "buys", attrite: "leaves"}


class Someone(NamedTuple):
    """A person: with a score of 600 + 50 theta, since the score is made to see theta without noise."""

    theta: float = 0.0
    income: int = 600_000


def predictable(persons: int, days: int, **settings: Any) -> Scenario:
    """Return a scenario in which no luck is left but the script's: clear sight, no fraud, baskets of 5 % of income."""
    clear = {
        **nobody_moves(),
        **everybody_approved(),
        "network__kind": 1,
        "credit__score": default("score", auc_thin=0.99, auc_thick=0.99, auc_behaviour=0.99, separation=0.05),
        "behaviour__basket": default("basket", share=0.05, sigma=0.0, debt_low=0.0),
        "behaviour__payment_plan": default("payment_plan", share=0.0, size_slope=0.0, score_slope=0.0),
    }
    return changed(Scenario(name="scripted", persons=persons, days=days), **{**clear, **settings})


class Scripted(RowByRow):
    """Lets people come, invite, accept, buy, leave on the days the script names, and pay in full unless it says how."""

    def __init__(
        self,
        scenario: Scenario,
        people: Sequence[Someone],
        comes: Iterable[tuple[int, int]],
        acts: Iterable[tuple[int, int, str]] = (),
        payments: Mapping[tuple[int, int], Payment] | None = None,
        friends: Iterable[tuple[int, int]] | None = None,
    ) -> None:
        """``comes`` are (day, person), ``acts`` (day, person, verb), ``payments`` by (day, person)."""
        super().__init__(scenario, 1, journal=True)
        self.acts, self.payments = set(acts), dict(payments or {})
        unknown = {verb for _, _, verb in self.acts} - set(VERBS.values())
        assert not unknown, unknown
        persons = self.life.tables.persons
        persons["thin"] = 0
        for i, someone in enumerate(people):
            persons[i].theta, persons[i].income = someone
        for day, i in comes:
            self.expect(day, i)
        if friends is not None:
            self.befriend(list(friends))

    def expect(self, day: int, i: int) -> None:
        """Enter a person in the calendar."""
        persons, today = self.life.tables.persons, self.life.tables.days[day]
        persons[i].due_day, persons[i].due_next, persons[i].due_before = day, today.due_first, NONE
        if today.due_first != NONE:
            persons[today.due_first].due_before = i
        today.due_first = i

    def befriend(self, friends: list[tuple[int, int]]) -> None:
        """Let those be the only ties."""
        pairs = sorted({*friends, *((j, i) for i, j in friends)})
        each = np.bincount([i for i, _ in pairs], minlength=self.life.scenario.persons)
        start, ties = np.concatenate(([0], np.cumsum(each))), np.array([j for _, j in pairs], dtype=np.int32)
        self.life.tables = self.life.tables._replace(ties_start=start, ties=ties)
        self.life.world.ties_start, self.life.world.ties = address(start), address(ties)

    def decide(self, phase: ModuleType, today: int, row: int) -> Any:
        """Do what the script says."""
        i = row if phase is respond else int(self.life.tables.accounts[row].person)
        if phase is repay:
            return int(self.payments.get((today, i), Payment.FULL))
        does = (today, i, VERBS[phase]) in self.acts
        if phase is respond:
            return float(does)
        return math.inf if does else 0.0

    def account(self, i: int) -> Any:
        """Return a person's account."""
        return self.life.tables.accounts[self.life.tables.persons[i].account]

    def postings(self) -> list[tuple[int, int, int, int]]:
        """Return the journal: day, account, cause, amount."""
        rows = self.life.tables.journal[: self.life.world.count[JOURNAL_ROWS]]
        return [(int(row.day), int(row.account), int(row.cause), int(row.amount)) for row in rows]

    def accounts(self) -> int:
        """Return how many accounts there are."""
        return int(self.life.world.count[ACCOUNTS])
