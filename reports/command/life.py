"""``fission life``: the story of one person."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reports.command.check import judged, marked
from reports.command.keeping import keep, try_out
from reports.command.options import AS_JSON, ONE_RUN, SEED, laid_over, options, resolved
from reports.command.progress import shown
from reports.command.trouble import Invalid, Trouble, refusals

if TYPE_CHECKING:
    from experiments.biography import Biography
    from scenarios import Resolved

WHO = ("worst-referrer", "largest-loss", "deepest-tree", "random")


@dataclass(frozen=True)
class Asked:
    """What was asked for on the command line."""

    person: int | None
    who: str | None
    seed: int
    persons: int | None
    days: int | None
    settings: tuple[str, ...]
    driver: str
    everything: bool
    table: bool
    postings: bool
    out: Path | None
    as_json: bool


@click.command(short_help="Tell the story of one person of a run.")
@click.argument("scenario")
@options(
    click.option("--person", type=int, metavar="N", help="Whose story: her number in the tables of the run, from 0."),
    click.option("--who", type=click.Choice(WHO),
                 help="Find somebody instead, by a first run: the referrer whose friends lost most, the largest loss, the "
                      "root of the deepest referral tree, or anyone with an account."),
    SEED, *ONE_RUN,
    click.option("--all", "everything", is_flag=True, help="Tell every event; usual months are in one line otherwise."),
    click.option("--table", is_flag=True, help="Print the table of events, too."),
    click.option("--postings", is_flag=True, help="Print the postings behind the events, too."),
    click.option("--out", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
                 help="Write to a new folder: scenario, story, JSON, Parquet tables of events and postings."),
    AS_JSON,
)
def life(scenario: str, **given: Any) -> None:
    """Tell what happened to one person in a run of SCENARIO, day by day, and what was posted for it.

    The run is repeated and watched; its result is that of fission run with the same scenario and seed.
    """
    asked = Asked(**given)
    if (asked.person is None) == (asked.who is None):
        raise click.UsageError("say whose story: either --person N or --who " + "|".join(WHO))
    [what] = resolved([scenario], laid_over(asked.persons, asked.days, asked.settings))
    with refusals():
        try_out(asked.out)
        findings = judged([what])
        told = watched(what, asked)
        if asked.as_json:
            from experiments.exchange import as_json
            from experiments.guardrails import as_objects
            from reports.life_folder import life_object

            click.echo(as_json(life_object(told) | {"guardrails": as_objects(*findings.values())}))
        else:
            click.echo(marked(findings, said(told, asked)))
        keep(asked.out, asked.as_json, lambda out: written(out, what, told))


def watched(what: Resolved, asked: Asked) -> Biography:
    """Return the life asked for."""
    from experiments.biography import NobodyFound, find
    from experiments.biography import life as watch

    scenario = what.scenario
    if asked.person is not None and not 0 <= asked.person < scenario.persons:
        raise Invalid(f"--person: there is no person {asked.person}: {scenario.name} has the persons 0 to {scenario.persons - 1}")
    runs = 1 if asked.who is None else 2
    with shown(f"watching {scenario.name}", runs * scenario.days, asked.as_json) as on_progress:
        try:
            person = asked.person if asked.who is None else find(scenario, asked.who, asked.seed, driver=asked.driver,
                                                                 on_progress=on_progress)
        except NobodyFound as nobody:
            raise Invalid(f"--who {asked.who}: {nobody}") from None
        assert person is not None
        told = watch(scenario, person, asked.seed, driver=asked.driver, on_progress=on_progress)
    if told.differences:
        raise Trouble(f"the story is wrong: its postings do not come to what stands in the table: {told.differences}")
    return told


def written(out: Path, what: Resolved, told: Biography) -> None:
    """Write the life to a new folder."""
    from reports import life_folder

    life_folder.write(out, what, told)


def said(told: Biography, asked: Asked) -> str:
    """Return what a person is told of a life."""
    from reports.life_tables import event_table, posting_table, printed
    from reports.story import story

    parts = [story(told, asked.everything)]
    if asked.table:
        parts.append("Events\n\n" + printed(event_table(told), but=("facts",)))
    if asked.postings:
        parts.append("Postings\n\n" + printed(posting_table(told)))
    return "\n\n".join(parts)
