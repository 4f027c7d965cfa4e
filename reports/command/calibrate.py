"""``fission calibrate``: parameters fitted to what has been observed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reports.command.check import marked, vetted
from reports.command.studying import Asked, beginning, conducted, refuse_failures, study_options
from reports.command.trouble import refusals

if TYPE_CHECKING:
    from experiments.calibration import Calibrated, Plan
    from experiments.study.conduct import How
    from experiments.study.cost import Cost


@click.command(short_help="Fit parameters to what has been observed.")
@study_options
@click.option("--allow-blocked", is_flag=True, help="Calibrate even if a guardrail blocks the scenario.")
def calibrate(allow_blocked: bool, **options: Any) -> None:
    """Run the calibration in the file STUDY: parameters of a scenario are fitted to figures that have been observed.

    Each parameter comes with an interval, each target with a verdict. Writes the calibrated scenario, tables and figures.
    """
    from experiments import calibration
    from experiments.exchange import as_json
    from reports.calibration import calibration_text

    asked = Asked(**options, more=("--allow-blocked",) if allow_blocked else ())
    with refusals():
        with beginning():
            plan = calibration.plan(asked.study, asked.over)
            findings = vetted([plan.base], allow_blocked)
        folder = asked.folder(plan.study.name)
        found = conducted("calibrate", asked, plan.study.name, lambda how: drawn(plan, how, asked.workers, folder))
        where = f"written to {folder}; to run what was fitted:\n  fission run {folder / calibration.SCENARIO}"
        text = marked(findings, f"{calibration_text(found.record)}\n\n{where}")
        click.echo(as_json(found.record) if asked.as_json else text)
        refuse_failures(found.failed, found.replications, folder)


def drawn(plan: Plan, how: How, workers: str, folder: Path) -> Calibrated:
    """Return what a plan comes to, its cost told before and its figures drawn."""
    from experiments.calibration import calibrate
    from reports import figures
    from reports.cost import cost_text

    def on_cost(cost: Cost) -> None:
        click.echo(cost_text(cost, workers), err=True)

    found = calibrate(plan, on_cost, **how)
    for picture in figures.calibrated_figures(found):
        figures.save_all(picture, folder)
    return found
