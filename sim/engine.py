"""The compiled driver: a whole run."""

from __future__ import annotations

from collections.abc import Callable

from sim.day import day
from sim.lifecycle import activate, attrite, exploit, invite, organise, pay_back, repay, respond, spend
from sim.scenario import Scenario
from sim.world import Life


class Engine:
    """Lets all who are up decide at once, in compiled loops."""

    def __init__(self, scenario: Scenario, seed: int, journal: bool = False) -> None:
        """Make the world; nothing has happened yet."""
        self.life = Life(scenario, seed, journal)

    def organise(self, today: int) -> None:
        """Organisers think about a ring."""
        organise.run(*self.life.where, today)

    def invite(self, today: int) -> None:
        """Customers in good standing ask their friends."""
        invite.run(*self.life.where, today)

    def respond(self, today: int) -> None:
        """The invited answer."""
        respond.run(*self.life.where, today)

    def activate(self, today: int) -> None:
        """New customers try the credit."""
        activate.run(*self.life.where, today)

    def spend(self, today: int) -> None:
        """Customers buy."""
        spend.run(*self.life.where, today)

    def exploit(self, today: int) -> None:
        """The accounts of rings buy."""
        exploit.run(*self.life.where, today)

    def repay(self, today: int) -> None:
        """Borrowers pay, or do not."""
        repay.run(*self.life.where, today)

    def pay_back(self, today: int) -> None:
        """The accounts of rings pay, or do not."""
        pay_back.run(*self.life.where, today)

    def attrite(self, today: int) -> None:
        """Some customers leave."""
        attrite.run(*self.life.where, today)

    def run(self, each_day: Callable[[int], None] | None = None) -> Life:
        """Let all days pass; ``each_day`` is told of each."""
        for today in range(self.life.scenario.days):
            day(self, self.life, today)
            if each_day is not None:
                each_day(today)
        return self.life
