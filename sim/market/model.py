"""The model: the same day as the engine's, in which people decide one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isfinite
from numbers import Real
from typing import Any, NoReturn

import mesa
import numpy as np
from numpy.typing import NDArray

from sim.day import day
from sim.lifecycle import activate, attrite, exploit, invite, organise, pay_back, repay, respond, spend
from sim.market.agents import ENTERPRISES, PARTS, Individual
from sim.market.cast import cast
from sim.market.crowd import Crowd
from sim.rules import contracts
from sim.scenario import ENTERPRISE_LOAN, Scenario
from sim.standing import policy_of, roles
from sim.world import Life

CONTRACTS = {**contracts(), "spend": contracts()["shop"]}
"""What each decision may answer, by the name of its phase."""


class Market(mesa.Model):
    """A run as a mesa model: ``step`` is a day, ``agents`` are the people, ``life`` is the world they live in.

    ``agents`` replaces classes by derived ones: ``Market(scenario, 1, agents={Consumer: CautiousConsumer})``. With
    ``shuffle``, people act in random order within each phase, which changes no result unless their own code makes it.
    ``random`` and ``rng`` are the researcher's: the rules draw their luck by key and leave them alone.
    """

    def __init__(self, scenario: Scenario, seed: int = 1, *, journal: bool = False,
                 agents: Mapping[type, type] | None = None, shuffle: bool = False) -> None:
        """Make the world; nothing has happened yet."""
        super().__init__(rng=seed)
        self.life = Life(scenario, seed, journal)
        self.shuffle, self.replaced = shuffle, dict(agents or {})
        self.views: dict[int, Individual] = {}
        self.roles = roles(self.life.world)
        self.parts = ENTERPRISES if scenario.product.kind == ENTERPRISE_LOAN else PARTS
        self.cast = cast(self.parts, self.replaced, PARTS)

    @property
    def today(self) -> int:
        """The day that passes, or has passed last; -1 before the first."""
        return int(min(self.steps, self.life.scenario.days)) - 1

    def step(self) -> None:
        """Let one day pass. Raises RuntimeError when all have."""
        if self.steps > self.life.scenario.days:
            raise RuntimeError(f"all {self.life.scenario.days} days of the scenario have passed")
        day(self, self.life, self.today)
        self.follow()
        self.running = self.steps < self.life.scenario.days

    def run(self, each_day: Callable[[int], None] | None = None) -> Life:
        """Let all days that are left pass; ``each_day`` is told of each."""
        while self.running:
            self.step()
            if each_day is not None:
                each_day(self.today)
        return self.life

    def organise(self, today: int) -> None:
        """Organisers think about a ring."""
        self.let(organise, today)

    def invite(self, today: int) -> None:
        """Customers in good standing ask their friends."""
        self.let(invite, today)

    def respond(self, today: int) -> None:
        """The invited answer."""
        self.let(respond, today)

    def activate(self, today: int) -> None:
        """New customers try the credit."""
        self.let(activate, today)

    def spend(self, today: int) -> None:
        """Customers buy."""
        self.let(spend, today)

    def exploit(self, today: int) -> None:
        """The accounts of rings buy."""
        self.let(exploit, today)

    def repay(self, today: int) -> None:
        """Borrowers pay, or do not."""
        self.let(repay, today)

    def pay_back(self, today: int) -> None:
        """The accounts of rings pay, or do not."""
        self.let(pay_back, today)

    def attrite(self, today: int) -> None:
        """Some customers leave."""
        self.let(attrite, today)

    def let(self, phase: Any, today: int) -> None:
        """Let everybody decide who is up in a phase: she is told the facts, answers, and it is written down."""
        self.follow()
        world, name = self.life.world, phase.__name__.rpartition(".")[2]
        for row, person in self.up(phase, today):
            agent, policy = self.agent(person), policy_of(self.life, person)
            luck = phase.luck(world, today, row) if phase is repay else ()
            answer = getattr(agent, name)(phase.facts(world, policy, today, row), *luck)
            phase.act(world, policy, today, row, checked(agent, name, answer))

    def up(self, phase: Any, today: int) -> list[tuple[int, int]]:
        """Return who is up in a phase, by row and person."""
        rows = phase.rows(self.life.world, self.life.policy, today)
        persons = self.persons(phase, rows)
        pairs = list(zip(rows.tolist(), persons.tolist(), strict=True))
        if self.shuffle:
            self.random.shuffle(pairs)
        return pairs

    def persons(self, phase: Any, rows: NDArray[Any]) -> NDArray[Any]:
        """Return the persons of a phase's rows: ``respond`` goes by persons, ``organise`` by rings, the others by accounts."""
        if phase is organise:
            return organise.organisers(self.life.world, rows)
        return rows if phase is respond else self.table("accounts")["person"][rows]

    def follow(self) -> None:
        """Let each agent's class follow her role."""
        now = roles(self.life.world)
        for row in np.flatnonzero(now != self.roles).tolist():
            if row in self.views:
                self.views[row].__class__ = self.cast[now[row]]
        self.roles = now

    def agent(self, row: int) -> Individual:
        """Return the agent of a person, by row: always the same one."""
        view = self.views.get(row)
        if view is None:
            view = self.views[row] = self.cast[self.roles[row]](self, row)
        return view

    def part(self, row: int) -> type:
        """Return the part that a person plays, whatever class has been put in its place."""
        part: type = self.parts[self.roles[row]]
        return part

    def crowd(self, rows: NDArray[Any]) -> Crowd:
        """Return some people by row."""
        return Crowd(self, rows)

    def table(self, name: str) -> NDArray[Any]:
        """Return a table of the world as a plain array, whose columns are quicker to read than a record array's."""
        table: NDArray[Any] = getattr(self.life.tables, name).view(np.ndarray)
        return table

    @property
    def agents(self) -> Crowd:
        """Everybody, prospects too, and behind them the identities of rings."""
        return self.crowd(np.arange(len(self.roles)))

    @property
    def agents_by_type(self) -> dict[type, Crowd]:
        """Everybody by the part they play: Prospect, Consumer (or Enterprise), ..., also where another class plays it."""
        return {part: self.crowd(np.flatnonzero(self.roles == number)) for number, part in enumerate(self.parts)}

    @property
    def agent_types(self) -> list[type]:
        """The parts."""
        return list(self.parts)

    def register_agent(self, agent: Any) -> NoReturn:
        """Refuse: the people of a market are those of its scenario."""
        raise TypeError(f"{type(agent).__name__} cannot join: a market makes its own agents; see Market(agents=...)")

    def __getstate__(self) -> dict[str, Any]:
        """Leave out the cast, whose classes have no address."""
        return {name: value for name, value in vars(self).items() if name != "cast"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take over a copy, and give its agents their classes."""
        self.__dict__.update(state)
        self.cast = cast(self.parts, self.replaced, PARTS)
        for row, view in self.views.items():
            view.__class__ = self.cast[self.roles[row]]


def checked(agent: Individual, name: str, answer: Any) -> float | int:
    """Return an answer as the kernel takes it. Raises ValueError for one that the decision does not allow."""
    contract = CONTRACTS[name]
    number = contract.returns(answer) if isinstance(answer, Real) and isfinite(answer) else None
    if number is None or number != answer or not contract.low <= number <= contract.high:
        kind = "a whole number" if contract.returns is int else "a number"
        raise ValueError(f"{type(agent).__name__}.{name} must answer {kind} from {contract.low} to {contract.high}, "
                         f"not {answer!r}")
    return number
