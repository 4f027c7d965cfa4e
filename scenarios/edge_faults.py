"""What is wrong with an edge list, line by line; slow, and only asked where reading it at once has failed."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from scenarios.faults import Fault, ScenarioError

SEPARATORS = {"\t": "tabs", ";": "semicolons", ",": "commas", " ": "spaces"}
MOST_TOLD = 5
FIELDS = (2, 3)
REMARKS = ("#", "%")


class Layout(NamedTuple):
    """How the lines of a file are divided, as its first line with a tie is."""

    file: str
    line: int
    separator: str
    fields: int


def layout(text: bytes, path: Path) -> Layout:
    """Return how the first line that is no remark is divided.

    Raises ScenarioError where there is none, or it has neither two nor three fields.
    """
    for number, line in lines(text):
        separator = next((each for each in SEPARATORS if each in outside_quotes(line)), " ")
        many = len(fields(line, separator))
        if many in FIELDS:
            return Layout(path.name, number, separator, many)
        message = "a single id" if many == 1 else f"{many} columns, separated by {SEPARATORS[separator]}"
        raise ScenarioError([Fault(path.name, number, 1, "", message, "keep two ids and, if known, the strength of the tie", line)])
    raise ScenarioError([without_ties(path.name)])


def without_ties(file: str) -> Fault:
    """Return the fault of a file that ties nobody to anybody."""
    return Fault(file, 0, 0, "", "there is no tie in it", "write two ids on each line")


def only_a_heading(found: Layout) -> Fault:
    """Return the fault of a file in which nothing follows its heading."""
    return Fault(found.file, found.line, 1, "", "there is only a heading in it", "write two ids on each line")


def all_of(text: bytes, found: Layout, otherwise: str) -> ScenarioError:
    """Return the error with the first faults of a file, and how many more there are."""
    faults = list(faults_of(text, found))
    left = len(faults) - MOST_TOLD
    if left > 0:
        rest = Fault(found.file, faults[MOST_TOLD].line, 1, "", f"and {left:,} more line{'s' * (left > 1)} like these")
        faults = [*faults[:MOST_TOLD], rest]
    return ScenarioError(faults or [Fault(found.file, 0, 0, "", f"cannot be read as an edge list ({otherwise})")])


def faults_of(text: bytes, found: Layout) -> Iterator[Fault]:
    """Yield the fault of each line that has one."""
    words: set[bool] = set()
    for number, line in lines(text):
        parts, fault = fields(line, found.separator), partial(Fault, found.file, number, 1, "", source=line)
        if len(parts) != found.fields:
            told = f"{len(parts)} field{'s' * (len(parts) != 1)} instead of {found.fields}"
            yield fault(told, f"separated by {SEPARATORS[found.separator]}, as in line {found.line}")
        elif not all(parts):
            yield fault("an id is missing" if not all(parts[:2]) else "the strength is missing")
        elif found.fields == 3 and number != found.line:
            word = parts[2].casefold() in ("strong", "weak")
            words.add(word)
            if not word and not is_number(parts[2]):
                yield fault(f"'{parts[2]}' is no strength of a tie", "allowed is a number, or strong or weak")
            elif len(words) > 1:
                yield fault("strength is a word here and a number elsewhere", "use one or the other")
                return


def lines(text: bytes) -> Iterator[tuple[int, str]]:
    """Yield the lines that are no remarks, with their numbers from 1."""
    for number, raw in enumerate(BytesIO(text), 1):
        line = raw.decode("utf-8").removesuffix("\n")
        if line.strip() and not line.lstrip().startswith(REMARKS):
            yield number, line


def fields(line: str, separator: str) -> list[str]:
    """Return the fields of a line.

    >>> fields('"Li, Na", 小明', ",")
    ['Li, Na', '小明']
    """
    if separator == " ":
        line = " ".join(line.split())
    try:
        [found] = csv.reader([line], delimiter=separator)
    except csv.Error:
        return [line]
    return [field.strip() for field in found]


def outside_quotes(line: str) -> str:
    """Return what of a line does not stand in quotes.

    >>> outside_quotes('"Li, Na";"b"')
    ';'
    """
    return "".join(line.split('"')[::2])


def is_number(text: str) -> bool:
    """Tell whether a text is a finite number."""
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


