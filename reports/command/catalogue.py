"""``fission list``, ``show``, ``rules``, ``schema``: what there is to run, and what it can be set to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reports.command.options import resolved
from reports.command.trouble import Invalid

if TYPE_CHECKING:
    from scenarios import Resolved

LONGEST = 60
"""Longer names and values push nothing else to the right."""


@click.command("list")
def list_() -> None:
    """List the shipped scenarios, studies and targets."""
    from experiments.calibration import targets
    from experiments.study import door
    from scenarios import describe, names

    wide = max(map(len, [*names(), *door.names(), *targets.names()]))
    for name in names():
        title, purpose = describe(name)
        click.echo(f"{name:<{wide}}  {title}\n{'':<{wide}}  {purpose}")
    click.echo("\nStudies")
    for name in door.names():
        kind, title = door.describe(name)
        click.echo(f"{name:<{wide}}  {title}\n{'':<{wide}}  fission {kind} {name}")
    click.echo("\nTargets, for fission calibrate")
    for name, title in targets.described():
        click.echo(f"{name:<{wide}}  {title}")


@click.command(short_help="Show what a scenario sets, and where it says so.")
@click.argument("scenario")
@click.option("--resolved", "whole", is_flag=True, help="All settings, as YAML that loads to the very same scenario.")
@click.option("--currency", metavar="CODE", help="With --resolved: in another currency, every amount at the --rate.")
@click.option("--rate", metavar="NUMBER", help="How many units of that currency are worth one of the scenario's.")
@click.option("--set", "settings", multiple=True, metavar="PATH=VALUE", help="Change one setting. May be repeated.")
def show(scenario: str, whole: bool, currency: str | None, rate: str | None, settings: tuple[str, ...]) -> None:
    """Show what SCENARIO sets, and where each value comes from."""
    if (currency is None) != (rate is None) or currency and not whole:
        raise Invalid("--currency, --rate and --resolved go together")
    [what] = resolved([scenario], settings)
    if currency and rate:
        click.echo(exchanged(what, currency, rate).to_yaml(), nl=False)
        return
    if whole:
        click.echo(what.to_yaml(origins=True), nl=False)
        return
    chosen = [(path, value) for path, value in what.shown.items()
              if what.origins.get(path, "default") != "default" and path not in ("name", "title", "purpose")]
    click.echo("\n".join(filter(None, (what.scenario.title or what.scenario.name, what.scenario.purpose))) + "\n")
    left, middle = (max(len(pair[side]) for pair in chosen if len(pair[side]) <= LONGEST) for side in (0, 1))
    for path, value in chosen:
        new = ", new beside the base's" if ".".join(path.split(".")[:2]) in what.added else ""
        click.echo(f"{path:<{left}}  {value:<{middle}}  # {what.origins[path]}{new}")
    click.echo(f"\nEverything else has its default: fission show {scenario} --resolved")


def exchanged(what: Resolved, currency: str, rate: str) -> Resolved:
    """Return a scenario in another currency. Raises Invalid for what is no rate, or no currency, or goes out of bounds."""
    from decimal import Decimal, InvalidOperation

    from scenarios import ScenarioError
    from scenarios.exchanging import exchanged

    try:
        worth = Decimal(rate)
    except InvalidOperation:
        worth = Decimal(0)
    if not (worth.is_finite() and worth > 0):
        raise Invalid(f"--rate: '{rate}' is no rate of exchange - a number above 0, such as 4.5")
    try:
        return exchanged(what, currency, worth)
    except ScenarioError as error:
        few = "where amounts are too large, count in thousands: a rate a thousand times smaller, and say so in the title"
        raise Invalid(f"{error}\n{few}" if "too high" in str(error) else str(error)) from None


@click.command(short_help="List the rules: questions, terms, bounds, evidence.")
@click.argument("name", metavar="[DECISION|RULE]", required=False)
def rules(name: str | None) -> None:
    """List the rules: the question each answers, its terms, their bounds, defaults and evidence.

    With the name of a decision or of a rule, only that.
    """
    from reports.rulebook import chapter, names
    from scenarios.faults import suggestion
    from sim.rules import catalogue

    chapters = [chapter(decision, name) for decision in catalogue()]
    if not any(chapters):
        raise Invalid(f"there is no decision or rule '{name}' - {suggestion(str(name), names())}")
    click.echo("\n\n".join(filter(None, chapters)))


@click.command()
@click.option("--studies", is_flag=True, help="That of study files.")
def schema(studies: bool) -> None:
    """Print the JSON schema of scenario files, for editors."""
    from experiments.study import schema as of_studies
    from scenarios import schema as of_scenarios

    click.echo((of_studies if studies else of_scenarios).as_text())
