"""``fission twin``: who came only because of the scheme, who came earlier, who would have come anyway."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reports.command.check import marked, vetted
from reports.command.keeping import keep, try_out
from reports.command.options import Options, common, resolved
from reports.command.progress import shown
from reports.command.trouble import refusals

if TYPE_CHECKING:
    from experiments.guardrails import Findings
    from experiments.twin import Twin
    from scenarios import Resolved

FIGURES = ("twin.png", "twin.svg")


@click.command(short_help="Who came because of the scheme, and what they are worth.")
@click.argument("scenario")
@click.option("--against", metavar="SCENARIO", help="Another scheme for the same people, instead of none.")
@click.option("--figure", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
              help="Draw the groups' parts as twin.png and twin.svg there; those of an earlier run are not overwritten.")
@common(replications=10)
def twin(scenario: str, against: str | None, figure: Path | None, **options: Any) -> None:
    """Run SCENARIO and its twin: the same people without the scheme, under the same luck.

    Each customer came only because of the scheme, or earlier, or would have come anyway. The twin has no rewards and no
    team plan; tiers and their limits stay. Settings (--set) apply to both.
    """
    asked = Options(**options)
    whats = resolved([scenario, against] if against else [scenario], asked.overrides)
    what, *other = whats
    with refusals():
        try_out(asked.out)
        try_figure(figure)
        findings = vetted(whats, asked.allow_blocked)
        found = twinned(what, asked, other[0] if other else None)
        if asked.as_json:
            from experiments.exchange import as_json
            from experiments.guardrails import by_scenario
            from reports.twin_object import twin_object

            click.echo(as_json(twin_object(found) | {"guardrails": by_scenario(findings)}))
        else:
            click.echo(marked(findings, told(found, asked)))
        keep(asked.out, asked.as_json, lambda out: written(out, whats, found))
        if figure:
            illustrated(found, figure, findings, asked.as_json)


def try_figure(folder: Path | None) -> None:
    """Raise OSError where a figure is asked for and cannot be written, or is there already."""
    from reports.run_folder import refuse_present

    if folder:
        refuse_present(folder, FIGURES)


def written(out: Path, whats: list[Resolved], found: Twin) -> None:
    """Write the twin to a new folder, with the other scheme where it is against one."""
    from reports.run_folder import write

    what, *other = whats
    write(out, what, found.scheme, found, *other)


def illustrated(found: Twin, folder: Path, findings: Findings, quiet: bool) -> None:
    """Draw the figure, and say where it is unless a program reads on."""
    from reports.figures import incremental, save_all
    from reports.folders import TwinFolder
    from reports.guardrails import blocked_names
    from reports.run_folder import added

    with added(folder) as place:
        save_all(incremental(TwinFolder.of(found, blocked_names(findings))), place)
    if not quiet:
        click.echo("\n".join(f"drawn in {folder / name}" for name in FIGURES))


def twinned(what: Resolved, asked: Options, against: Resolved | None = None) -> Twin:
    """Return the twin asked for."""
    from experiments.twin import twin as run_twin

    scenario, other = what.scenario, against.scenario if against else None
    with shown(f"{scenario.name} and its twin", 2 * scenario.days * asked.replications, asked.as_json) as on_progress:
        return run_twin(scenario, asked.seed, asked.replications, against=other, driver=asked.driver, journal=asked.journal,
                        on_progress=on_progress)


def told(found: Twin, asked: Options) -> str:
    """Return what a person is told of a twin."""
    from reports.twin import twin_text

    scenario, many = found.scheme.scenario, len(found.pairs)
    counted = f"means of {many} replications, ± half the 95 % interval" if many > 1 else "one replication, so no intervals"
    lines = [
        scenario.title or scenario.name,
        f"{scenario.name} and {found.without.scenario.name}: the same people, the same luck",
        f"{scenario.persons:,} persons, {scenario.days:,} days, seed {found.scheme.seeds[0]}, {counted}",
        "", twin_text(found, asked.all_measures),
    ]
    return "\n".join(lines)
