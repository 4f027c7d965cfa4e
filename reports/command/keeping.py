"""Results are kept in a folder that is tried before anything runs, and written once all has been told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click


def try_out(out: Path | None) -> None:
    """Raise OSError where a new folder is asked for and cannot be made."""
    from reports.run_folder import refuse_taken

    if out:
        refuse_taken(out)


def keep(out: Path | None, as_json: bool, write: Callable[[Path], str | None]) -> None:
    """Write results to the folder asked for, if one is, and say so, with what ``write`` adds, unless a program reads on."""
    if out:
        more = write(out) or ""
        if not as_json:
            click.echo(f"\nwritten to {out}{more}")


def keep_file(out: Path | None, text: str, as_json: bool) -> None:
    """Write a text to the file asked for, if one is, and say so, unless a program reads on."""
    from reports.run_folder import beside

    if out:
        with beside(out) as partial:
            (partial / out.name).write_text(text, encoding="utf-8")
            (partial / out.name).replace(out.resolve())
        if not as_json:
            click.echo(f"\nwritten to {out}")
