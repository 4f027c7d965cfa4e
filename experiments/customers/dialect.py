"""How a text file of a table is written: its encoding, its delimiter and the names of its columns."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from experiments.customers.mapped import Mapped
from experiments.customers.mapping import FileForm
from scenarios.faults import Fault, ScenarioError

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
KINDS = ((b"PK\x03\x04", "a packed file or a workbook", "unpack it, or save the sheet as CSV"),
         (b"\x1f\x8b", "packed with gzip", "unpack it"), (b"\xd0\xcf\x11\xe0", "an old Excel workbook", "save the sheet as CSV"),
         (b"%PDF", "a PDF", "export the table as CSV"), (b"SQLite format 3", "a database", "export the table as CSV"))
OTHERS = ("gb18030", "big5", "cp1252")
HEAD, PIECE, SAMPLE = 2**20, 2**24, 2**18
MOST_LINES = 100
"""Of a text in quotes; a longer one was not meant."""
LEVEL_1 = {"gb18030": (0xB0, 0xD7), "big5": (0xA4, 0xC6)}
"""The first bytes of the characters that are used every day, by encoding."""


class Dialect(NamedTuple):
    """How a text file is written."""

    encoding: str
    delimiter: str
    header: tuple[str, ...]

    @property
    def told(self) -> str:
        """How the file was read, in words."""
        return f"read as {self.encoding}, columns separated by {DELIMITERS.get(self.delimiter, repr(self.delimiter))}"


def of(path: Path, mapped: Mapped) -> Dialect:
    """Return how a file is written: as the map says, or else so that most columns that it names are found.

    Raises ScenarioError for a file that is no text, is empty or is not in the encoding that the map says.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    refuse_other_kinds(path, head)
    wanted = {column for _, column in mapped.columns}
    told = mapped.says.file
    best = max((read_as(head, encoding, told, wanted) for encoding in encodings(path, head, mapped)), key=lambda found: found[0])[1]
    if not any(best.header):
        raise ScenarioError([Fault(path.name, 0, 0, "", "the file is empty", "its first line names the columns")])
    return best


def refuse_other_kinds(path: Path, head: bytes) -> None:
    """Raise ScenarioError for a file that is no text."""
    for begin, what, hint in KINDS:
        if head.startswith(begin):
            raise ScenarioError([Fault(path.name, 0, 0, "", f"this is {what}, not a table in text", hint)])


def encodings(path: Path, head: bytes, mapped: Mapped) -> list[str]:
    """Return the encodings in which a file may be written, the likeliest first.

    Raises ScenarioError where the map says one in which it is not, or none is known to fit.
    """
    told = mapped.says.file.encoding
    if told:
        return [checked(path, told, mapped)]
    for begin, encoding in MARKS:
        if head.startswith(begin):
            return [encoding]
    if b"\0" in head:
        return [without_mark(path, head)]
    if is_in(path, "utf-8"):
        return ["utf-8"]
    fitting = [encoding for encoding in OTHERS if is_in(path, encoding)] or ["latin-1"]
    return sorted(fitting, key=lambda encoding: -usual(head[:SAMPLE], encoding))


def without_mark(path: Path, head: bytes) -> str:
    """Return which UTF-16 a text with zero bytes is in: every other byte of ASCII is one.

    Raises ScenarioError for what is no text.
    """
    at = [head[place::2].count(0) for place in (0, 1)]
    if max(at) < len(head) / 8 or min(at) > max(at) / 8:
        fault = Fault(path.name, 0, 0, "", f"no text: byte {head.index(0) + 1:,} is zero", "export the table as CSV or Parquet")
        raise ScenarioError([fault])
    return ("utf-16-be", "utf-16-le")[at[1] > at[0]]


def checked(path: Path, told: str, mapped: Mapped) -> str:
    """Return an encoding that the map says, if it is one and the file is in it."""
    at = ("file", "encoding")
    try:
        codecs.lookup(told)
    except LookupError:
        hint = "known are utf-8, utf-16, gb18030, big5, latin-1, cp1252"
        raise ScenarioError([mapped.fault(at, f"no encoding is called '{told}'", hint)]) from None
    if not is_in(path, told):
        raise ScenarioError([mapped.fault(at, f"{path.name} is not written in {told}", "leave encoding out to have it found out")])
    return told


def is_in(path: Path, encoding: str) -> bool:
    """Tell whether a whole file is in an encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while piece := file.read(PIECE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeError:
            return False
    return True


def usual(head: bytes, encoding: str) -> float:
    """Return which share of the characters beyond ASCII are everyday ones if a text is in an encoding.

    >>> text = "城市,上海,北京".encode("gb18030")
    >>> [round(usual(text, encoding), 1) for encoding in ("gb18030", "cp1252")]
    [1.0, 0.0]
    """
    signs = [sign for sign in head.decode(encoding, "ignore") if not sign.isascii()]
    if encoding in LEVEL_1:
        low, high = LEVEL_1[encoding]
        everyday = sum(low <= sign.encode(encoding)[0] <= high and len(sign.encode(encoding)) == 2 for sign in signs)
    else:
        everyday = len(re.findall(r"(?<=[a-zA-Z])[à-öø-ÿ]|[À-ÖØ-öø-ÿ](?=[a-z])", head.decode(encoding, "ignore")))
    return everyday / max(len(signs), 1)


def read_as(head: bytes, encoding: str, told: FileForm, wanted: Collection[str]) -> tuple[tuple[int, int], Dialect]:
    """Return the best reading of a header in an encoding, with how many columns that are asked for it has, and columns in all."""
    text = codecs.getincrementaldecoder(encoding)("replace").decode(head).removeprefix("\ufeff")
    given = {"tab": "\t"}.get(told.delimiter or "", told.delimiter)
    found = []
    for delimiter in [given] if given else DELIMITERS:
        header = tuple(name.strip() for name in next(records(io.StringIO(text, newline=None), delimiter), []))
        found.append(((len(set(header) & set(wanted)), len(header)), Dialect(encoding, delimiter, header)))
    return max(found, key=lambda each: each[0])


def records(lines: Iterator[str] | io.TextIOBase, delimiter: str) -> Iterator[list[str]]:
    """Yield the records of a text that are not empty."""
    try:
        yield from (record for record in csv.reader(lines, delimiter=delimiter) if record)
    except csv.Error:
        return


def refuse_endless(path: Path, dialect: Dialect, rows: int) -> None:
    """Raise ScenarioError where a text in quotes swallows the lines that follow; looked for where lines are more than rows."""
    if lines_of(path) <= rows + 1:
        return
    with path.open(encoding=dialect.encoding, errors="replace", newline=None) as file:
        reader, line = csv.reader(file, delimiter=dialect.delimiter, strict=True), 1
        try:
            for record in reader:
                if sum(field.count("\n") for field in record) > MOST_LINES:
                    raise ScenarioError([endless(path, line)])
                line = reader.line_num + 1
        except csv.Error as error:
            if any(word in str(error) for word in ("end of data", "limit")):
                raise ScenarioError([endless(path, line)]) from None


def lines_of(path: Path) -> int:
    """Return how many lines a file has."""
    ends = {b"\n": 0, b"\r": 0}
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            ends = {end: many + piece.count(end) for end, many in ends.items()}
    return max(ends.values())


def endless(path: Path, line: int) -> Fault:
    """Return the fault of a text in quotes that does not end where it should."""
    message = "a text in quotes begins here and does not end"
    return Fault(path.name, line, 1, "", message, "remove the quotation mark, or close it")


def numbered(path: Path, dialect: Dialect) -> Iterator[tuple[int, list[str]]]:
    """Yield each record below the header with the number of its first line; slow, and only asked where something is wrong.

    Raises ScenarioError for a text in quotes without an end.
    """
    with path.open(encoding=dialect.encoding, errors="replace", newline=None) as file:
        reader, line, filled = csv.reader(file, delimiter=dialect.delimiter), 1, 0
        try:
            for record in reader:
                filled += bool(record)
                if record and filled > 1:
                    yield line, record
                line = reader.line_num + 1
        except csv.Error:
            raise ScenarioError([endless(path, line)]) from None
