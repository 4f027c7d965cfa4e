"""Drivers for tests: everybody decides by herself, in an order of the test's choosing, or by a script."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.engine import Engine
from sim.lifecycle import activate, attrite, exploit, invite, organise, pay_back, repay, respond, spend
from sim.scenario import Scenario
from sim.standing import policy_of

Rows = NDArray[np.int32]
Order = Callable[[Rows], Sequence[int] | Rows]


def as_they_stand(rows: Rows) -> Rows:
    """Leave the order as it is."""
    return rows


def backwards(rows: Rows) -> Rows:
    """Turn the order round."""
    return rows[::-1]


def shuffled(seed: int) -> Order:
    """Return an order that is another one each time."""
    return np.random.default_rng(seed).permutation


class RowByRow(Engine):
    """Lets each who is up see, decide and act before the next one does."""

    def __init__(self, scenario: Scenario, seed: int, order: Order = as_they_stand, journal: bool = False) -> None:
        super().__init__(scenario, seed, journal)
        self.order = order

    def organise(self, today: int) -> None:
        self.walk(organise, today)

    def invite(self, today: int) -> None:
        self.walk(invite, today)

    def respond(self, today: int) -> None:
        self.walk(respond, today)

    def activate(self, today: int) -> None:
        self.walk(activate, today)

    def spend(self, today: int) -> None:
        self.walk(spend, today)

    def exploit(self, today: int) -> None:
        self.walk(exploit, today)

    def repay(self, today: int) -> None:
        self.walk(repay, today)

    def pay_back(self, today: int) -> None:
        self.walk(pay_back, today)

    def attrite(self, today: int) -> None:
        self.walk(attrite, today)

    def walk(self, phase: ModuleType, today: int) -> None:
        """Let everybody who is up in a phase act, in this driver's order."""
        world = self.life.world
        for row in self.order(phase.rows(world, self.life.policy, today)):
            phase.act(world, self.policy_of(phase, row), today, int(row), self.decide(phase, today, int(row)))

    def policy_of(self, phase: ModuleType, row: int) -> Any:
        """Return the policy that somebody decides under."""
        return policy_of(self.life, self.person(phase, row))

    def person(self, phase: ModuleType, row: int) -> int:
        """Return who is behind a row of a phase."""
        if phase is organise:
            return int(organise.organisers(self.life.world, np.array([row], dtype=np.int32))[0])
        return int(row if phase is respond else self.life.tables.accounts["person"][row])

    def decide(self, phase: ModuleType, today: int, row: int) -> Any:
        """Ask the rule."""
        world, policy = self.life.world, self.policy_of(phase, row)
        luck = phase.luck(world, today, row) if phase is repay else ()
        return phase.decision(policy, phase.facts(world, policy, today, row), *luck)
