"""``fission portrait``: from a file of accounts to portraits of its customers."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reports.command.keeping import keep, keep_file
from reports.command.options import AS_JSON
from reports.command.progress import passing, steps
from reports.command.report import known
from reports.command.trouble import Invalid, refusals

if TYPE_CHECKING:
    from experiments.customers.portrait import Portraits

FILE = click.Path(path_type=Path)
NEW_FILE = click.Path(dir_okay=False, path_type=Path)


@dataclass(frozen=True)
class Asked:
    """What was asked for on the command line."""

    out: Path | None
    targets: Path | None
    report: Path | None
    language: str
    limit_multiple: float
    into: str | None
    as_json: bool


@click.command(short_help="Make portraits of customers from a file of accounts.")
@click.argument("data", type=FILE)
@click.option("--columns", type=FILE, required=True, metavar="MAP", help="What the columns hold: a YAML file.")
@click.option("--out", type=NEW_FILE, metavar="FILE", help="Write the portraits, for portraits: FILE in a scenario.")
@click.option("--targets", type=NEW_FILE, metavar="FILE", help="Write the figures to which fission calibrate fits a model.")
@click.option("--report", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
              help="Write a page with figures to a new folder.")
@click.option("--lang", "language", default="en", show_default=True, metavar="LANGUAGE", help="Language of the page: en or zh.")
@click.option("--limit-multiple", type=click.FloatRange(0.05, 100.0), default=3.0, show_default=True, metavar="NUMBER",
              help="Limit over monthly income, where no income is known.")
@click.option("--into", metavar="CURRENCY=RATE",
              help="Tell amounts in another currency, at so much of it for one of the file's: CNY=0.23.")
@AS_JSON
def portrait(data: Path, columns: Path, **options: Any) -> None:
    """Make portraits of the customers in DATA, accounts in CSV or Parquet: segments, what each is like, scorecards.

    Only figures of many accounts leave: nothing that is written tells of one.
    """
    from experiments.customers.portrait import exchanged, portraits
    from experiments.customers.reading import read
    from experiments.customers.targets import as_yaml
    from experiments.customers.targets import targets as targets_of
    from experiments.exchange import as_json
    from reports.customers import customers_object, customers_text, noise_text

    asked = Asked(**options)
    money = rate_of(asked.into) if asked.into else None
    refuse_unknown(asked)
    with refusals():
        with passing(f"reading {data.name}"):
            customers = read(data, columns)
            customers = exchanged(customers, *money) if money else customers
        with steps() as tell:
            found = portraits(customers, asked.limit_multiple, tell)
        figures = targets_of(customers) if asked.targets else None
        texts = {asked.out: portraits_text(found, asked.out) if asked.out else "",
                 asked.targets: as_yaml(figures, customers) if figures else ""}
        page = page_of(found, asked.language) if asked.report else {}
        click.echo(as_json(customers_object(found)) if asked.as_json else customers_text(found))
        for path, text in texts.items():
            keep_file(path, text, asked.as_json)
        if figures and not asked.as_json:
            click.echo(noise_text(figures))
        keep(asked.report, asked.as_json, lambda folder: write_page(folder, page))


def refuse_unknown(asked: Asked) -> None:
    """Refuse a language that nobody speaks here, and files and folders that there are already."""
    from reports.run_folder import refuse_taken
    from reports.words import LANGUAGES

    known("--lang", "language", [asked.language], LANGUAGES)
    places = [path for path in (asked.out, asked.targets, asked.report) if path]
    if len({path.resolve() for path in places}) < len(places):
        raise Invalid("--out, --targets and --report name one place twice")
    with refusals():
        for path in places:
            refuse_taken(path)


def rate_of(into: str) -> tuple[str, float]:
    """Return the currency and the rate that are written as CURRENCY=RATE; anything else is refused."""
    currency, _, number = into.partition("=")
    try:
        rate = float(number)
    except ValueError:
        rate = 0.0
    if not (re.fullmatch("[A-Z]{3}", currency) and 0.0 < rate < math.inf):
        raise Invalid(f"--into: {into!r} is no CURRENCY=RATE - write CNY=0.23 where one unit of the file's currency is 0.23 CNY")
    return currency, rate


def portraits_text(found: Portraits, path: Path) -> str:
    """Return the file of portraits."""
    from datetime import UTC, datetime

    from experiments.customers.portraits_file import text_of

    return text_of(found, datetime.now(UTC).date(), path.name)


def page_of(found: Portraits, language: str) -> Mapping[str, bytes]:
    """Return the files of the page of portraits."""
    from reports.content.customers import document
    from reports.document.prints import prints
    from reports.words import Words

    words = Words(language)
    return prints(document(found, words), words, ("html",)).files


def write_page(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files of a page to a new folder."""
    from reports.run_folder import whole

    with whole(folder) as place:
        for name, data in files.items():
            (place / name).write_bytes(data)
