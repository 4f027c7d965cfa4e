"""``fission sensitivity``: which levers matter for each measure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from reports.command.studying import Asked, conducted, refuse_failures, study_options
from reports.command.trouble import refusals

if TYPE_CHECKING:
    from experiments.sensitivities import Cost


@click.command(short_help="Find which levers matter: Morris screening, Sobol indices.")
@study_options
def sensitivity(**options: Any) -> None:
    """Run the sensitivity study in the file STUDY: all levers move at once, and each measure tells which of them it answers to.

    Tells what it costs once the first point has been run. Writes tables and a figure.
    """
    from experiments import sensitivities as studied
    from experiments.exchange import as_json
    from reports import sensitivity_figure
    from reports.sensitivity import cost_text, sensitivity_text

    asked = Asked(**options)

    def on_cost(cost: Cost) -> None:
        click.echo(cost_text(cost, asked.workers), err=True)

    with refusals():
        plan = studied.plan(asked.study, asked.over)
        found = conducted("sensitivity", asked, plan.study.name, lambda how: studied.sensitivity(plan, on_cost, **how))
        folder = asked.folder(plan.study.name)
        sensitivity_figure.save(found, folder)
        click.echo(as_json(found.record) if asked.as_json else f"{sensitivity_text(found)}\n\nwritten to {folder}")
        refuse_failures(found.failed, len(found.outcomes), folder)
