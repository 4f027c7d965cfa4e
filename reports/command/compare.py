"""``fission compare``: scenarios against the first of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from reports.command.check import marked, vetted
from reports.command.options import Options, common, resolved, with_twin
from reports.command.progress import shown
from reports.command.trouble import refusals

if TYPE_CHECKING:
    from experiments import Comparison
    from experiments.twin import Twin
    from scenarios import Resolved


@click.command(short_help="Compare scenarios with the first of them.")
@click.argument("baseline")
@click.argument("others", nargs=-1, required=True)
@with_twin
@common(replications=10)
def compare(baseline: str, others: tuple[str, ...], **options: Any) -> None:
    """Compare OTHERS with BASELINE: the same persons, the same luck, paired differences with 95 % intervals."""
    asked = Options(**options)
    whats = resolved([baseline, *others], asked.overrides)
    with refusals():
        findings = vetted(whats, asked.allow_blocked)
        found, twins = compared(whats, asked)
        if asked.as_json:
            from experiments.exchange import as_json
            from reports.exchange import comparison_object
            from reports.guardrails import by_scenario
            from reports.twin_object import twin_object

            told_of = {"twins": {name: twin_object(each) for name, each in twins.items()}} if asked.twin else {}
            click.echo(as_json(comparison_object(found) | {"guardrails": by_scenario(findings)} | told_of))
        else:
            click.echo(marked(findings, told(found, asked, twins)))


def compared(whats: list[Resolved], asked: Options) -> tuple[Comparison, Mapping[str, Twin]]:
    """Return the comparison asked for and the twins asked for, written to the folder asked for."""
    from experiments import compare as compare_scenarios
    from experiments.twin import compare_with_twins, has_scheme
    from reports import run_folder

    if asked.out:
        run_folder.refuse_taken(asked.out)
    scenarios = [what.scenario for what in whats]
    days = sum(each.days * (2 if asked.twin and has_scheme(each) else 1) for each in scenarios)
    with shown("comparing", days * asked.replications, asked.as_json) as on_progress:
        how: dict[str, Any] = {"driver": asked.driver, "journal": asked.journal, "on_progress": on_progress}
        found, twins = (compare_with_twins(scenarios, asked.seed, asked.replications, **how) if asked.twin
                        else (compare_scenarios(scenarios, asked.seed, asked.replications, **how), {}))
        if asked.out:
            run_folder.write_comparison(asked.out, whats, found, twins)
    return found, twins


def told(found: Comparison, asked: Options, twins: Mapping[str, Twin]) -> str:
    """Return what a person is told of a comparison, and of the twins."""
    from reports.tables import comparison_table
    from reports.twin import study_text

    lines = [heading(found), "", comparison_table(found, asked.all_measures)]
    if twins:
        lines += ["", study_text(twins)]
    if asked.out:
        lines += ["", f"written to {asked.out}"]
    return "\n".join(lines)


def heading(found: Comparison) -> str:
    """Return what was compared with what, and how to read it."""
    from reports.tables import of_other_people

    scenario, many = found.arms[found.baseline].scenario, len(found.seeds)
    what = f"{scenario.persons:,} persons, {scenario.days:,} days, seed {found.seeds[0]}"
    lines = [f"Compared with {found.baseline}: {what}"]
    if many > 1:
        lines.append(f"Means of {many} replications; differences in pairs, with 95 % intervals; "
                     "not decided: the interval includes zero")
    else:
        lines.append("One replication, so no intervals: ask for more (--replications)")
    return "\n".join([*lines, *of_other_people(found)])

