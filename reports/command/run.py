"""``fission run``: one scenario."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reports.command.check import marked, vetted
from reports.command.keeping import keep, try_out
from reports.command.options import Options, common, resolved, with_twin
from reports.command.progress import shown
from reports.command.trouble import Invalid, refusals
from reports.command.twin import twinned

if TYPE_CHECKING:
    from experiments import Replications
    from experiments.twin import Twin
    from scenarios import Resolved


@click.command(short_help="Run a scenario: growth, risk, money.")
@click.argument("scenario")
@with_twin
@click.option("--statements", type=click.Path(path_type=Path), metavar="FILE",
              help="Write the accounts month by month to a new .csv or .parquet, as a lender would have them (first replication).")
@common(replications=1)
def run(scenario: str, statements: Path | None, **options: Any) -> None:
    """Run SCENARIO, a shipped one by name or a file, and print growth, risk and money."""
    asked = Options(**options)
    [what] = resolved([scenario], asked.overrides)
    with refusals():
        try_out(asked.out)
        refuse_unfit(statements)
        findings = vetted([what], asked.allow_blocked)
        twin = twinned(what, asked) if asked.twin else None
        found = twin.scheme if twin else replicated(what, asked)
        if asked.as_json:
            from experiments.exchange import as_json
            from experiments.guardrails import as_objects
            from reports.exchange import run_object
            from reports.twin_object import twin_object

            told_of = {"twin": twin_object(twin)} if twin else {}
            click.echo(as_json(run_object(found) | {"guardrails": as_objects(*findings.values())} | told_of))
        else:
            click.echo(marked(findings, told(found, asked, twin)))
        keep(asked.out, asked.as_json, lambda out: written(out, what, found, twin))
        keep(statements, asked.as_json, lambda path: state(path, what, asked.seed))


def refuse_unfit(statements: Path | None) -> None:
    """Raise Invalid for a file of statements that cannot be written, OSError as ``reports.statements`` does."""
    from reports import statements as files

    if statements is not None:
        try:
            files.refuse_unfit(statements)
        except ValueError as error:
            raise Invalid(f"--statements: {error}") from None


def state(path: Path, what: Resolved, seed: int) -> None:
    """Run the first replication once more, and write what its lender would have on file."""
    from experiments.panel.statements import statements
    from reports.statements import write

    write(path, seed, statements(what.scenario, seed), what.scenario.currency)


def replicated(what: Resolved, asked: Options) -> Replications:
    """Return the replications asked for."""
    from experiments import replicate

    scenario = what.scenario
    with shown(scenario.name, scenario.days * asked.replications, asked.as_json) as on_progress:
        return replicate(scenario, asked.seed, asked.replications, driver=asked.driver, journal=asked.journal,
                         on_progress=on_progress)


def written(out: Path, what: Resolved, found: Replications, twin: Twin | None) -> None:
    """Write the run and its twin to a new folder."""
    from reports.run_folder import write

    write(out, what, found, twin)


def told(found: Replications, asked: Options, twin: Twin | None) -> str:
    """Return what a person is told of a run, and of its twin."""
    from reports.numbers import UNDEFINED
    from reports.portraits import portraits_table
    from reports.tables import run_table
    from reports.twin import twin_text

    scenario, first = found.scenario, found.runs[0]
    many = len(found.runs)
    counted = f"mean of {many} replications (95 % interval)" if many > 1 else "one replication, so no intervals"
    speed = f"{found.person_days_per_second / 1e6:,.1f} million person-days a second"
    lines = [
        f"{scenario.title or scenario.name}",
        f"{scenario.name}, {scenario.persons:,} persons, {scenario.days:,} days, seed {first.seed}, {counted}",
        "", run_table(found, asked.all_measures), "",
        f"result {first.result_hash}, {found.seconds:.2f} s, {speed}",
    ]
    if scenario.portraits:
        lines[4:4] = ["", portraits_table(found)]
    if twin:
        lines[4:4] = ["", f"The twin: {twin.without.scenario.name}", "", twin_text(twin, asked.all_measures)]
    if UNDEFINED in "\n".join(lines):
        lines.append(f"{UNDEFINED}: not defined in this run, as nothing it is made of has happened")
    return "\n".join(lines)
