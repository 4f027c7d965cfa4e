"""The map of a file's columns: what a user says that they hold, read with the care of a scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from experiments.customers.identifiers import is_name_of
from experiments.customers.mapping import MONTHLY, ONCE, ColumnMap, DefaultLabel
from experiments.study.wording import fault_of
from scenarios.faults import Fault, ScenarioError
from scenarios.reading import read
from scenarios.tree import Settings, dotted, mark_at, plain

MONTH = "{month}"
WAYS = "write column and means, or late and months, or dpd and months"
TELLING = ("balance", "late", "dpd", "status")
Fields = Mapping[str, tuple[str | None, ...]]


@dataclass(frozen=True)
class Mapped:
    """A map of columns with the places of what it says."""

    says: ColumnMap
    tree: Settings

    def fault(self, path: tuple[str | int, ...], message: str, hint: str = "") -> Fault:
        """Return a fault at a path of the map."""
        return mark_at(self.tree, path).fault(message, hint, dotted(path))

    @property
    def monthly(self) -> dict[str, tuple[str | None, ...]]:
        """The columns of each field that a month has, oldest first, as the file names them; None for a month without one."""
        found = {name: getattr(self.says, name) for name in MONTHLY}
        if self.says.status:
            found["status"] = self.says.status.columns
        return {name: self.expanded(columns) for name, columns in found.items() if columns}

    def expanded(self, columns: tuple[str | None, ...]) -> tuple[str | None, ...]:
        """Return a pattern's columns month by month, or a list of columns as it is."""
        if len(columns) == 1 and columns[0] and MONTH in columns[0]:
            return tuple(columns[0].replace(MONTH, month) for month in self.says.months)
        return columns

    @property
    def once(self) -> dict[str, str]:
        """The columns of which an account has one value: by the setting of the map, dotted where it is one of several."""
        says = self.says
        found = {name: getattr(says, name) for name in ("account", "month", *ONCE)}
        found |= {"default": says.default.column if says.default else None}
        found |= {f"attributes.{name}": each.column for name, each in says.attributes.items()}
        return {name: column for name, column in found.items() if column is not None}

    @property
    def columns(self) -> Iterator[tuple[str, str]]:
        """Yield every column that is asked for with the setting that asks for it."""
        for name, column in self.once.items():
            yield name, column
        for name, columns in self.monthly.items():
            yield from ((name, column) for column in columns if column is not None)


def load(path: Path) -> Mapped:
    """Return the map of columns in a file.

    Raises ScenarioError with all that is wrong with it.
    """
    tree = read(path, path.name)
    try:
        says = ColumnMap.model_validate(plain(tree))
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_input=False)
        raise ScenarioError(fault_of(dict(each), tree, ColumnMap) for each in wrong) from None
    mapped = Mapped(says, tree)
    faults = list(misfits(mapped))
    if faults:
        raise ScenarioError(faults)
    return mapped


def misfits(mapped: Mapped) -> Iterator[Fault]:
    """Yield what does not fit together in a map."""
    says, fields = mapped.says, {name: getattr(mapped.says, name) for name in MONTHLY if getattr(mapped.says, name)}
    if says.status:
        fields["status"] = says.status.columns
    if not any(name in fields for name in TELLING):
        yield mapped.tree.mark.fault("no column says how accounts fare", f"map at least one of {', '.join(TELLING)}")
    if says.late and says.dpd:
        yield mapped.fault(("dpd",), "late and dpd say the same", "map the one that is surer")
    if says.is_long:
        yield from misfits_of_long(mapped, fields)
    else:
        yield from misfits_of_wide(mapped, fields)
    yield from misfits_of_default(mapped, fields)
    yield from asked_twice(mapped)
    yield from identifying(mapped)


def misfits_of_default(mapped: Mapped, fields: Fields) -> Iterator[Fault]:
    """Yield what does not fit in what is said of default: a column and its meaning, or a number of statements and months."""
    says = mapped.says.default
    if says is None:
        return
    told = [name for name in DefaultLabel.model_fields if name in says.model_fields_set]
    of_column = says.column is not None or says.means is not None
    if of_column and len(told) > 2 or says.late and says.dpd:
        yield mapped.fault(("default",), f"default is told in two ways: {', '.join(told)}", WAYS)
        return
    needed = ("column", "means") if of_column else ("late" if says.late or not says.dpd else "dpd", "months")
    for name in needed:
        if name not in told:
            yield mapped.fault(("default", name), "this is missing", DefaultLabel.model_fields[name].description or "")
    if not of_column and not any(name in fields for name in ("late", "dpd", "status")):
        yield mapped.fault(("default",), "no column says how late accounts are", "map late, dpd or status, too")


def misfits_of_long(mapped: Mapped, fields: Fields) -> Iterator[Fault]:
    """Yield what does not fit a file with a row an account and month."""
    if mapped.says.account is None:
        yield mapped.fault(("month",), "a row is an account and month, and no column says which account", "map account, too")
    if mapped.says.months:
        yield mapped.fault(("months",), "month and months are both set",
                           "month: a row is an account and month; months: a row is an account")
    for name, columns in fields.items():
        if len(columns) > 1 or MONTH in (columns[0] or ""):
            yield mapped.fault((name,), "a row is an account and month, so one column holds it",
                               "name one column, or leave month out")


def misfits_of_wide(mapped: Mapped, fields: Fields) -> Iterator[Fault]:
    """Yield what does not fit a file with a row an account."""
    many = months_of(mapped)
    for name, columns in fields.items():
        is_pattern = len(columns) == 1 and MONTH in (columns[0] or "")
        if is_pattern and not mapped.says.months:
            yield mapped.fault((name,), f"{MONTH} stands for the months, and none are listed",
                               "write months: [2005-04, 2005-05, ...]")
        elif not is_pattern and len(columns) not in (1, many):
            yield mapped.fault((name,), f"{len(columns)} columns for {many} months",
                               "write one a month, oldest first; ~ for a month without")
        elif not is_pattern and len(columns) == 1 and many > 1 and name != "limit":
            yield mapped.fault((name,), f"one column for {many} months",
                               "list one a month, oldest first; only limit may be the same all along")


def months_of(mapped: Mapped) -> int:
    """Return how many months the columns of a file with a row an account have."""
    says = mapped.says
    status = len(says.status.columns) if says.status else 1
    return len(says.months) or max(status, *(len(getattr(says, name) or ("",)) for name in MONTHLY))


def asked_twice(mapped: Mapped) -> Iterator[Fault]:
    """Yield a fault for each column that two settings ask for."""
    first: dict[str, str] = {}
    for name, column in mapped.columns:
        if column in first:
            where = "twice" if first[column] == name else f"for {first[column]}, too"
            yield mapped.fault(tuple(name.split(".", 1)), f"the column {column} is named {where}", "a column holds one thing")
        first.setdefault(column, name)


def identifying(mapped: Mapped) -> Iterator[Fault]:
    """Yield a fault for each attribute that names somebody, by the name of its column or its own."""
    for name, each in mapped.says.attributes.items():
        what = is_name_of(each.column) or is_name_of(name)
        if what:
            yield mapped.fault(("attributes", name), f"the column {each.column} names somebody ('{what}')",
                               "leave it out: what is not mapped is not even read")
