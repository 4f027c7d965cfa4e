"""``fission compare`` in rounds: a study, or scenarios with what is to be decided (``--decide``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from reports.command.check import marked, vetted
from reports.command.options import Options, options, resolved
from reports.command.studying import WORKERS, Asked, beginning, conducted, refuse_failures
from reports.command.trouble import Invalid, refusals

if TYPE_CHECKING:
    from experiments.deciding import Plan

FIRST_ROUND, MOST = 20, 60
ALLOW = "--allow-blocked"
ONLY_IN_ROUNDS = ("most", "presets")
UNUSED = ("driver", "journal", "all_measures", "twin")
"""What a comparison in rounds has no use for."""
SAID_IN_STUDY = (*UNUSED, "decide", "most", "presets")


class Further(NamedTuple):
    """What ``compare`` can be asked for and ``run`` cannot."""

    decide: Mapping[str, str]
    most: int | None
    presets: tuple[str, ...]
    resume: bool
    workers: str


def split(ctx: click.Context, parameter: click.Parameter, text: str | None) -> tuple[str, ...]:  # noqa: ARG001 - click calls it so
    """Return the parts of a list with commas."""
    return tuple(part.strip() for part in text.split(",")) if text else ()


def pairs(ctx: click.Context, parameter: click.Parameter, text: str | None) -> Mapping[str, str]:
    """Return a list of ``name=value`` with commas as a mapping."""
    parts = [part.partition("=") for part in split(ctx, parameter, text)]
    for name, equals, value in parts:
        if not (name.strip() and equals and value.strip()):
            raise click.BadParameter(f"'{name}' is no measure=difference: write profit=5000", ctx, parameter)
    names = [name.strip() for name, *_ in parts]
    for name in names:
        if names.count(name) > 1:
            raise click.BadParameter(f"'{name}' is asked for twice", ctx, parameter)
    return {name.strip(): value.strip() for name, _, value in parts}


with_rounds = options(
    click.option("--decide", callback=pairs, metavar="MEASURE=D,...",
                 help="Add rounds of replications until it is decided whether each difference is more than D."),
    click.option("--most", type=click.IntRange(2, 100_000), metavar="N", help="With --decide: the most replications of each; 60."),
    click.option("--presets", callback=split, metavar="NAME,...", help="With --decide: under each of these paths of the economy."),
    click.option("--resume", is_flag=True, help="Go on where the comparison in the folder of --out was cut short."),
    WORKERS,
)


def is_study(name: str) -> bool:
    """Tell whether a study is meant by a name or path, rather than a scenario."""
    from experiments.study import door
    from scenarios import ScenarioError
    from scenarios.reading import read
    from scenarios.tree import Settings

    if name in door.names():
        return True
    try:
        tree = read(Path(name), name) if Path(name).is_file() else None
    except ScenarioError:
        return False
    return isinstance(tree, Settings) and "study" in tree.of


def studied(name: str, asked: Options, further: Further, changed: Mapping[str, Any]) -> None:
    """Run the comparison in a study, with its seed or replications ``changed``."""
    from experiments import deciding

    wanted = replace(as_asked(name, asked, further), persons=asked.persons, days=asked.days, settings=asked.settings, **changed)
    with refusals(), beginning():
        plan = deciding.plan(name, wanted.over)
    told(plan, wanted)


def in_rounds(names: Sequence[str], asked: Options, further: Further) -> None:
    """Compare scenarios in further."""
    from experiments import deciding

    resolved(names, asked.overrides)
    with refusals(), beginning():
        plan = deciding.plan(as_study(names, asked, further))
    again = str(asked.out / "study.yaml") if asked.out else ""
    told(plan, as_asked(again, asked, further, kept=asked.out is not None))


def as_asked(study: str, asked: Options, further: Further, kept: bool = True) -> Asked:
    """Return what was asked for as of any other study."""
    more = (ALLOW,) if asked.allow_blocked else ()
    return Asked(study, asked.out, further.resume, further.workers, asked.as_json, kept=kept, more=more)


def as_study(names: Sequence[str], asked: Options, further: Further) -> dict[str, Any]:
    """Return as a study what was asked for on the command line."""
    import yaml

    settings = {path: yaml.safe_load(text) for path, _, text in (each.partition("=") for each in asked.overrides)}
    baseline, *others = names
    return {"study": "compare", "scenario": baseline, "others": others, "set": settings, "presets": list(further.presets),
            "decide": dict(further.decide), "seed": asked.seed, "replications": asked.replications, "most": further.most or MOST}


def told(plan: Plan, asked: Asked) -> None:
    """Run a comparison and tell of it."""
    from experiments import deciding
    from experiments.exchange import as_json
    from reports.deciding import decided_text

    with refusals():
        with beginning():
            findings = vetted(plan.schemes, ALLOW in asked.more)
        found = conducted("compare", asked, plan.study.name, lambda how: deciding.decide(plan, **how))
        folder = asked.folder(plan.study.name) if asked.kept else None
        if asked.as_json:
            click.echo(as_json(found.record))
        else:
            click.echo(marked(findings, decided_text(found)) + (f"\n\nwritten to {folder}" if folder else ""))
        refuse_failures(found.failed, sum(map(len, found.outcomes.values())), folder)


def changed(ctx: click.Context, names: Sequence[str]) -> dict[str, Any]:
    """Return the options that were given on the command line, of some that have defaults."""
    return {name: ctx.params[name] for name in names if ctx.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE}


def refuse_with(what: str, ctx: click.Context, names: Sequence[str]) -> None:
    """Raise Invalid for options given on the command line that have no place there."""
    given = changed(ctx, names)
    if given:
        option = next(each.opts[0] for each in ctx.command.params if each.name in given)
        raise Invalid(f"{option} has no place with {what}")
