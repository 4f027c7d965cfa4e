"""What may be spent and lost: budgets and caps out of the command or of a search."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from experiments.search.quantities import TAIL, Cap, Quantity, cap
from reports.content.evidence import Evidence, Kind, NoReport
from scenarios.faults import Fault

REWARDS = "reward_cost"
CAP = re.compile(r"\s*([\w()]+)\s*((?:<=|>=).+)")
RUNS = 1_000
"""Enough for any tail: what is capped here has run already."""


class Asked(NamedTuple):
    """What is asked for beside the folders: a budget for rewards, caps such as ``dpd90_share<=2%``, the measure that decides."""

    budget: str = ""
    caps: Sequence[str] = ()
    measure: str = ""


class Terms(NamedTuple):
    """What must hold of every scheme. The budget that a scheme has itself is none of it: it is never overdrawn."""

    common: tuple[Cap, ...] = ()

    def cap(self, text: str) -> Cap:
        """Return a cap by its text."""
        return next(each for each in self.common if each.text == text)


def terms(evidence: Evidence, asked: Asked) -> Terms:
    """Return the budgets and caps that hold: those asked for, or else those of the search.

    Raises NoReport for one that cannot be read.
    """
    texts = ([f"{REWARDS}<={asked.budget}"] if asked.budget else []) + list(asked.caps)
    return Terms(tuple(parsed(text, evidence.currency) for text in texts) or searched(evidence))


def parsed(text: str, currency: str) -> Cap:
    """Return a cap from the command. Raises NoReport for one that cannot be read."""
    def refuse(message: str, hint: str) -> Fault:
        raise NoReport(f"{text}: {message} ({hint})")

    parts = CAP.fullmatch(text)
    if not parts:
        raise NoReport(f"{text}: this is no cap: write measure<=limit, like net_charge_off<=20000 or dpd90_share<=2%")
    found = cap(parts[1], parts[2], RUNS, currency, refuse)
    assert isinstance(found, Cap)
    return found


def searched(evidence: Evidence) -> tuple[Cap, ...]:
    """Return the caps and budgets of the search."""
    record = evidence.record(Kind.SEARCH) or {"caps": ()}
    return tuple(Cap(quantity(each["name"], each["sign"]), each["limit"], each["text"]) for each in record["caps"])


def quantity(name: str, sign: int) -> Quantity:
    """Return what a cap of a search holds down: a measure, or its mean over the worst runs."""
    tail = TAIL.fullmatch(name)
    return Quantity(name, tail[2], (100 - int(tail[1])) / 100, sign) if tail else Quantity(name, name, 1.0, sign)
