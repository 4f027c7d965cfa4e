"""The life of one person, from a run that is watched."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from experiments.biography.books import Figure, figures
from experiments.biography.events import Event, Posting
from experiments.biography.finding import WHO, found
from experiments.biography.page import Scene
from experiments.biography.witness import Witness
from sim.day import Run
from sim.result import result_hash
from sim.scenario import Scenario
from sim.simulation import start
from sim.tables import Person, State

OnProgress = Callable[[int], None]
HIDDEN = ("theta", "deal", "propensity", "points_taste", "limit_taste")


@dataclass(frozen=True)
class Biography:
    """What happened to one person, and the postings behind it. Money is in minor units."""

    scenario: Scenario
    seed: int
    person: int
    events: tuple[Event, ...]
    postings: tuple[Posting, ...]
    end: Scene
    """How she stands after the last day."""
    ties: tuple[int, int]
    """Strong and weak ties."""
    role: str
    opened: int | None
    """The day on which her account was opened."""
    wont_pay: bool
    """Whether she applied in order not to repay."""
    result_hash: str
    """The digest of the whole run: that of the same run unwatched."""

    @property
    def declined(self) -> bool:
        """Tell whether she has applied in vain."""
        return bool(self.end.person.state == Person.DECLINED)

    @property
    def state(self) -> str:
        """Where her account stands: open, closed or charged off; "" where she has none."""
        return "" if self.end.account is None else State(int(self.end.account.state)).name.lower()

    @property
    def traits(self) -> Mapping[str, float]:
        """What nature knows of her and the lender does not."""
        return {name: float(self.end.person[name]) for name in HIDDEN}

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Her balances as the postings make them, and as they stand in the table of accounts."""
        return tuple(figures(self.postings, self.end))

    @property
    def differences(self) -> tuple[Figure, ...]:
        """The figures that differ; there are none, or the story is wrong."""
        return tuple(each for each in self.figures if each.posted != each.stands)


def life(scenario: Scenario, person: int, seed: int = 1, *, driver: str = "engine",
         on_progress: OnProgress | None = None) -> Biography:
    """Run a scenario and return the life of one person, by the number she has in the tables (from 0).

    Raises ValueError for a person, a driver or a seed that there is not.
    """
    return watch(start(scenario, seed, driver, journal=True), person, on_progress)


def watch(run: Run, person: int, on_progress: OnProgress | None = None) -> Biography:
    """Let all days of a run pass and return the life of one person; the run keeps its journal and has not begun.

    Raises ValueError for a person whom there is not, or a run without a journal.
    """
    witness = Witness(run.life, person)
    witness.watch(run)

    def evening(today: int) -> None:
        witness.close_day(today)
        if on_progress is not None:
            on_progress(1)

    run.run(evening)
    return told(witness)


def told(witness: Witness) -> Biography:
    """Return what a witness has seen."""
    end, world, start_of_ties = witness.last, witness.life, witness.life.tables.ties_start
    ties, strong = int(start_of_ties[witness.i + 1] - start_of_ties[witness.i]), int(end.person.strong)
    opened = None if end.account is None else int(end.account.opened)
    return Biography(world.scenario, int(world.world.seed), witness.i, tuple(witness.events), tuple(witness.postings), end,
                     (strong, ties - strong), witness.role.name.lower(), opened, witness.wont_pay, result_hash(world))


def find(scenario: Scenario, who: str, seed: int = 1, *, driver: str = "engine", on_progress: OnProgress | None = None) -> int:
    """Run a scenario and return the person who is looked for: one of ``WHO``.

    Raises NobodyFound where a run has none, KeyError for what nobody can be.
    """
    if who not in WHO:
        raise KeyError(f"no {who!r} can be looked for; one of {', '.join(WHO)}")
    run = start(scenario, seed, driver)
    return found(run.run(None if on_progress is None else lambda _: on_progress(1)), who)
