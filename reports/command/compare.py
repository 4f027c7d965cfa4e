"""``fission compare``: scenarios against the first of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from reports.command.check import marked, vetted
from reports.command.deciding import (
    FIRST_ROUND,
    ONLY_IN_ROUNDS,
    SAID_IN_STUDY,
    UNUSED,
    Further,
    changed,
    in_rounds,
    is_study,
    refuse_with,
    studied,
    with_rounds,
)
from reports.command.options import Options, common, resolved, with_twin
from reports.command.progress import shown
from reports.command.trouble import Invalid, refusals

if TYPE_CHECKING:
    from experiments import Comparison
    from experiments.twin import Twin
    from reports.shelf import Beside
    from scenarios import Resolved


KEPT = "what is finished is kept: the same command goes on with --resume"
NOT_KEPT = "nothing was kept: name a folder (--out)"


@click.command(short_help="Compare scenarios with the first of them.")
@click.argument("baseline", metavar="BASELINE|STUDY")
@click.argument("others", nargs=-1)
@with_twin
@with_rounds
@common(replications=10)
@click.pass_context
def compare(ctx: click.Context, /, baseline: str, others: tuple[str, ...], **options: Any) -> None:
    """Compare OTHERS with BASELINE: the same persons, the same luck, paired differences with 95 % intervals.

    With --decide, replications are added in rounds until it is decided whether a difference matters, under intervals that
    allow for looking after each round. A STUDY (study: compare) says all that in a file.
    """
    further = Further(**{name: options.pop(name) for name in Further._fields})
    asked = Options(**options)
    if further.resume and others and not asked.out:
        raise click.UsageError("--resume goes on in a folder: name it with --out", ctx)
    if not others and is_study(baseline):
        refuse_with("a study, which says itself what it compares", ctx, SAID_IN_STUDY)
        studied(baseline, asked, further, changed(ctx, ("seed", "replications")))
    elif not others:
        raise click.MissingParameter(ctx=ctx, param=ctx.command.params[1])
    elif further.decide:
        refuse_with("--decide", ctx, UNUSED)
        first = {"replications": FIRST_ROUND} | changed(ctx, ["replications"])
        in_rounds([baseline, *others], replace(asked, **first), further)
    else:
        if asked.twin:
            refuse_with("--twin, which runs in this process and is kept once it is done", ctx, ("workers", "resume"))
        refuse_with("a comparison that decides nothing: say what is to be decided, like --decide profit=5000", ctx, ONLY_IN_ROUNDS)
        plainly([baseline, *others], asked, further)


def plainly(names: Sequence[str], asked: Options, further: Further) -> None:
    """Compare scenarios over so many replications."""
    whats = resolved(names, asked.overrides)
    with refusals():
        findings = vetted(whats, asked.allow_blocked)
        found, twins = compared(whats, asked, further)
        if asked.as_json:
            from experiments.exchange import as_json
            from experiments.guardrails import by_scenario
            from reports.exchange import comparison_object
            from reports.twin_object import twin_object

            told_of = {"twins": {name: twin_object(each) for name, each in twins.items()}} if asked.twin else {}
            click.echo(as_json(comparison_object(found) | {"guardrails": by_scenario(findings)} | told_of))
        else:
            click.echo(marked(findings, told(found, asked, twins)))


def compared(whats: list[Resolved], asked: Options, further: Further) -> tuple[Comparison, Mapping[str, Twin]]:
    """Return the comparison asked for and the twins asked for, written to the folder asked for."""
    from reports import run_folder
    from reports.shelf import Beside

    shelf = None
    if asked.out:
        run_folder.refuse_taken(asked.out)
    if asked.twin:
        found, twins = with_twins(whats, asked)
    else:
        shelf = Beside(asked.out, whats, further.resume) if asked.out else None
        found, twins = side_by_side(whats, asked, further.workers, shelf), {}
    if asked.out:
        run_folder.write_comparison(asked.out, whats, found, twins)
    if shelf:
        shelf.remove()
    return found, twins


def with_twins(whats: list[Resolved], asked: Options) -> tuple[Comparison, Mapping[str, Twin]]:
    """Return the comparison and the twin of each scenario that has a scheme."""
    from experiments.twin import compare_with_twins, has_scheme

    scenarios = [what.scenario for what in whats]
    days = sum(each.days * (2 if has_scheme(each) else 1) for each in scenarios)
    with shown("comparing", days * asked.replications, asked.as_json) as on_progress:
        return compare_with_twins(scenarios, asked.seed, asked.replications, driver=asked.driver, journal=asked.journal,
                                  on_progress=on_progress)


def side_by_side(whats: list[Resolved], asked: Options, workers: str, shelf: Beside | None) -> Comparison:
    """Return the comparison, run by workers; what is finished is kept on the shelf."""
    from experiments import compare as compare_scenarios
    from experiments.workers import UnknownWorkers

    scenarios = [what.scenario for what in whats]
    days, left = sum(each.days for each in scenarios) * asked.replications, KEPT if shelf else NOT_KEPT
    with shown("comparing", days, asked.as_json, left) as on_progress:
        try:
            return compare_scenarios(scenarios, asked.seed, asked.replications, driver=asked.driver, journal=asked.journal,
                                     on_progress=on_progress, workers=workers, shelf=shelf)
        except UnknownWorkers as error:
            raise Invalid(str(error)) from None


def told(found: Comparison, asked: Options, twins: Mapping[str, Twin]) -> str:
    """Return what a person is told of a comparison, and of the twins."""
    from reports.portraits import portraits_compared
    from reports.tables import comparison_table
    from reports.twin import study_text

    lines = [heading(found), "", comparison_table(found, asked.all_measures)]
    if by_portrait := portraits_compared(found):
        lines += ["", by_portrait]
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
    return "\n".join([*lines, *of_other_people(arm.scenario for arm in found.arms.values())])

