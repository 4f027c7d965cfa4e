"""What can go wrong for reasons outside the program, each with its exit code and no traceback."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import click

BLOCKED = 4
"""The exit code where a guardrail blocks."""


class Trouble(click.ClickException):
    """A message on stderr and an exit code."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the message as it is."""
        click.echo(self.format_message(), file=file, err=file is None)


class Invalid(Trouble):
    """What was asked for cannot be done."""

    exit_code = 2


class Blocked(Trouble):
    """What was asked for is not to be launched."""

    exit_code = BLOCKED


class Interrupted(Trouble):
    """The user has had enough."""

    exit_code = 130


@contextmanager
def refusals() -> Iterator[None]:
    """Turn what the rooms below refuse into messages."""
    from experiments import NotComparable
    from scenarios import ScenarioError

    try:
        yield
    except (ScenarioError, NotComparable) as error:
        raise Invalid(str(error)) from None
    except (FileExistsError, FileNotFoundError, NotADirectoryError, PermissionError) as error:
        raise Invalid(f"{error.filename}: {error.strerror}") from None
    except sqlite3.Error as error:
        raise Trouble(f"the registry of the study: {error}") from None
    except MemoryError:
        raise Trouble("there is not enough memory for so many persons: try fewer (--persons)") from None
    except OSError as error:
        raise Trouble(f"{error.filename or 'writing'}: {error.strerror or error}") from None
