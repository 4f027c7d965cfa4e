"""``fission compare``: scenarios against the first of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from reports.command.options import Options, common, resolved
from reports.command.progress import shown
from reports.command.trouble import refusals

if TYPE_CHECKING:
    from experiments import Comparison
    from scenarios import Resolved


@click.command(short_help="Compare scenarios with the first of them.")
@click.argument("baseline")
@click.argument("others", nargs=-1, required=True)
@common(replications=10)
def compare(baseline: str, others: tuple[str, ...], **options: Any) -> None:
    """Compare OTHERS with BASELINE: the same persons, the same luck, paired differences with 95 % intervals."""
    asked = Options(**options)
    whats = resolved([baseline, *others], asked.overrides)
    with refusals():
        found = compared(whats, asked)
        if asked.as_json:
            from reports.exchange import as_json, comparison_object

            click.echo(as_json(comparison_object(found)))
        else:
            click.echo(told(found, asked))


def compared(whats: list[Resolved], asked: Options) -> Comparison:
    """Return the comparison asked for, written to the folder asked for."""
    from experiments import compare as compare_scenarios
    from reports import run_folder

    if asked.out:
        run_folder.refuse_taken(asked.out)
    scenarios = [what.scenario for what in whats]
    with shown("comparing", sum(each.days for each in scenarios) * asked.replications, asked.as_json) as on_progress:
        found = compare_scenarios(scenarios, asked.seed, asked.replications, driver=asked.driver, journal=asked.journal,
                                  on_progress=on_progress)
        if asked.out:
            run_folder.write_comparison(asked.out, whats, found)
    return found


def told(found: Comparison, asked: Options) -> str:
    """Return what a person is told of a comparison."""
    from reports.tables import comparison_table

    lines = [heading(found), "", comparison_table(found, asked.all_measures)]
    if asked.out:
        lines += ["", f"written to {asked.out}"]
    return "\n".join(lines)


def heading(found: Comparison) -> str:
    """Return what was compared with what, and how to read it."""
    scenario, many = found.arms[found.baseline].scenario, len(found.seeds)
    what = f"{scenario.persons:,} persons, {scenario.days:,} days, seed {found.seeds[0]}"
    lines = [f"Compared with {found.baseline}: {what}"]
    if many > 1:
        lines.append(f"Means of {many} replications; differences in pairs, with 95 % intervals; "
                     "not decided: the interval includes zero")
    else:
        lines.append("One replication, so no intervals: ask for more (--replications)")
    return "\n".join(lines)
