"""One day of the programme, in the order in which it is settled. Both drivers walk it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from sim.lifecycle import attrite, bill, charge_off, detect, fund, observe, organise, review, reward, spend, underwrite
from sim.tables import INVITED
from sim.world import Life


class Driver(Protocol):
    """Who lets people decide: the compiled engine all at once, the Mesa model agent by agent."""

    def organise(self, today: int) -> None:
        """Organisers think about a ring."""

    def invite(self, today: int) -> None:
        """Customers in good standing ask their friends."""

    def respond(self, today: int) -> None:
        """The invited answer."""

    def activate(self, today: int) -> None:
        """New customers try the credit."""

    def spend(self, today: int) -> None:
        """Customers buy."""

    def exploit(self, today: int) -> None:
        """The accounts of rings buy."""

    def repay(self, today: int) -> None:
        """Borrowers pay, or do not."""

    def pay_back(self, today: int) -> None:
        """The accounts of rings pay, or do not."""

    def attrite(self, today: int) -> None:
        """Some customers leave."""


class Run(Driver, Protocol):
    """A driver whose world is made."""

    life: Life

    def run(self, each_day: Callable[[int], None] | None = None) -> Life:
        """Let all days pass; ``each_day`` is told of each."""


def day(driver: Driver, life: Life, today: int) -> None:
    """Let one day pass.

    What may be lent today follows from what was lent out last night. Organisers think about a ring. Customers in good
    standing invite their friends; the invited answer, others come by themselves, rings apply; the lender answers
    applications. New customers try the credit, customers buy, rings buy the least. Statements go out on each account's
    cycle day and are paid, or not, on its due day; what is lost is written off. The lender reviews limits, tiers and teams,
    looks for rings, pays what has been earned; some customers leave. What stands at the end of the day is written down.
    """
    life.open_day(today)
    fund.run(*life.where, today)
    organise.scout(*life.where, today)
    driver.organise(today)
    driver.invite(today)
    life.order("invited", INVITED)
    driver.respond(today)
    organise.settle(*life.where, today)
    life.order_applicants(today)
    underwrite.run(*life.where, today)
    driver.activate(today)
    driver.spend(today)
    driver.exploit(today)
    life.order_plans()
    spend.settle(*life.where, today)
    bill.run(*life.where, today)
    driver.repay(today)
    driver.pay_back(today)
    charge_off.run(*life.where, today)
    review.run(*life.where, today)
    detect.run(*life.where, today)
    reward.ripen(*life.where, today)
    life.order_touched(today)
    reward.run(*life.where, today)
    life.settled()
    driver.attrite(today)
    attrite.settle(*life.where, today)
    observe.run(*life.where, today)
