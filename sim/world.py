"""A world and its policy: made from a scenario and a seed, kept large enough, events put in order between phases."""

from __future__ import annotations

import numpy as np

from sim import arrivals
from sim.network import weave
from sim.people import people
from sim.policy import policy_of
from sim.scenario import Scenario
from sim.tables import (
    ACCOUNT,
    ACCOUNTS,
    APPLICANTS,
    BUCKETS,
    DAY,
    FREE_PLAN,
    INVITED,
    JOURNAL,
    JOURNAL_ROWS,
    LIST,
    MONTH,
    NONE,
    NOW,
    PAYOUT,
    PAYOUTS,
    PLAN,
    PLANS,
    PLANS_ASKED,
    TOUCHED,
    Channel,
    Vintage,
    World,
    grown,
    records,
)

POSTINGS_A_DAY = 24


class Life:
    """A world that goes on: ``world`` is replaced when a table has to grow."""

    def __init__(self, scenario: Scenario, seed: int, journal: bool = False) -> None:
        """Make the people, their ties and their first expected arrivals."""
        self.scenario = scenario
        self.policy = policy_of(scenario)
        self.world = empty(scenario, seed, journal)
        arrivals.plan_arrivals(self.world, self.policy, scenario.population)

    def open_day(self, today: int) -> None:
        """Clear yesterday's lists and make room for everything that today can bring."""
        world, count = self.world, self.world.now.count
        count[[INVITED, APPLICANTS, PLANS_ASKED]] = 0
        most = arrivals.expected(world, today) + 2 * count[ACCOUNTS]
        self.world = world._replace(accounts=grown(world.accounts, most), plans=grown(world.plans, count[PLANS] + most),
                                    lists=grown(world.lists, (1 + self.policy.friends_at_once) * most))
        self.make_room_for_postings(POSTINGS_A_DAY * most)

    def make_room_for_postings(self, most: int) -> None:
        """Let the journal, where one is kept, take some more rows."""
        world = self.world
        if len(world.journal):
            self.world = world._replace(journal=grown(world.journal, world.now.count[JOURNAL_ROWS] + most))

    def order_invited(self) -> None:
        """Put the invited in the order of persons."""
        self.world.lists["invited"][: self.world.now.count[INVITED]].sort()

    def order_applicants(self, today: int) -> None:
        """Add those who come by themselves, and put all applicants in the order of persons."""
        arrivals.arrive(self.world, today)
        self.world.lists["applicants"][: self.world.now.count[APPLICANTS]].sort()

    def order_plans(self) -> None:
        """Put the plans asked for in the order of accounts."""
        asked = self.world.lists[["buyer", "planned", "months"]][: self.world.now.count[PLANS_ASKED]]
        asked[:] = asked[np.argsort(asked["buyer"])]

    def order_touched(self) -> None:
        """Put the events that rewards hang on in the order of persons, and make room for what they may bring."""
        world, number = self.world, self.world.now.count[TOUCHED]
        accounts = world.lists["touched"][:number]
        accounts[:] = accounts[np.argsort(world.accounts["person"][accounts])]
        most = number * self.policy.line_count * (1 + self.policy.team_depth)
        self.world = world._replace(payouts=grown(world.payouts, world.now.count[PAYOUTS] + most))
        self.make_room_for_postings(4 * most + POSTINGS_A_DAY * world.now.count[ACCOUNTS] + 3 * world.now.count[PAYOUTS])

    def settled(self) -> None:
        """Forget the events whose rewards are settled."""
        self.world.now.count[TOUCHED] = 0


def empty(scenario: Scenario, seed: int, journal: bool) -> World:
    """Return a world of people and ties in which nothing has happened yet."""
    persons = people(seed, scenario.persons, scenario.population, scenario.network)
    ties = weave(seed, scenario.persons, scenario.network)
    persons["strong"] = ties.strong
    now, days = records(1, NOW), records(scenario.days, DAY)
    now["seed"], now["count"][:, FREE_PLAN] = seed, NONE
    now["cycle_first"] = now["cycle_last"] = days["due_first"] = NONE
    months = scenario.days // MONTH + 2
    return World(
        now=now[0], persons=persons, ties_start=ties.start, ties=ties.ties, days=days,
        accounts=records(16, ACCOUNT), plans=records(16, PLAN), payouts=records(16, PAYOUT), lists=records(16, LIST),
        journal=records(16 if journal else 0, JOURNAL), rolls=np.zeros((months, BUCKETS, BUCKETS), dtype=np.int64),
        vintages=np.zeros((months, len(Channel), months, len(Vintage)), dtype=np.int64),
    )
