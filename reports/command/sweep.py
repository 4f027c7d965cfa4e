"""``fission sweep``: a scenario at many points of some of its settings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reports.command.studying import Asked, beginning, conducted, refuse_failures, study_options
from reports.command.trouble import Blocked, refusals

if TYPE_CHECKING:
    from experiments.study.conduct import How
    from experiments.sweeps import Plan, Swept


@click.command(short_help="Run a scenario at many points of some of its settings.")
@study_options
@click.option("--allow-blocked", is_flag=True, help="Run the sweep even if a guardrail blocks each of its points.")
def sweep(allow_blocked: bool, **options: Any) -> None:
    """Run the sweep in the file STUDY: a scenario at many points of its levers, each under the same seeds.

    Writes tables of every point, and a figure of the response, to a folder. Points that a guardrail blocks are marked.
    """
    from experiments import sweeps
    from experiments.exchange import as_json
    from reports.sweep import sweep_text

    asked = Asked(**options, more=("--allow-blocked",) if allow_blocked else ())
    with refusals():
        with beginning():
            plan = sweeps.plan(asked.study, asked.over)
            if not allow_blocked:
                refuse_blocked(plan)
        folder = asked.folder(plan.study.name)
        found = conducted("sweep", asked, plan.study.name, lambda how: drawn(plan, how, folder))
        click.echo(as_json(found.record) if asked.as_json else f"{sweep_text(found)}\n\nwritten to {folder}")
        refuse_failures(found.failed, len(found.outcomes), folder)


def drawn(plan: Plan, how: How, folder: Path) -> Swept:
    """Return what a plan comes to, its figure drawn."""
    from experiments.sweeps import sweep
    from reports.figures import responses, save_all

    found = sweep(plan, **how)
    for picture in responses(found):
        save_all(picture, folder)
    return found


def refuse_blocked(plan: Plan) -> None:
    """Raise Blocked where not one point of a sweep may be launched."""
    from reports.guardrails import blocked_marks

    if len(plan.blocked) == len(plan.all_designs):
        name, number = plan.designs[0].what.scenario.name, plan.designs[0].number
        marks = blocked_marks({f"{name}, at every point": plan.blocked[number]})
        raise Blocked("\n".join([*marks, "See fission check; --allow-blocked runs it all the same."]))
