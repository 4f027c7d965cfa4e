"""The columns of a file as they are written, CSV or Parquet: only those that the map names are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from experiments.customers import dialect
from experiments.customers.dialect import Dialect
from experiments.customers.mapped import Mapped
from scenarios.faults import Fault, ScenarioError, beside, suggestion

MOST_TOLD = 5
PARQUET = b"PAR1"
WIDEST_NAME, MOST_NAMES = 40, 40


@dataclass(frozen=True)
class Table:
    """The columns of a file that were asked for, by their names in it: text, or what a Parquet file holds."""

    path: Path
    columns: Any
    written: Dialect | None

    def __len__(self) -> int:
        """Return the number of rows."""
        return int(self.columns.num_rows)

    def __getitem__(self, name: str) -> Any:
        """Return a column, a chunked array of pyarrow."""
        return self.columns[name]

    def faults(self, name: str, rows: Sequence[int], message: Callable[[str], str], hint: str = "") -> list[Fault]:
        """Return a fault for each of the first of some rows of a column, and one that counts the others."""
        told = [self.fault(name, row, message, hint) for row in rows[:MOST_TOLD]] if self.written is None else list(
            self.of_lines(name, rows[:MOST_TOLD], message, hint))
        left = len(rows) - len(told)
        return [*told, Fault(self.path.name, 0, 0, "", f"{name}: and {left:,} more like these")] if left > 0 else told

    def fault(self, name: str, row: int, message: Callable[[str], str], hint: str) -> Fault:
        """Return the fault of a row of a Parquet file, which has no lines."""
        return Fault(self.path.name, 0, 0, f"row {row + 1:,}, {name}", message(str(self[name][row].as_py())), hint)

    def of_lines(self, name: str, rows: Sequence[int], message: Callable[[str], str], hint: str) -> Iterator[Fault]:
        """Yield the faults of some rows of a text, each with its line and the number of the column in it."""
        assert self.written is not None
        column, asked = self.written.header.index(name), set(rows)
        for row, (line, record) in enumerate(islice(dialect.numbered(self.path, self.written), max(asked, default=-1) + 1)):
            if row in asked:
                yield Fault(self.path.name, line, column + 1, name, message(record[column].strip()), hint)


def read(path: Path, mapped: Mapped) -> Table:
    """Return the columns of a file that a map names.

    Raises ScenarioError for a file that is none, has not these columns, or has no rows.
    """
    with opened(path) as file:
        begin = file.read(4)
    table = of_parquet(path, mapped) if begin == PARQUET else of_text(path, mapped)
    if len(table) == 0:
        raise ScenarioError([Fault(path.name, 0, 0, "", "there are names of columns in it and no rows", "is it the whole export?")])
    return table


def opened(path: Path) -> Any:
    """Return a file opened to be read.

    Raises ScenarioError where there is none.
    """
    refuse = partial(Fault, path.name, 0, 0, "")
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise ScenarioError([refuse("there is no such file", beside(path))]) from None
    except IsADirectoryError:
        raise ScenarioError([refuse("this is a folder", beside(path / "_"))]) from None
    except (OSError, ValueError) as error:
        raise ScenarioError([refuse(f"cannot be read ({getattr(error, 'strerror', None) or error})")]) from None


def refuse_unknown(file: str, header: Sequence[str], mapped: Mapped) -> None:
    """Raise ScenarioError for the columns that a map names and a file has not, or has twice."""
    count = Counter(header)
    shown = [name for name in header if name and len(name) <= WIDEST_NAME][:MOST_NAMES]
    if not any(count[column] for _, column in mapped.columns):
        hint = f"its first line has {', '.join(shown)}"
        raise ScenarioError([Fault(file, 0, 0, "", "none of the columns that the map names are in it", hint)])
    faults = []
    for setting, column in mapped.columns:
        at = tuple(setting.split(".", 1))
        if not count[column]:
            faults.append(mapped.fault(at, f"there is no column '{column}'", suggestion(column, shown, "the columns are")))
        elif count[column] > 1:
            faults.append(mapped.fault(at, f"there are {count[column]} columns '{column}'", "rename all but one in the file"))
    if faults:
        raise ScenarioError(faults)


def of_parquet(path: Path, mapped: Mapped) -> Table:
    """Return the columns of a Parquet file."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        names = parquet.read_schema(path).names
        refuse_unknown(path.name, names, mapped)
        return Table(path, parquet.read_table(path, columns=[column for _, column in mapped.columns]), None)
    except (pa.ArrowInvalid, OSError) as error:
        message = str(error).splitlines()[0]
        raise ScenarioError([Fault(path.name, 0, 0, "", "the Parquet file is damaged or cut short", message)]) from None


def of_text(path: Path, mapped: Mapped) -> Table:
    """Return the columns of a text."""
    written = dialect.of(path, mapped)
    refuse_unknown(path.name, written.header, mapped)
    ragged: list[Any] = []
    table = in_columns(path, written, [column for _, column in mapped.columns], ragged)
    dialect.refuse_endless(path, written, len(table) + len(ragged))
    if ragged:
        raise ScenarioError(uneven(path, written))
    return Table(path, table, written)


def in_columns(path: Path, written: Dialect, names: Sequence[str], ragged: list[Any]) -> Any:
    """Return some columns of a text; rows with another number of fields are noted and left out."""
    import pyarrow as pa
    from pyarrow import csv

    def note(row: Any) -> str:
        ragged.append(row)
        return "skip"

    places = [str(written.header.index(name)) for name in names]
    everything = [str(place) for place in range(len(written.header))]
    options = (csv.ReadOptions(column_names=everything, skip_rows_after_names=1, encoding=written.encoding),
               csv.ParseOptions(delimiter=written.delimiter, newlines_in_values=True, invalid_row_handler=note),
               csv.ConvertOptions(column_types=dict.fromkeys(places, pa.string()), include_columns=places))
    try:
        table = csv.read_csv(path, *options)
    except (pa.ArrowInvalid, UnicodeError) as error:
        message = str(error).splitlines()[0]
        raise ScenarioError([Fault(path.name, 0, 0, "", "cannot be read as a table", message)]) from None
    return table.rename_columns(list(names))


def uneven(path: Path, written: Dialect) -> Iterator[Fault]:
    """Yield the faults of the first rows with another number of fields than the header, and how many more there are."""
    many, left = len(written.header), 0
    for line, record in dialect.numbered(path, written):
        if len(record) != many and left < MOST_TOLD:
            hint = "put a text with a delimiter in it into quotes"
            yield Fault(path.name, line, 1, "", f"{len(record)} fields instead of {many}", hint, written.delimiter.join(record))
        left += len(record) != many
    if left > MOST_TOLD:
        yield Fault(path.name, 0, 0, "", f"and {left - MOST_TOLD:,} more lines like these")
