"""``fission sweep``: a scenario at many points of some of its settings."""

from __future__ import annotations

from typing import Any

import click

from reports.command.studying import Asked, conducted, refuse_failures, study_options
from reports.command.trouble import refusals


@click.command(short_help="Run a scenario at many points of some of its settings.")
@study_options
def sweep(**options: Any) -> None:
    """Run the sweep in the file STUDY: a scenario at many points of its levers, each under the same seeds."""
    from experiments import sweeps
    from experiments.exchange import as_json
    from reports.sweep import sweep_text

    asked = Asked(**options)
    with refusals():
        plan = sweeps.plan(asked.study)
        found = conducted("sweep", asked, plan.study.name, lambda how: sweeps.sweep(plan, **how))
        told = as_json(found.record) if asked.as_json else f"{sweep_text(found)}\n\nwritten to {asked.folder(plan.study.name)}"
        click.echo(told)
        refuse_failures(found.failed, len(found.outcomes))
