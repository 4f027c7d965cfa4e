"""Rows on memory: what the tables' rows take, and by how much the process grew."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sim.engine import Engine
from sim.tables import ACCOUNT, ACCOUNTS, LIST, PAYOUT, PAYOUTS, PERSON, PLAN, PLANS
from tests.benchmarks.rows import Row
from tests.benchmarks.timing import alone, campaign, warm

PERSONS = 1_000_000
STATM = Path("/proc/self/statm")


class Taken(NamedTuple):
    """Bytes: what the rows come to, and what the process grew by, for persons (no ties) and for accounts."""

    persons_rows: float
    persons_grown: float
    accounts_rows: float
    accounts_grown: float
    accounts: int
    tie_ends: int


def resident() -> int:
    """Return the bytes of memory that the process holds; 0 where the system does not tell."""
    return int(STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") if STATM.exists() else 0


def taken() -> Taken:
    """Run once and look."""
    warm()
    before = resident()
    engine = Engine(campaign(PERSONS), 1)
    made = resident()
    life, most_events = engine.life, [0]

    def look(_: int) -> None:
        most_events[0] = max(most_events[0], int(life.world["count"][5:].max()))

    engine.run(look)
    count, tables = life.world["count"], life.tables
    rows = (int(count[ACCOUNTS]) * ACCOUNT.itemsize + int(count[PLANS]) * PLAN.itemsize
            + int(count[PAYOUTS]) * PAYOUT.itemsize + most_events[0] * LIST.itemsize)
    return Taken(PERSON.itemsize + tables.ties_start.itemsize, (made - before - tables.ties.nbytes) / PERSONS,
                 rows / count[ACCOUNTS], (resident() - made) / count[ACCOUNTS], int(count[ACCOUNTS]), len(tables.ties))


def rows() -> Iterator[Row]:
    """What a person and an account take."""
    found = alone(taken)
    yield Row("memory a person, besides the ties", found.persons_rows, "bytes", most=120.0,
              note=f"rows of the tables, {PERSONS:,} persons; the process grew by {found.persons_grown:.0f}")
    yield Row("memory a tie end", 4.0, "bytes", most=4.0, note=f"{found.tie_ends:,} tie ends")
    yield Row("memory an account, its plans, rewards and events", found.accounts_rows, "bytes", most=400.0,
              note=f"rows in use, {found.accounts:,} accounts")
    yield Row("by how much the process grew during the days, an account", found.accounts_grown, "bytes", most=800.0,
              note="a check: tables double as they grow, so that up to twice the rows in use may be held")
