"""A plain Mesa model of a comparable day, written as one would by hand: the second reference for speed.

People invite their friends, apply, buy, are billed, repay by roll rates or are written off, and rewards are paid. The
figures are those of ``cash_for_invites`` where that is simple; books, measures and keyed draws are left out.
"""

from __future__ import annotations

import math

import mesa

MONTH = 30
ROLL_RATES = (0.0116, 0.25, 0.75, 0.88, 0.94, 0.97, 0.98)
REFERRER_REWARD, FRIEND_REWARD = 50.0, 20.0


class Person(mesa.Agent):
    """A prospect, and a customer once she has applied and been approved."""

    def __init__(self, model: PlainMarket) -> None:
        super().__init__(model)
        self.theta = model.random.gauss(0.0, 1.0)
        self.income = 6_000.0 * math.exp(model.random.gauss(0.0, 0.5))
        self.friends: list[Person] = []
        self.referrer: Person | None = None
        self.state = "prospect"
        self.opened = 0
        self.asked = 0
        self.limit = self.unbilled = self.billed = self.rewards = 0.0
        self.bucket = self.purchases = 0

    def step(self) -> None:
        """Live one day."""
        if self.state == "prospect":
            self.consider_applying()
        elif self.state == "customer":
            self.invite()
            self.shop()
            if (self.model.today - self.opened) % MONTH == 0 and self.model.today > self.opened:
                self.repay()
                self.bill()

    def consider_applying(self) -> None:
        """Apply by oneself, sooner where friends are customers."""
        customers = sum(friend.state == "customer" for friend in self.friends)
        hazard = (0.03 + 0.38 * customers / max(len(self.friends), 1)) / 360.0
        if self.model.random.random() < hazard:
            self.apply(None)

    def apply(self, referrer: Person | None) -> None:
        """Be scored, and approved or declined."""
        score = 600.0 + 40.0 * (0.5 * self.theta + self.model.random.gauss(0.0, 0.9))
        self.state = "customer" if score > 575.0 else "declined"
        self.referrer, self.opened = referrer, self.model.today
        self.limit = min(5_000.0, max(500.0, 0.75 * self.income))

    def invite(self) -> None:
        """Now and then, ask three friends who have no account."""
        if self.bucket or self.asked >= len(self.friends) or self.model.random.random() >= 0.0015 * 0.89 ** self.asked:
            return
        for friend in self.friends[self.asked:self.asked + 3]:
            self.asked += 1
            if friend.state == "prospect" and self.model.random.random() < 0.2:
                friend.apply(self)

    def shop(self) -> None:
        """Buy, on credit, three times a month; the first purchase pays the rewards."""
        if self.model.random.random() >= 3.0 / MONTH:
            return
        amount = min(0.04 * self.income * self.model.random.lognormvariate(0.0, 0.6), self.limit - self.unbilled - self.billed)
        if amount < 10.0:
            return
        self.unbilled += amount
        self.purchases += 1
        if self.purchases == 1 and self.referrer is not None:
            self.referrer.rewards += REFERRER_REWARD
            self.rewards += FRIEND_REWARD

    def bill(self) -> None:
        """Put the month's purchases on a statement."""
        self.billed, self.unbilled = self.billed + self.unbilled, 0.0

    def repay(self) -> None:
        """Pay what is billed, or roll to the next bucket; the last one is written off."""
        if self.billed <= 0.0:
            return
        base = ROLL_RATES[self.bucket]
        odds = base / (1.0 - base) * math.exp(-0.7 * self.theta)
        if self.model.random.random() >= odds / (1.0 + odds):
            self.billed, self.bucket = 0.0, 0
            return
        self.bucket += 1
        if self.bucket == len(ROLL_RATES):
            self.state = "written off"


class PlainMarket(mesa.Model):
    """People on a random network of twenty ties each; a step is a day."""

    def __init__(self, persons: int, seed: int = 1, mean_ties: int = 20, launch: float = 0.02) -> None:
        super().__init__(rng=seed)
        people = list(Person.create_agents(self, persons))
        for person in people:
            for friend in self.random.sample(people, mean_ties // 2):
                person.friends.append(friend)
                friend.friends.append(person)
        for person in self.random.sample(people, int(launch * persons)):
            person.apply(None)

    @property
    def today(self) -> int:
        """The day that passes."""
        return int(self.steps) - 1

    def step(self) -> None:
        """Let one day pass."""
        self.agents.shuffle_do("step")
