"""``fission sweep``: a scenario at many points of some of its settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from reports.command.studying import Asked, laboratory, refuse_failures, study_options
from reports.command.trouble import refusals

if TYPE_CHECKING:
    from experiments.sweeps import Plan, Swept


@click.command(short_help="Run a scenario at many points of some of its settings.")
@study_options
def sweep(**options: Any) -> None:
    """Run the sweep in the file STUDY: a scenario at many points of its levers, each under the same seeds."""
    from experiments import sweeps
    from reports.sweep import sweep_object, sweep_text

    asked = Asked(**options)
    with refusals():
        plan = sweeps.plan(asked.study)
        found = swept(plan, asked)
        if asked.as_json:
            from reports.exchange import as_json

            click.echo(as_json(sweep_object(found)))
        else:
            click.echo(f"{sweep_text(found)}\n\nwritten to {asked.folder(plan.study.name)}")
        refuse_failures(found.failed, len(found.outcomes))


def swept(plan: Plan, asked: Asked) -> Swept:
    """Return the sweep, run and written to its folder."""
    from experiments import sweeps
    from reports import study_folder
    from reports.sweep import sweep_object

    tasks = plan.tasks
    total = len({task.key for task in tasks})
    with laboratory("sweep", asked, plan.study, study_folder.digest(tasks), total) as lab:
        found = sweeps.sweep(plan, lab)
    tables = found.designs, found.replications, found.response
    study_folder.finish(asked.folder(plan.study.name), tables, sweep_object(found), found.failed)
    return found
