"""Watching a run: what its lender's file of statements would say, the run itself unchanged."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from experiments.panel.table import MONEY, Panel, Status
from sim.day import Run
from sim.scenario import Scenario
from sim.simulation import start
from sim.tables import ACCOUNTS, MONTH, Records, State
from sim.terms import MINOR_UNITS
from sim.world import Life

VERY_LATE = 3
Amounts = NDArray[np.int64]


class Watch:
    """Somebody who writes a row for each account on its cycle day, as its statement goes out."""

    def __init__(self, run: Run) -> None:
        """Begin to watch a run before its first day."""
        self.life, self.days = run.life, list[dict[str, Amounts]]()
        self.grace = run.life.scenario.product.grace_days
        self.paid, self.spent, self.bought, self.status = (np.zeros(0, dtype=np.int64) for _ in range(4))
        phases = ("repay", "pay_back") if run.life.world.ring_count else ("repay",)
        for phase in phases:
            setattr(run, phase, self.around(getattr(run, phase)))

    @property
    def book(self) -> Records:
        """The accounts, as an array that is read by field."""
        return self.life.tables.accounts.view(np.ndarray)[: self.life.world.count[ACCOUNTS]]

    def around(self, phase: Callable[[int], None]) -> Callable[[int], None]:
        """Return a phase of payments with a look before and after it."""
        def watched(today: int) -> None:
            due = self.of_cycle(today - self.grace)
            before = self.book[due]
            phase(today)
            after = self.book[due]
            self.paid[due] += owed(before) - owed(after)
            self.status[due] = np.maximum(self.status[due], statuses(after, billed(before)))

        return watched

    def of_cycle(self, cycle: int) -> Amounts:
        """Return the open accounts whose cycle day is that of a day and that were there before it; make room to note them."""
        book = self.book
        if len(book) > len(self.paid):
            more = (0, max(len(book), 2 * len(self.paid)) - len(self.paid))
            noted = (self.paid, self.spent, self.bought, self.status)
            self.paid, self.spent, self.bought, self.status = (np.pad(each, more) for each in noted)
        opened = book["opened"]
        return np.flatnonzero(((cycle - opened) % MONTH == 0) & (opened < cycle) & (book["state"] == State.OPEN))

    def close_day(self, today: int) -> None:
        """Write down the statements of a day, in its evening."""
        due = self.of_cycle(today)
        rows = self.book[due]
        self.days.append({
            "account": due, "month": np.full(len(due), today // MONTH), "mob": (today - rows["opened"]) // MONTH,
            "limit": rows["limit"], "balance": owed(rows), "billed": billed(rows), "paid": self.paid[due],
            "spent": rows["spent"] - self.spent[due], "purchases": rows["purchases"] - self.bought[due],
            "late": rows["bucket"], "status": self.status[due]})
        self.paid[due], self.spent[due], self.bought[due] = 0, rows["spent"], rows["purchases"]
        self.status[due] = Status.INACTIVE

    def panel(self) -> Panel:
        """Return what has been written down."""
        columns = {name: np.concatenate([day[name] for day in self.days]) for name in self.days[0]}
        return Panel.of({name: values / MINOR_UNITS if name in MONEY else values for name, values in columns.items()})


def billed(rows: Records) -> Amounts:
    """Return what the statements of some accounts ask for, in minor units."""
    return np.asarray(rows["owed_principal"].sum(axis=1, dtype=np.int64) + rows["owed_fees"].sum(axis=1, dtype=np.int64))


def owed(rows: Records) -> Amounts:
    """Return all that some accounts owe, in minor units."""
    return np.asarray(billed(rows) + rows["pay_later"] + rows["carried"] + rows["plan_balance"])


def statuses(rows: Records, asked: Amounts) -> Amounts:
    """Return the status of some accounts after their due day, on which so much was asked for."""
    bucket = rows["bucket"]
    return np.where(bucket >= VERY_LATE, Status.VERY_LATE, np.where(bucket > 0, Status.LATE, np.where(
        rows["carried"] > 0, Status.REVOLVER, np.where(asked > 0, Status.TRANSACTOR, Status.INACTIVE))))


def watched(scenario: Scenario, seed: int) -> tuple[Life, Panel]:
    """Run a scenario and return how it ends, and its accounts month by month.

    Raises ValueError as ``start`` does.
    """
    run = start(scenario, seed)
    watch = Watch(run)
    life = run.run(watch.close_day)
    return life, watch.panel()
