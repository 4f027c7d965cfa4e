"""What ``run`` and ``compare`` can be asked for alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from reports.command.trouble import refusals

if TYPE_CHECKING:
    from scenarios import Resolved
    from sim.scenario import Scenario
    from sim.ties import EdgeList

Command = TypeVar("Command", bound=Callable[..., Any])
MOST_REPLICATIONS = 100_000


@dataclass(frozen=True)
class Options:
    """What was asked for on the command line."""

    seed: int
    persons: int | None
    days: int | None
    settings: tuple[str, ...]
    driver: str
    replications: int
    out: Path | None
    as_json: bool
    journal: bool
    all_measures: bool
    allow_blocked: bool
    twin: bool = False

    @property
    def overrides(self) -> tuple[str, ...]:
        """Return all settings laid over the scenario, ``--persons`` and ``--days`` among them."""
        return laid_over(self.persons, self.days, self.settings)


SEED = click.option("--seed", type=click.IntRange(0, 2**63 - 1), default=1, show_default=True,
                    help="Seed of the first replication; the others follow from it.")
PERSONS = click.option("--persons", type=int, metavar="N", help="Short for --set persons=N.")
DAYS = click.option("--days", type=int, metavar="N", help="Short for --set days=N.")
SET = click.option("--set", "settings", multiple=True, metavar="PATH=VALUE",
                   help="Change one setting, such as rewards.referrer.amount=60. May be repeated.")
ONE_RUN = (
    PERSONS, DAYS, SET,
    click.option("--driver", type=click.Choice(["engine", "mesa"]), default="engine", show_default=True,
                 help="Compiled engine, or Mesa agents: the same result, slower."),
)
"""What each run can be asked for, whatever is made of it."""
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")


def common(replications: int) -> Callable[[Command], Command]:
    """Return the decorator that gives a command the options of ``Options``; ``replications`` is the default number."""
    return options(
        SEED,
        click.option("--replications", "-r", type=click.IntRange(1, MOST_REPLICATIONS), default=replications,
                     show_default=True, help="Runs under different seeds, for means with intervals."),
        *ONE_RUN,
        click.option("--out", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
                     help="Write to a new folder: scenarios, measures, Parquet tables; of a comparison figures, too."),
        click.option("--journal", is_flag=True, help="Keep every single posting as a table, too."),
        click.option("--all", "all_measures", is_flag=True, help="Print every measure, not only the main ones."),
        AS_JSON,
        click.option("--allow-blocked", is_flag=True, help="Run what a guardrail blocks, and mark it (see fission check)."),
    )


def options(*each: Callable[[Any], Any]) -> Callable[[Command], Command]:
    """Return the decorator that gives a command some options, in this order."""
    def decorated(command: Command) -> Command:
        for option in reversed(each):
            command = option(command)
        return command

    return decorated


with_twin = click.option("--twin", is_flag=True, help="Tell who came only because of the scheme, too: fission twin.")


def laid_over(persons: int | None, days: int | None, settings: Sequence[str]) -> tuple[str, ...]:
    """Return all settings laid over a scenario, ``--persons`` and ``--days`` among them."""
    short = (("persons", persons), ("days", days))
    return (*(f"{name}={value}" for name, value in short if value is not None), *settings)


def resolved(names: Sequence[str], overrides: Sequence[str]) -> list[Resolved]:
    """Return scenarios by name or path, with all that is wrong with any of them told at once."""
    from scenarios import Fault, ScenarioError, resolve

    found: list[Resolved] = []
    faults: list[Fault] = []
    with refusals():
        for name in names:
            try:
                found.append(resolve(name, overrides))
            except ScenarioError as error:
                faults += error.faults
        if faults:
            raise ScenarioError(faults)
    tell_notes(found)
    return found


def tell_notes(whats: Sequence[Resolved]) -> None:
    """Say on stderr what may not be meant and what was made of files of ties, a line each, once for several scenarios."""
    for note in dict.fromkeys(note for what in whats for note in (*what.notes, *notes_on_edges(what.scenario))):
        click.echo(note, err=True)


def notes_on_edges(scenario: Scenario) -> Iterator[str]:
    """Yield what was made of the file of ties of a scenario, if it has one."""
    edges = scenario.network.edges
    if edges is not None:
        yield from (f"{Path(edges.file).name}: {note}" for note in (*edges.notes, *made_of(scenario, edges)))


def made_of(scenario: Scenario, edges: EdgeList) -> Iterator[str]:
    """Yield what the model adds to an edge list, or cannot do on it."""
    from sim.observed import observed

    alone = scenario.persons - len(edges)
    if alone:
        yield f"{alone:,} persons are added who have no tie"
    asked, most = scenario.network.homophily, observed(edges, scenario.persons, scenario.network.strong_share).likeness.most
    if asked > most:
        yield f"homophily {asked:g} is more than these ties allow: cut to {most:.3g}"
