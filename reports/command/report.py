"""``fission report``: finished runs and studies as a document that decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reports.command.trouble import Invalid, refusals

if TYPE_CHECKING:
    from reports.document.prints import Prints

FOLDER = "report"
NAMED = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(short_help="Make a report of finished runs and studies: HTML, PDF, slides.")
@click.argument("run_dirs", metavar="RUN_DIR...", nargs=-1, required=True, type=NAMED)
@click.option("--lang", "language", default="en", show_default=True, metavar="LANGUAGE", help="Language: en or zh.")
@click.option("--format", "formats", default="html,pdf", show_default=True, metavar="FORMAT,...",
              help="Of html, pdf, pptx (needs python-pptx) and md, with its figures as SVG.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
              help="Folder to write to, instead of report in the first RUN_DIR. Only reports in it are replaced.")
@click.option("--title", default="", help="Title, instead of one made of the schemes.")
@click.option("--budget", default="", metavar="MONEY", help="What may be spent on rewards.")
@click.option("--cap", "caps", multiple=True, metavar="MEASURE<=LIMIT",
              help="What must hold of a scheme, such as dpd90_share<=2%. May be repeated.")
@click.option("--measure", default="", help="The measure that decides, instead of profit.")
@click.option("--since", multiple=True, type=NAMED, metavar="RUN_DIR",
              help="Tell what has changed since an earlier run or study. May be repeated.")
def report(run_dirs: tuple[Path, ...], language: str, formats: str, out: Path | None, title: str, since: tuple[Path, ...],
           **asked: Any) -> None:
    """Make a report of what RUN_DIRs hold: a comparison, a search and a stress study of one question become one report.

    Nothing is run again. The recommendation stands on the first page, or why there is none.
    """
    from reports.document.prints import FORMATS
    from reports.run_folder import refuse_unwritable
    from reports.words import LANGUAGES

    wanted = tuple(dict.fromkeys(each.strip() for each in formats.split(",")))
    known("--lang", "language", [language], LANGUAGES)
    known("--format", "format", wanted, FORMATS)
    place = out or run_dirs[0] / FOLDER
    with refusals():
        refuse_unwritable(place)
        written(place, made(run_dirs, language, wanted, title, asked, since))


def made(folders: Sequence[Path], language: str, formats: Sequence[str], title: str = "", asked: Mapping[str, Any] | None = None,
         since: Sequence[Path] = ()) -> Prints:
    """Return the prints of some folders; what no report can be made of is refused."""
    from reports.content import Asked, build
    from reports.content.evidence import NoReport
    from reports.document.prints import NoPrint, prints, refuse_unavailable
    from reports.run_folder import NoRunFolder
    from reports.words import Words

    words = Words(language)
    try:
        refuse_unavailable(formats)
        return prints(build(folders, words, title, Asked(**(asked or {})), since), words, formats)
    except (NoPrint, NoReport, NoRunFolder) as error:
        raise Invalid(str(error)) from None


def known(option: str, what: str, words: Iterable[str], allowed: Iterable[str]) -> None:
    """Refuse a word that an option does not know."""
    from scenarios.faults import suggestion

    for word in words:
        if word not in allowed:
            raise Invalid(f"{option}: unknown {what} {word!r} - {suggestion(word, allowed)}")


def written(place: Path, found: Prints) -> None:
    """Write all files, over those of an earlier report, and say which, and what could not be shown in them."""
    from reports.document.fonts import named
    from reports.run_folder import added

    with added(place) as folder:
        for name, data in found.files.items():
            (folder / name).write_bytes(data)
    for name in found.files:
        if not name.endswith(".svg"):
            click.echo(place / name)
    if found.missing:
        click.echo(f"no font here has {named(found.missing)}: install one that has", err=True)
