"""One replication of a twin: the sums of each group with the scheme and without it, and what follows from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.twin.books import agree, population
from experiments.twin.persons import DESCRIBED, WITH, WITHOUT, Figure, Group, Matched, matched
from sim.result import Result, Table
from sim.tables import MONTH
from sim.terms import MINOR_UNITS

EITHER_WAY = (Group.EARLIER, Group.ANYWAY, Group.LATER)
ORGANIC, REFERRED = ("organic",), ("referred", "team")
"""Channels whose customers nobody referred, and those whose customers somebody did."""
PERSONS, RINGS = (*ORGANIC, *REFERRED), ("ring",)
"""Channels of persons, and that of accounts of rings, which are customers to the lender and no persons."""


@dataclass(frozen=True)
class Pair:
    """One seed's two runs, added up. Sums are in minor units, of shape (sides, groups, figures)."""

    seed: int
    sums: NDArray[np.int64]
    by: Mapping[str, Mapping[str, NDArray[np.int64]]]
    """The same sums by trait and its values."""
    horizon: Mapping[int, NDArray[np.int64]]
    """Persons by group had the runs ended earlier, by length in days: each month, half the run, all of it."""
    overtaken: int
    """Those who at half the run seem to have come only because of the scheme, and have come without it by its end."""
    days_gained: NDArray[np.int64]
    """Of each who came earlier."""
    persons: Table | None
    """Everybody's row; of several replications the first one keeps it."""

    def held(self, figure: Figure, groups: tuple[Group, ...] = tuple(Group), side: int = WITH) -> float:
        """Return the sum of a figure over groups, in currency units or persons."""
        return amount(self.sums[side, list(groups), figure].sum(), figure)

    def gained(self, figure: Figure, groups: tuple[Group, ...] = tuple(Group)) -> float:
        """Return the sum with the scheme less that without it."""
        return self.held(figure, groups, WITH) - self.held(figure, groups, WITHOUT)

    def brought(self, channels: tuple[str, ...], *groups: Group, side: int = WITH) -> int:
        """Return the customers of some groups (or of all) whom some channels brought."""
        found = (sums for channel, sums in self.by["channel"].items() if channel in channels)
        return sum(int(sums[side, list(groups or Group), Figure.CUSTOMERS].sum()) for sums in found)


def amount(value: float, figure: Figure) -> float:
    """Return a sum in the unit in which it is told."""
    return float(value) / (MINOR_UNITS if DESCRIBED[figure][0] == "money" else 1)


def pair(run: Result, without: Result, keep_persons: bool) -> Pair:
    """Return two runs under one seed person by person, added up by group.

    Raises Disagreement where the sums over persons are not the population's.
    """
    people = matched(run, without)
    sums = people.sums()
    agree(sums, np.stack([population(run), population(without)]))
    days = run.scenario.days
    half = max(days // 2, 1)
    lengths = sorted({*range(MONTH, days, MONTH), half, days})
    return Pair(run.seed, sums, split(people), {length: people.within(length) for length in lengths}, people.overtaken(half),
                people.days_gained, people.table() if keep_persons else None)


def split(people: Matched) -> dict[str, dict[str, NDArray[np.int64]]]:
    """Return the sums of people by trait and value of the trait."""
    found = {}
    for trait in people.sides[WITH].traits:
        values = people.trait(trait)
        found[trait] = {str(value): people.sums(values == value) for value in np.unique(values)}
    return found


class Quantity(NamedTuple):
    """A figure of a twin: one number a pair, or the ratio of two."""

    unit: str
    about: str
    top: Callable[[Pair], float]
    bottom: Callable[[Pair], float] | None = None


def number_of(*groups: Group) -> Callable[[Pair], float]:
    """Return what counts the customers of some groups, with the scheme."""
    return lambda pair: pair.held(Figure.CUSTOMERS, groups)


def held(figure: Figure, *groups: Group) -> Callable[[Pair], float]:
    """Return what adds a figure up over groups, with the scheme."""
    return lambda pair: pair.held(figure, groups or tuple(Group))


def gained(figure: Figure, *groups: Group) -> Callable[[Pair], float]:
    """Return what adds up the difference that the scheme makes to a figure of groups."""
    return lambda pair: pair.gained(figure, groups or tuple(Group))


CUSTOMERS, REWARDS = held(Figure.CUSTOMERS), held(Figure.REWARDS)
MORE_CUSTOMERS = gained(Figure.CUSTOMERS)

QUANTITIES: Mapping[str, Quantity] = {
    "customers": Quantity("count", "customers with the scheme: accounts with a first purchase", CUSTOMERS),
    "customers_without": Quantity("count", "customers without the scheme",
                                  lambda pair: pair.held(Figure.CUSTOMERS, side=WITHOUT)),
    "incremental_customers": Quantity("count", "customers with the scheme less customers without it", MORE_CUSTOMERS),
    "only_because": Quantity("count", "customers who came only because of the scheme", number_of(Group.ONLY_BECAUSE)),
    "came_earlier": Quantity("count", "customers who came earlier because of it", number_of(Group.EARLIER)),
    "came_anyway": Quantity("count", "customers who would have come anyway, on the same day", number_of(Group.ANYWAY)),
    "came_later": Quantity("count", "customers who came later because of it", number_of(Group.LATER)),
    "kept_away": Quantity("count", "customers without the scheme whom it has kept away",
                          lambda pair: pair.held(Figure.CUSTOMERS, (Group.KEPT_AWAY,), WITHOUT)),
    "only_because_share": Quantity("share", "customers who came only because of it", number_of(Group.ONLY_BECAUSE), CUSTOMERS),
    "earlier_share": Quantity("share", "customers who came earlier because of it", number_of(Group.EARLIER), CUSTOMERS),
    "anyway_share": Quantity("share", "customers who would have come anyway, on the same day", number_of(Group.ANYWAY), CUSTOMERS),
    "later_share": Quantity("share", "customers who came later because of it", number_of(Group.LATER), CUSTOMERS),
    "only_because_share_half": Quantity(
        "share", "customers who came only because of it, had the runs ended at half their length",
        lambda pair: halfway(pair)[Group.ONLY_BECAUSE],
        lambda pair: halfway(pair)[[Group.ONLY_BECAUSE, *EITHER_WAY]].sum()),
    "overtaken_share": Quantity(
        "share", "customers who at half the run seem to have come only because of it, and have come without it by its end",
        lambda pair: pair.overtaken, lambda pair: halfway(pair)[Group.ONLY_BECAUSE]),
    "days_gained": Quantity("days", "mean of the days by which those came earlier who did",
                            lambda pair: float(pair.days_gained.sum()), lambda pair: len(pair.days_gained)),
    "referred_customers": Quantity("count", "customers whom somebody referred", lambda pair: pair.brought(REFERRED)),
    "referred_either_way_share": Quantity("share", "referred customers who would have come without the scheme, then or later",
                                          lambda pair: pair.brought(REFERRED, *EITHER_WAY), lambda pair: pair.brought(REFERRED)),
    "only_because_unreferred": Quantity("count", "customers who came only because of it though nobody referred them: friends "
                                        "of customers it has brought", lambda pair: pair.brought(ORGANIC, Group.ONLY_BECAUSE)),
    "incremental_per_referred": Quantity("ratio", "incremental customers over referred customers, rings in neither",
                                         lambda pair: pair.brought(PERSONS) - pair.brought(PERSONS, side=WITHOUT),
                                         lambda pair: pair.brought(REFERRED)),
    "ring_customers": Quantity("count", "customers who are accounts of rings, run for the reward",
                               lambda pair: pair.brought(RINGS)),
    "only_because_rings": Quantity("count", "of those who came only because of it: accounts of rings",
                                   lambda pair: pair.brought(RINGS, Group.ONLY_BECAUSE)),
    "incremental_gmv": Quantity("money", "purchases added by the scheme", gained(Figure.GMV)),
    "incremental_margin": Quantity("money", "contribution margin added, before acquisition", gained(Figure.MARGIN)),
    "incremental_acquisition_cost": Quantity("money", "rewards, applications and advertising added", gained(Figure.ACQUISITION)),
    "incremental_reward_cost": Quantity("money", "reward cost added", gained(Figure.REWARDS)),
    "incremental_profit": Quantity("money", "profit added, within the run", gained(Figure.PROFIT)),
    "incremental_loss": Quantity("money", "principal written off, less recoveries, added", gained(Figure.LOSS)),
    "incremental_fraud_loss": Quantity("money", "principal written off where payment was never meant, added",
                                       gained(Figure.FRAUD)),
    "incremental_ecl": Quantity("money", "expected credit loss held at the end, added", gained(Figure.ECL)),
    "incremental_credit_cost": Quantity("money", "principal written off, less recoveries, plus expected credit loss held, added",
                                        gained(Figure.CREDIT_COST)),
    "incremental_ead": Quantity("money", "exposure at the end, added", gained(Figure.EAD)),
    "incremental_cac": Quantity("money", "acquisition cost added for each incremental customer",
                                gained(Figure.ACQUISITION), MORE_CUSTOMERS),
    "reward_cost_per_incremental": Quantity("money", "reward cost added for each incremental customer",
                                            gained(Figure.REWARDS), MORE_CUSTOMERS),
    "profit_per_incremental": Quantity("money", "profit added for each incremental customer",
                                       gained(Figure.PROFIT), MORE_CUSTOMERS),
    "incremental_loss_rate": Quantity("share", "credit cost of the purchases added",
                                      gained(Figure.CREDIT_COST), gained(Figure.GMV)),
    "loss_rate_without": Quantity("share", "credit cost of the purchases without the scheme",
                                  lambda pair: pair.held(Figure.CREDIT_COST, side=WITHOUT),
                                  lambda pair: pair.held(Figure.GMV, side=WITHOUT)),
    "reward_cost": Quantity("money", "rewards earned, less breakage and claw-backs", REWARDS),
    "reward_share_only_because": Quantity("share", "reward cost paid for customers who came only because of the scheme",
                                          held(Figure.REWARDS, Group.ONLY_BECAUSE), REWARDS),
    "reward_share_earlier": Quantity("share", "reward cost paid for customers who came earlier",
                                     held(Figure.REWARDS, Group.EARLIER), REWARDS),
    "reward_share_anyway": Quantity("share", "reward cost paid for customers who would have come anyway, on the same day",
                                    held(Figure.REWARDS, Group.ANYWAY), REWARDS),
    "reward_share_later": Quantity("share", "reward cost paid for customers who came later",
                                   held(Figure.REWARDS, Group.LATER), REWARDS),
    "reward_share_no_customer": Quantity("share", "reward cost paid for accounts that have not bought",
                                         held(Figure.REWARDS, Group.KEPT_AWAY, Group.NO_CUSTOMER), REWARDS),
}


def halfway(pair: Pair) -> NDArray[np.int64]:
    """Return the persons by group, had the runs ended at half their length."""
    return pair.horizon[max(max(pair.horizon) // 2, 1)]
