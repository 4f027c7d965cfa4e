"""``fission portrait``: from a file of accounts to portraits of its customers."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reports.command.keeping import keep_file
from reports.command.options import AS_JSON
from reports.command.progress import passing, steps
from reports.command.trouble import Invalid, refusals

if TYPE_CHECKING:
    from experiments.customers.customers import Customers
    from experiments.customers.portrait import Portraits

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NEW_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command(short_help="Make portraits of customers from a file of accounts.")
@click.argument("data", type=FILE)
@click.option("--columns", type=FILE, required=True, metavar="MAP", help="What the columns hold: a YAML file.")
@click.option("--out", type=NEW_FILE, metavar="FILE", help="Write the portraits, for portraits: FILE in a scenario.")
@click.option("--targets", type=NEW_FILE, metavar="FILE", help="Write the figures to which fission calibrate fits a model.")
@click.option("--limit-multiple", type=click.FloatRange(0.05, 100.0), default=3.0, show_default=True, metavar="NUMBER",
              help="Limit over monthly income, where no income is known.")
@click.option("--into", metavar="CURRENCY=RATE",
              help="Tell amounts in another currency, at so much of it for one of the file's: CNY=0.23.")
@AS_JSON
def portrait(data: Path, columns: Path, out: Path | None, targets: Path | None, limit_multiple: float, into: str | None,
             as_json: bool) -> None:
    """Make portraits of the customers in DATA, accounts in CSV or Parquet: segments, what each is like, scorecards.

    Only figures of many accounts leave: nothing that is written tells of one.
    """
    from experiments.customers.portrait import exchanged, portraits
    from experiments.customers.reading import read
    from experiments.exchange import as_json as json_of
    from reports.customers import customers_object, customers_text
    from reports.run_folder import refuse_taken

    money = rate_of(into) if into else None
    with refusals():
        for path in filter(None, (out, targets)):
            refuse_taken(path)
        with passing(f"reading {data.name}"):
            customers = read(data, columns)
            customers = exchanged(customers, *money) if money else customers
        with steps() as tell:
            found = portraits(customers, limit_multiple, tell)
        click.echo(json_of(customers_object(found)) if as_json else customers_text(found))
        keep_file(out, lambda path: portraits_text(found, path), as_json)
        keep_file(targets, lambda _: targets_text(customers), as_json)


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


def targets_text(customers: Customers) -> str:
    """Return the file of targets."""
    from experiments.customers.targets import as_yaml, targets

    return as_yaml(targets(customers), customers)
