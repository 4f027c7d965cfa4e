"""Person by person: what a run with the scheme and one without it come to for the same people, in whole minor units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from sim.result import Column, Result, Table
from sim.tables import NONE
from sim.terms import MINOR_UNITS

TRAITS = ("channel", "portrait")
"""By what the groups are split, where the tables of a run know it."""
WITH, WITHOUT = 0, 1


class Group(IntEnum):
    """What the scheme has to do with somebody's being a customer: with an account that has bought."""

    ONLY_BECAUSE = 0
    EARLIER = 1
    ANYWAY = 2
    LATER = 3
    KEPT_AWAY = 4
    NO_CUSTOMER = 5


ABOUT: Mapping[Group, str] = {
    Group.ONLY_BECAUSE: "customers with the scheme, not without it within the run",
    Group.EARLIER: "customers either way, on an earlier day with the scheme",
    Group.ANYWAY: "customers either way, on the same day",
    Group.LATER: "customers either way, on a later day with the scheme",
    Group.KEPT_AWAY: "customers without the scheme, not with it within the run",
    Group.NO_CUSTOMER: "never bought, either way: declined, or approved and idle",
}


class Figure(IntEnum):
    """What is added up over persons; all but customers in minor units."""

    CUSTOMERS = 0
    GMV = 1
    MARGIN = 2
    ACQUISITION = 3
    REWARDS = 4
    PROFIT = 5
    LOSS = 6
    FRAUD = 7
    ECL = 8
    CREDIT_COST = 9
    EAD = 10


DESCRIBED: Mapping[Figure, tuple[str, str]] = {
    Figure.CUSTOMERS: ("count", "accounts with a first purchase"),
    Figure.GMV: ("money", "all purchases, and loans paid out"),
    Figure.MARGIN: ("money", "contribution margin, before acquisition"),
    Figure.ACQUISITION: ("money", "rewards, applications and advertising"),
    Figure.REWARDS: ("money", "reward cost of bringing them, to whomever it was paid"),
    Figure.PROFIT: ("money", "contribution margin less acquisition cost"),
    Figure.LOSS: ("money", "principal written off, less recoveries"),
    Figure.FRAUD: ("money", "principal written off where payment was never meant"),
    Figure.ECL: ("money", "expected credit loss held at the end"),
    Figure.CREDIT_COST: ("money", "principal written off, less recoveries, plus the expected credit loss held at the end"),
    Figure.EAD: ("money", "principal and fees owed at the end"),
}


@dataclass(frozen=True)
class Side:
    """One run as some persons have met it, a row a person."""

    activated: NDArray[np.int64]
    """Day of the first purchase, -1: none."""
    figures: NDArray[np.int64]
    """Shape (persons, figures)."""
    traits: Mapping[str, NDArray[np.str_]]
    """Empty where she has not applied in this run."""


@dataclass(frozen=True)
class Matched:
    """The persons who have applied in either run, as both have met them."""

    person: NDArray[np.int64]
    sides: tuple[Side, Side]

    @property
    def group(self) -> NDArray[np.int64]:
        """Return each person's group."""
        return classified(self.sides[WITH].activated, self.sides[WITHOUT].activated)

    @property
    def days_gained(self) -> NDArray[np.int64]:
        """Return by how many days each of those came earlier who did."""
        gained = self.sides[WITHOUT].activated - self.sides[WITH].activated
        return np.asarray(gained[self.group == Group.EARLIER])

    def trait(self, name: str) -> NDArray[np.str_]:
        """Return a trait of each person: as it is with the scheme where she applied under it, else as without."""
        first, second = (side.traits[name] for side in self.sides)
        return np.where(first == "", second, first)

    def sums(self, which: NDArray[np.bool_] | slice = slice(None)) -> NDArray[np.int64]:
        """Return the sums of some persons, shape (sides, groups, figures)."""
        found = np.zeros((2, len(Group), len(Figure)), dtype=np.int64)
        for side, total in zip(self.sides, found, strict=True):
            np.add.at(total, self.group[which], side.figures[which])
        return found

    def within(self, day: int) -> NDArray[np.int64]:
        """Return the number of persons in each group, had the runs ended with the day before."""
        seen = (np.where(side.activated < day, side.activated, NONE) for side in self.sides)
        return np.bincount(classified(*seen), minlength=len(Group))

    def overtaken(self, day: int) -> int:
        """Return how many seem to have come only because of the scheme by the day before, and have come without it later."""
        came, twin = (side.activated for side in self.sides)
        return int(((came != NONE) & (came < day) & (twin >= day)).sum())

    def table(self) -> Table:
        """Return everybody with her group, days, traits, and both sides of each figure."""
        columns = {"person": Column(self.person, "count", "person"),
                   "group": Column(names(Group)[self.group], "name", "what the scheme has to do with her being a customer")}
        columns |= {trait: Column(self.trait(trait), "name", trait) for trait in self.sides[WITH].traits}
        for side, called in zip(self.sides, ("with", "without"), strict=True):
            about = f"day of the first purchase {called} the scheme (-1: none)"
            columns[f"activated_{called}"] = Column(side.activated, "days", about)
            for figure, (unit, about) in DESCRIBED.items():
                if figure != Figure.CUSTOMERS:
                    values = side.figures[:, figure] / MINOR_UNITS
                    columns[f"{figure.name.lower()}_{called}"] = Column(values, unit, f"{about}, {called} the scheme")
        return Table("twin_persons", "One row a person who has applied, with the scheme or without.", columns)


def classified(activated: NDArray[np.int64], without: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the group of each person from the days of her first purchase with the scheme and without (-1: none).

    >>> days, twin = np.array([5, 5, 5, 5, -1, -1]), np.array([-1, 9, 5, 2, 7, -1])
    >>> [Group(group).name for group in classified(days, twin)]
    ['ONLY_BECAUSE', 'EARLIER', 'ANYWAY', 'LATER', 'KEPT_AWAY', 'NO_CUSTOMER']
    """
    came, twin = activated != NONE, without != NONE
    cases = [came & ~twin, came & twin & (activated < without), came & twin & (activated == without), came & twin, twin]
    return np.select(cases, list(Group)[: len(cases)], Group.NO_CUSTOMER).astype(np.int64)


def matched(run: Result, without: Result) -> Matched:
    """Return two runs of the same people person by person."""
    applied = [one.tables[table]["person"] for one in (run, without) for table in ("accounts", "declined")]
    persons = np.unique(np.concatenate(applied).astype(np.int64))
    return Matched(persons, (seen(run, persons), seen(without, persons)))


def seen(run: Result, persons: NDArray[np.int64]) -> Side:
    """Return one run as some persons, in ascending order, have met it."""
    accounts, declined = run.tables["accounts"], run.tables["declined"]
    held, refused = (np.searchsorted(persons, table["person"]) for table in (accounts, declined))
    activated = np.full(len(persons), NONE, dtype=np.int64)
    activated[held] = accounts["activated"]
    figures = np.zeros((len(persons), len(Figure)), dtype=np.int64)
    figures[held] = of_accounts(accounts)
    np.add.at(figures[:, Figure.ACQUISITION], refused, declined.columns["acquisition"].minor)
    figures[:, Figure.PROFIT] = figures[:, Figure.MARGIN] - figures[:, Figure.ACQUISITION]
    traits = {}
    for trait in TRAITS:
        if trait in accounts.columns and trait in declined.columns:
            traits[trait] = np.full(len(persons), "", dtype="U40")
            traits[trait][refused], traits[trait][held] = declined[trait], accounts[trait]
    return Side(activated, figures, traits)


def of_accounts(accounts: Table) -> NDArray[np.int64]:
    """Return the figures of accounts but for their profit, shape (accounts, figures)."""
    money = {name: accounts.columns[name].minor for name in (
        "spent", "margin", "acquisition", "rewards", "written_off", "recovered", "provision", "balance", "fees")}
    found = np.zeros((len(accounts), len(Figure)), dtype=np.int64)
    found[:, Figure.CUSTOMERS] = accounts["activated"] != NONE
    found[:, Figure.GMV], found[:, Figure.MARGIN] = money["spent"], money["margin"]
    found[:, Figure.ACQUISITION], found[:, Figure.REWARDS] = money["acquisition"], money["rewards"]
    found[:, Figure.LOSS] = money["written_off"] - money["recovered"]
    found[:, Figure.FRAUD] = money["written_off"] * (accounts["wont_pay"] > 0)
    found[:, Figure.ECL], found[:, Figure.EAD] = money["provision"], money["balance"] + money["fees"]
    found[:, Figure.CREDIT_COST] = found[:, Figure.LOSS] + found[:, Figure.ECL]
    return found


def names(kind: type[IntEnum]) -> NDArray[np.str_]:
    """Return the names of a kind in lower case, in order."""
    return np.array([member.name.lower() for member in kind])
