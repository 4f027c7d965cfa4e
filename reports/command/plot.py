"""``fission plot``: a figure of what a folder holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reports.command.trouble import Invalid, refusals

if TYPE_CHECKING:
    from reports.figures.catalogue import Offer

KINDS, LANGUAGES = ("svg", "png"), ("en", "zh")


@click.command(short_help="Draw a figure of what a folder holds.")
@click.argument("folder", metavar="RUN_DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("figure", required=False)
@click.option("--format", "kind", type=click.Choice(KINDS), help="SVG unless given, or as the name of the file says.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Where to write; FIGURE.svg here unless given. A file that is there is overwritten.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True, help="The language of the figure.")
def plot(folder: Path, figure: str | None, kind: str | None, out: Path | None, lang: str) -> None:
    """Draw FIGURE of the run, comparison, twin or study in RUN_DIR; without FIGURE, list those that there are."""
    from reports.figures.catalogue import NoFigure, offers
    from reports.figures.saving import save
    from reports.run_folder import NoRunFolder
    from reports.words import Words

    with refusals():
        try:
            offered = offers(folder)
        except (NoFigure, NoRunFolder) as error:
            raise Invalid(str(error)) from None
        if figure is None:
            click.echo(listed(offered))
            return
        picture = chosen(offered, figure, folder).draw(Words(lang))
        path = save(picture, placed(out, kind, picture.name))
        click.echo(f"{path}: {picture.title}")


def listed(offered: dict[str, Offer]) -> str:
    """Return the figures that there are, a line each."""
    wide = max(map(len, offered))
    return "\n".join(f"{name:<{wide}}  {offer.about}" for name, offer in offered.items())


def chosen(offered: dict[str, Offer], figure: str, folder: Path) -> Offer:
    """Return the figure asked for.

    Raises Invalid for one that this folder cannot give, with what it would take, and for one that there is not.
    """
    from reports.figures.catalogue import known
    from scenarios.faults import suggestion

    if figure in offered:
        return offered[figure]
    takes = known()
    if figure in takes:
        raise Invalid(f"{folder} cannot give the figure {figure}: it takes {takes[figure]}\n"
                      f"It can give {', '.join(offered)}")
    near = suggestion(figure, dict.fromkeys([*offered, *takes]), "")
    raise Invalid(f"there is no figure '{figure}': {near or 'there are ' + ', '.join(offered)}")


def placed(out: Path | None, kind: str | None, name: str) -> Path:
    """Return where to write.

    Raises Invalid for a file whose name says another format, or none.
    """
    if out is None:
        return Path(f"{name}.{kind or KINDS[0]}")
    suffix = out.suffix.lstrip(".").lower()
    if not suffix:
        return out.with_name(f"{out.name}.{kind or KINDS[0]}")
    if suffix not in KINDS or kind not in (None, suffix):
        raise Invalid(f"{out}: a figure is written as {' or '.join(KINDS)}" + (f", and --format is {kind}" if kind else ""))
    return out
