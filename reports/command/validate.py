"""``fission validate``: the model against published facts, and against what it must show."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reports.command.options import AS_JSON
from reports.command.progress import announce_compiling, interruptible, teller
from reports.command.studying import FAILED, WORKERS
from reports.command.trouble import BLOCKED, Interrupted, Invalid, Trouble, refusals

if TYPE_CHECKING:
    from experiments.validation import Validated
    from experiments.validation.validated import OnProgress


@click.command(short_help="Hold the model against published facts.")
@click.option("--only", multiple=True, metavar="ID",
              help="Ask only this fact, these claims, all facts or all claims. May be repeated.")
@click.option("--list", "listing", is_flag=True, help="Name all facts and claims, and ask none.")
@WORKERS
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
              help="Keep what is found in this folder, as it is found.")
@click.option("--resume", is_flag=True, help="Go on where the validation in that folder was cut short.")
@click.option("--page", "pages", multiple=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
              help="Write the tables into this page, between its marks. May be repeated.")
@AS_JSON
def validate(only: tuple[str, ...], listing: bool, workers: str, out: Path | None, resume: bool, pages: tuple[Path, ...],
             as_json: bool) -> None:
    """Hold the model against what others have found, and against what it must show.

    Each fact is simulated as it was observed and told with its published size, its size in the model and a verdict. A fact that
    is not met is a finding. A claim of what the model must show that fails is an error: exit code 4.
    """
    from experiments.exchange import as_json as json
    from reports.validation import validation_text

    if listing:
        click.echo("\n".join(names()))
        return
    refuse(only, pages, out, resume)
    again = [*(word for id_ in only for word in ("--only", id_)), *(word for page in pages for word in ("--page", str(page))),
             *(["--json"] if as_json else []), "--workers", workers]
    with refusals(), asking(as_json, out, again) as tell:
        found = found_by(only, workers, out, resume, tell)
    click.echo(json(found.record) if as_json else validation_text(found))
    if pages:
        renew_pages(pages, found)
    conclude(found)


def names() -> Iterator[str]:
    """Yield all that can be asked, a line each."""
    from experiments.facts import facts
    from experiments.validation.asking import CLAIMS, everything

    yield from (f"{fact.id}: {fact.found} ({fact.source})" for fact in facts())
    yield from (f"{' '.join(each.ids)}: {each.name}" for each in everything() if each.name.startswith(CLAIMS))


def refuse(only: tuple[str, ...], pages: tuple[Path, ...], out: Path | None, resume: bool) -> None:
    """Raise Invalid for what does not go together."""
    from experiments.pages import places

    if only and pages:
        raise Invalid("a page shows all facts and claims: give --page without --only")
    if resume and not out:
        raise Invalid("--resume goes on in a folder: name it with --out")
    for page in pages:
        if not places(page):
            raise Invalid(f"{page}: has no place for a table: two lines, <!-- facts --> and <!-- end of facts -->, or summary, "
                          f"reasons, directions, claims, calibration")


@contextmanager
def asking(quiet: bool, out: Path | None, again: list[str]) -> Iterator[OnProgress]:
    """Give what is to be told of the work done.

    Raises Interrupted, with how to go on, where the user interrupts.
    """
    announce_compiling()
    on = f"; what was found is kept. To go on:\n  {shlex.join(['fission', 'validate', *again, '--out', str(out), '--resume'])}"
    with teller("validate", quiet) as tell, interruptible() as heed:
        def told(done: float, total: float) -> None:
            heed()
            tell(round(done), round(total))

        try:
            yield told
        except KeyboardInterrupt:
            raise Interrupted(f"interrupted{on if out else '; nothing was kept: name a folder to keep it in (--out)'}") from None


def found_by(only: tuple[str, ...], workers: str, out: Path | None, resume: bool, tell: OnProgress) -> Validated:
    """Return what was found. Raises Invalid for what cannot be asked, and Trouble where the workers can do nothing."""
    from experiments.lab import Unusable
    from experiments.study.folder import CannotResume
    from experiments.validation import Unknown
    from experiments.validation import validate as validated
    from experiments.workers import Unfit, UnknownWorkers

    try:
        return validated(only, workers, out, resume, tell)
    except (Unknown, UnknownWorkers, CannotResume, Unusable) as error:
        raise Invalid(str(error)) from None
    except Unfit as error:
        raise Trouble(str(error)) from None


def renew_pages(pages: tuple[Path, ...], found: Validated) -> None:
    """Write the tables into the pages, each where it has a place: all pages, or none where something could not be asked.

    Tells what is not written.
    """
    from experiments.pages import places
    from reports.validation import tables

    if found.failed:
        click.echo("no page was written, as not everything could be asked", err=True)
        return
    made = tables(found)
    texts = {page: with_tables(page, made) for page in pages}
    for page, text in texts.items():
        page.write_text(text, encoding="utf-8")
    for name in sorted({*made}.difference(*map(places, pages))):
        click.echo(f"none of these pages has a place for the table '{name}'", err=True)


def with_tables(page: Path, made: dict[str, list[str]]) -> str:
    """Return the text of a page with those of the tables that it has places for."""
    from experiments.pages import places, renewed

    text = page.read_text(encoding="utf-8")
    for name in places(page):
        text = renewed(text, name, made[name]) if name in made else text
    return text


def conclude(found: Validated) -> None:
    """Leave with the exit code that the findings deserve."""
    if found.failed:
        raise click.exceptions.Exit(FAILED)
    if not found.sound:
        raise click.exceptions.Exit(BLOCKED)
