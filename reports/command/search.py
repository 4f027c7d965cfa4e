"""``fission search``: the best values of some settings; ``fission front``: what a search has found, told again."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from reports.command.options import AS_JSON, options
from reports.command.studying import Asked, beginning, conducted, refuse_failures, study_options
from reports.command.trouble import Invalid, refusals

if TYPE_CHECKING:
    from experiments.search import Plan, Searched
    from experiments.study.conduct import How

Command = TypeVar("Command", bound=Callable[..., Any])
SAMPLERS = ("tpe", "nsga2", "random", "gp")
made_of_it = options(
    click.option("--adopt", metavar="NAME", help="Write what is recommended as the scenario NAME.yaml."),
    click.option("--export", "storage", metavar="URL", help="Write the trials to an Optuna storage: sqlite:///file.db."),
)


@click.command(short_help="Find the best values of some settings.")
@study_options
@click.option("--sampler", type=click.Choice(SAMPLERS), help="What proposes the trials; as the study says unless given.")
@made_of_it
def search(sampler: str | None, adopt: str | None, storage: str | None, **given: Any) -> None:
    """Run the search in the file STUDY: many trials of one run each, then the answer from fresh seeds."""
    from experiments import search as searches
    from experiments.exchange import as_json
    from reports.search import search_text

    asked = Asked(**given, more=("--sampler", sampler) if sampler else ())
    with refused():
        with beginning():
            plan = searches.plan(asked.study, asked.over, sampler)
        if adopt:
            adopted(adopt)
        folder = asked.folder(plan.study.name)
        found = conducted("search", asked, plan.study.name, lambda how: drawn(plan, how, folder))
        where = f"written to {folder}; the figure is {folder / 'front.png'}"
        click.echo(as_json(found.record) if asked.as_json else f"{search_text(found.record)}\n\n{where}")
        use(folder, None, adopt, storage)
        refuse_failures(found.failed, len(found.failed) + found.replications, folder)


def drawn(plan: Plan, how: How, folder: Path) -> Searched:
    """Return what a plan comes to, its front drawn."""
    from experiments.search import search
    from reports import figures

    found = search(plan, **how)
    figures.save_all(figures.front(found), folder)
    return found


@click.command(short_help="Show the front that a search has found.")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--candidate", metavar="NUMBER", help="The candidate to adopt; the recommended one unless given.")
@made_of_it
@AS_JSON
def front(folder: Path, candidate: str | None, adopt: str | None, storage: str | None, as_json: bool) -> None:
    """Print and plot the front that the search in FOLDER has found."""
    from experiments import exchange
    from experiments.study.folder import read
    from reports import figures
    from reports.search import search_text

    if candidate and not adopt:
        raise click.UsageError("--candidate says which one to adopt: name the file with --adopt", click.get_current_context())
    with refused():
        record = finished(folder)
        if as_json:
            click.echo(exchange.as_json(record))
        else:
            paths = figures.save_all(figures.front(read(folder)), folder)
            click.echo(f"{search_text(record)}\n\nfigure: {paths[0]}")
        use(folder, candidate, adopt, storage)


def finished(folder: Path) -> Mapping[str, Any]:
    """Return the record of the search in a folder.

    Raises Invalid where none has run to its end there.
    """
    import json

    from experiments.study.folder import RECORD

    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise Invalid(f"{folder}: no search has run to its end here") from None
    if record.get("study") != "search":
        raise Invalid(f"{folder}: that is the folder of a {record.get('study', 'run')}, not of a search")
    return dict(record)


def use(folder: Path, candidate: str | None, adopt: str | None, storage: str | None) -> None:
    """Write the scenario file and the storage that are asked for."""
    from experiments import search as searches
    from experiments.study.folder import read

    if adopt:
        record = finished(folder)
        if (name := candidate or record["recommended"]) is None:
            raise Invalid("nothing is recommended: name a candidate, fission front DIR --candidate NUMBER --adopt NAME")
        path = searches.adopt(record, name, adopted(adopt))
        click.echo(f"{path}: candidate {name}; fission run {path}", err=True)
    if storage:
        name = searches.export(read(folder), storage)
        click.echo(f"{storage}: study '{name}'; optuna-dashboard {storage}", err=True)


def adopted(name: str) -> Path:
    """Return the file of an adopted scenario, by its name or as a path.

    Raises FileExistsError where there is one already.
    """
    path = Path(name if name.endswith(".yaml") else f"{name}.yaml")
    if path.exists():
        raise FileExistsError(errno.EEXIST, "there is such a file already: choose another name", str(path))
    return path


@contextmanager
def refused() -> Iterator[None]:
    """Turn what a search refuses into messages."""
    from experiments.search import CannotAdopt, CannotExport, NoSampler

    with refusals():
        try:
            yield
        except (CannotAdopt, CannotExport, NoSampler) as error:
            raise Invalid(str(error)) from None
