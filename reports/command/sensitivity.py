"""``fission sensitivity``: which levers matter for each measure."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reports.command.check import marked, vetted
from reports.command.studying import Asked, beginning, conducted, refuse_failures, study_options
from reports.command.trouble import refusals

if TYPE_CHECKING:
    from experiments.sensitivities import Plan, Sensitive
    from experiments.study.conduct import How
    from experiments.study.cost import Cost


@click.command(short_help="Find which levers matter: Morris screening, Sobol indices.")
@study_options
@click.option("--allow-blocked", is_flag=True, help="Run the study even if a guardrail blocks the scenario.")
def sensitivity(allow_blocked: bool, **options: Any) -> None:
    """Run the sensitivity study in the file STUDY: all levers move at once, and each measure tells which of them it answers to.

    Tells what it costs once the first point has been run. Writes tables and a figure.
    """
    from experiments import sensitivities as studied
    from experiments.exchange import as_json
    from reports.sensitivity import sensitivity_text

    asked = Asked(**options, more=("--allow-blocked",) if allow_blocked else ())
    with refusals():
        with beginning():
            plan = studied.plan(asked.study, asked.over)
            findings = vetted([plan.study.base()], allow_blocked)
        folder = asked.folder(plan.study.name)
        found = conducted("sensitivity", asked, plan.study.name, lambda how: drawn(plan, how, asked.workers, folder))
        text = marked(findings, f"{sensitivity_text(found)}\n\nwritten to {folder}")
        click.echo(as_json(found.record) if asked.as_json else text)
        refuse_failures(found.failed, len(found.outcomes), folder)


def drawn(plan: Plan, how: How, workers: str, folder: Path) -> Sensitive:
    """Return what a plan comes to, its cost told before and its figure drawn."""
    from experiments.sensitivities import sensitivity
    from reports import figures
    from reports.cost import cost_text

    def on_cost(cost: Cost) -> None:
        click.echo(cost_text(cost, workers), err=True)

    found = sensitivity(plan, on_cost, **how)
    figures.save_all(figures.sensitivity(found), folder)
    return found
