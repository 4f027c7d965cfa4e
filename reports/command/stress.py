"""``fission stress``: schemes in futures that the evidence leaves open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from reports.command.check import marked, vetted
from reports.command.options import options
from reports.command.studying import Asked, beginning, conducted, refuse_failures, study_options
from reports.command.trouble import Invalid, refusals

if TYPE_CHECKING:
    from experiments.stresses import Plan, Stressed
    from experiments.study.conduct import How


@click.command(short_help="Schemes in uncertain futures: regret, break-even.")
@study_options
@options(
    click.argument("schemes", nargs=-1),
    click.option("--futures", type=click.IntRange(2, 100_000), metavar="N",
                 help="How many futures, instead of the study's, or of 100."),
    click.option("--break-even", multiple=True, metavar="NAME",
                 help="For what to seek break-even values: names, all, or none. May be repeated."),
    click.option("--allow-blocked", is_flag=True, help="Run schemes that a guardrail blocks all the same, and mark them."),
)
def stress(schemes: tuple[str, ...], futures: int | None, break_even: tuple[str, ...], allow_blocked: bool, **given: Any) -> None:
    """Hold schemes against futures that the evidence leaves open.

    STUDY is a stress study. Or name scenarios: the first is today's scheme, which the other SCHEMES must beat.

    Tells what each scheme would have forgone, up to which value of what is uncertain it pays, and in which futures it does
    worse than the scheme of today.
    """
    from experiments.exchange import as_json

    changes: dict[str, Any] = ({"futures": futures} if futures else {}) | ({"break_even": break_even} if break_even else {})
    flags = [*(["--futures", str(futures)] if futures else []), *(word for name in break_even for word in ("--break-even", name)),
             *(["--allow-blocked"] if allow_blocked else [])]
    asked = Asked(**given, more=(*schemes, *flags))
    with refusals():
        with beginning():
            plan = planned(asked, schemes, changes)
            findings = vetted([scheme.what for scheme in plan.schemes], allow_blocked)
        found = conducted("stress", asked, plan.study.name, lambda how: stressed(plan, how, asked))
        if asked.as_json:
            click.echo(as_json(found.record))
        else:
            click.echo(marked(findings, told(found, asked)))
        refuse_failures(found.failed, len(found.every), asked.folder(plan.study.name))


def planned(asked: Asked, schemes: tuple[str, ...], changes: dict[str, Any]) -> Plan:
    """Return the plan of a study, or of one made of scenarios.

    Raises Invalid for a scenario alone.
    """
    from experiments import stresses
    from scenarios import names

    if not schemes and asked.study in names():
        raise Invalid(f"{asked.study} is a scenario: name those that are held against it, or a stress study")
    if not schemes:
        return stresses.plan(asked.study, asked.over, **changes)
    study = {"study": "stress", "scenario": asked.study, "schemes": list(schemes)}
    plan = stresses.plan(study, asked.over, **changes)
    return replace(plan, study=replace(plan.study, name="-".join(["stress", *(scheme.name for scheme in plan.schemes)])))


def stressed(plan: Plan, how: How, asked: Asked) -> Stressed:
    """Return what a plan comes to, its cost told before and its figures drawn."""
    from experiments.stresses import stress
    from reports.cost import cost_text
    from reports.figures import save_all, stressed_figures
    from reports.stress import size_text

    click.echo(size_text(plan), err=True)
    found = stress(plan, lambda cost: click.echo(f"at most {cost_text(cost, asked.workers)}", err=True), **how)
    folder = asked.folder(plan.study.name) / "figures"
    folder.mkdir(exist_ok=True)
    for picture in stressed_figures(found):
        save_all(picture, folder)
    return found


def told(found: Stressed, asked: Asked) -> str:
    """Return what a person is told."""
    from reports.stress import stress_text

    return f"{stress_text(found)}\n\nwritten to {asked.folder(found.plan.study.name)}"
