"""``fission assumptions``: how well each setting of a scenario is known, and how far the results move with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from reports.command.check import marked, vetted
from reports.command.options import options
from reports.command.studying import ASKED, Asked, beginning, conducted, refuse_failures
from reports.command.trouble import refusals

if TYPE_CHECKING:
    from experiments.assumptions import Plan, Register
    from experiments.study.conduct import How
    from experiments.study.cost import Cost


@click.command(short_help="How well each setting is known, and what moves with it.")
@options(
    click.argument("study", metavar="SCENARIO"),
    click.option("--trajectories", type=int, metavar="N",
                 help="Walks through the ranges of all settings, instead of 12."),
    click.option("--only", multiple=True, metavar="PATH", help="Only settings whose paths begin so. May be repeated."),
    *ASKED,
    click.option("--all", "everything", is_flag=True, help="Print every setting, not only what moves the results most."),
    click.option("--allow-blocked", is_flag=True, help="Go on even if a guardrail blocks the scenario."),
)
def assumptions(trajectories: int | None, only: tuple[str, ...], everything: bool, allow_blocked: bool, **given: Any) -> None:
    """Make the assumption register of SCENARIO: each setting with its grade, its source, and how far results move with it.

    The grade says how well a value is known: measured, published, derived, calibrated, an assumption, or chosen by the lender.
    All settings are moved by a fifth down and up, in walks that move one at a time (Morris screening); of each, the elasticity
    of activated accounts, net charge-off and contribution margin is told. SCENARIO may be a study file of this kind, too.
    """
    from experiments.assumptions import plan
    from experiments.exchange import as_json
    from reports.assumptions import register_text

    flags = [*(["--trajectories", str(trajectories)] if trajectories else []),
             *(word for path in only for word in ("--only", path)),
             *(["--all"] if everything else []), *(["--allow-blocked"] if allow_blocked else [])]
    asked = Asked(**given, more=tuple(flags))
    with refusals():
        with beginning():
            what = plan(asked.study, asked.over._replace(says={"trajectories": trajectories} | ({"only": only} if only else {})))
            findings = vetted([what.what], allow_blocked)
        name = f"assumptions-{what.what.scenario.name}"
        found = conducted("assumptions", asked, name, lambda how: screened(what, how, asked.workers))
        text = marked(findings, f"{register_text(found, everything)}\n\nwritten to {asked.folder(name)}")
        click.echo(as_json(found.record) if asked.as_json else text)
        refuse_failures(found.failed, len(found.every), asked.folder(name))


def screened(what: Plan, how: How, workers: str) -> Register:
    """Return the register that a plan comes to, its cost told before."""
    from experiments.assumptions import register
    from reports.cost import cost_text

    def on_cost(cost: Cost) -> None:
        click.echo(f"at most {cost_text(cost, workers)}", err=True)

    return register(what, on_cost, **how)
