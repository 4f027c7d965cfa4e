"""A world and its policy: made from a scenario and a seed, kept large enough, events put in order between phases."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim import arrivals
from sim.bounds import check
from sim.conditions import foretell
from sim.draw import Purpose, lots
from sim.network import weave
from sim.people import kinds, organisers, people
from sim.policy import Policy, policies_of
from sim.rows import address
from sim.scenario import Scenario
from sim.tables import (
    ACCOUNT,
    ACCOUNTS,
    APPLICANTS,
    DAY,
    FREE_PLAN,
    INVITED,
    JOURNAL,
    JOURNAL_ROWS,
    LIST,
    MONTH,
    MONTH_ROW,
    NONE,
    ORIGINS,
    PAYOUT,
    PAYOUTS,
    PLAN,
    PLANS,
    PLANS_ASKED,
    RING,
    SHAPE,
    TOUCHED,
    VINTAGE,
    WORLD,
    Record,
    Tables,
    World,
    grown,
    records,
)

POSTINGS_A_DAY = 26


class Life:
    """A world that goes on. ``tables`` is replaced when a table has to grow; ``world`` tells kernels where they are.

    ``policies`` are all that somebody lives under, ``cells`` the number of that of each portrait, tier and channel.
    """

    where: tuple[int, int]
    """The addresses of world and policies, which phases are called with."""
    policy: Policy
    """The first policy: what is the same for everybody is read there."""

    def __init__(self, scenario: Scenario, seed: int, journal: bool = False) -> None:
        """Make the people, their ties and their first expected arrivals.

        Raises ValueError where a setting is out of bounds.
        """
        check(scenario)
        self.scenario = scenario
        self.policies, self.cells = policies_of(scenario)
        self.tables = empty(scenario, seed, journal)
        self.world = numbers(self.tables, scenario, seed)
        self.settle_down()
        arrivals.plan_arrivals(self.where[0], kinds(scenario))

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take over what pickle or deepcopy has copied, and tell the new world where its tables are."""
        vars(self).update(state)
        self.world = placed(self.world, WORLD)
        self.settle_down()

    def settle_down(self) -> None:
        """Find out where everything is."""
        self.where = address(self.world.base), address(self.policies)
        self.policy, self.count = self.policies[0], self.world.count
        self.world.policies, self.world.cells, self.world.policy_count = self.where[1], address(self.cells), len(self.policies)
        for name, table in self.tables._asdict().items():
            self.world[name] = address(table)

    def make_room(self, **needed: int) -> None:
        """Let tables have at least so many rows."""
        for name, rows in needed.items():
            table = getattr(self.tables, name)
            if rows > len(table):
                self.tables = self.tables._replace(**{name: grown(table, int(rows))})
                self.world[name] = address(getattr(self.tables, name))

    def make_room_for_postings(self, most: int) -> None:
        """Let the journal, where one is kept, take some more rows."""
        if self.world.keeps_journal:
            self.make_room(journal=self.count[JOURNAL_ROWS] + most)

    def open_day(self, today: int) -> None:
        """Clear yesterday's lists and make room for everything that today can bring."""
        count = self.count
        count[[INVITED, APPLICANTS, PLANS_ASKED]] = 0
        most = arrivals.expected(self.where[0], today) + self.world.ring_count
        most += (1 + self.policies["friends_at_once"].max()) * count[ACCOUNTS]
        self.make_room(lists=count[TOUCHED] + 2 * most)
        self.make_room_for_postings(POSTINGS_A_DAY * (count[ACCOUNTS] + most))

    def order(self, events: str, number: int) -> None:
        """Put some of today's events in the order of the persons or accounts they are about."""
        self.tables.lists[events][: self.count[number]].sort()

    def order_applicants(self, today: int) -> None:
        """Add those who come by themselves, put all applicants in the order of persons, and make room for their accounts."""
        arrivals.arrive(self.where[0], today)
        self.order("applicants", APPLICANTS)
        self.make_room(accounts=self.count[ACCOUNTS] + self.count[APPLICANTS])

    def order_plans(self) -> None:
        """Put the plans asked for in the order of accounts, and make room for them."""
        number = self.count[PLANS_ASKED]
        self.make_room(plans=self.count[PLANS] + number)
        order = np.argsort(self.tables.lists["buyer"][:number])
        for column in ("buyer", "planned", "months"):
            asked = self.tables.lists[column][:number]
            asked[:] = asked[order]

    def order_touched(self, today: int) -> None:
        """Put the events that rewards hang on in the order of the day's lot, and make room for what they may bring.

        Where a budget binds, who is first is served: a lot keyed by person and day favours nobody for long.
        """
        count = self.count
        accounts = self.tables.lists["touched"][: count[TOUCHED]]
        accounts.sort()
        persons = self.tables.accounts["person"][accounts]
        accounts[:] = accounts[np.argsort(lots(self.world.seed, persons, today, Purpose.REWARD_ORDER.value), kind="stable")]
        most = len(accounts) * self.policy.line_count * (1 + self.policy.team_depth)
        self.make_room(payouts=count[PAYOUTS] + most)
        self.make_room_for_postings(4 * most + POSTINGS_A_DAY * count[ACCOUNTS] + 3 * count[PAYOUTS])

    def settled(self) -> None:
        """Forget the events whose rewards are settled."""
        self.count[TOUCHED] = 0


def placed(record: Record, dtype: np.dtype[Any]) -> Record:
    """Return a record that reads and writes through, which a copied one may not."""
    table = records(1, dtype)
    table[0] = record
    return table[0]


def empty(scenario: Scenario, seed: int, journal: bool) -> Tables:
    """Return the tables of people and ties to whom nothing has happened yet."""
    persons = people(seed, scenario)
    honest = persons[: scenario.persons]
    reach = kinds(scenario)["reach"].astype(np.float32)[honest["portrait"]]
    ties = weave(seed, scenario.persons, scenario.network, reach)
    honest["strong"] = ties.strong
    tied_to_nobody = np.full(len(persons) - scenario.persons, ties.start[-1])
    rings = records(organisers(scenario), RING)
    rings["begun"] = rings["plan"] = NONE
    days, months = records(scenario.days, DAY), scenario.days // MONTH + 2
    days["due_first"] = NONE
    foretell(days, scenario)
    return Tables(
        persons=persons, ties_start=np.concatenate((ties.start, tied_to_nobody)), ties=ties.ties, days=days,
        accounts=records(16, ACCOUNT), plans=records(16, PLAN), payouts=records(16, PAYOUT), lists=records(16, LIST),
        journal=records(16 if journal else 1, JOURNAL), by_month=records(months, MONTH_ROW),
        vintages=records(months * ORIGINS * months, VINTAGE), rings=rings, shapes=records(shapes(scenario), SHAPE),
    )


def shapes(scenario: Scenario) -> int:
    """Return how many rings an organiser may think of: of each size the chain, the star, and all between; 0 without organisers."""
    sizes = range(2, scenario.abuse.accounts + 1)
    return sum(size - 1 for size in sizes) if organisers(scenario) else 0


def numbers(tables: Tables, scenario: Scenario, seed: int) -> World:
    """Return the running numbers of a world in which nothing has happened yet, and where its tables are."""
    world = records(1, WORLD)[0]
    world.seed, world.people, world.horizon = seed, scenario.persons, scenario.days
    world.months, world.keeps_journal = scenario.days // MONTH + 2, len(tables.journal) > 1
    world.ring_count, world.ring_size, world.shape_count = len(tables.rings), scenario.abuse.accounts, len(tables.shapes)
    world.count[FREE_PLAN] = NONE
    world.cycle_first = world.cycle_last = NONE
    return world
