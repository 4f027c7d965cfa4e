"""Two layouts of a file, one table of rows by account and month: long files have such rows, wide ones a column a month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.customers import accounts, months
from experiments.customers.cells import Cells, looked_up
from experiments.customers.mapped import Mapped
from experiments.customers.once import attribute, default
from experiments.customers.repeats import refuse_contradictions, repeated
from experiments.panel import UNKNOWN, Status
from scenarios.faults import ScenarioError

Rows = NDArray[np.float64]
STATES = {"inactive": Status.INACTIVE, "transactor": Status.TRANSACTOR, "revolver": Status.REVOLVER}


@dataclass
class Months:
    """Rows by account and month, sorted by both, and the lots of the accounts, by which they are numbered.

    ``of`` holds the fields, one value a row, NaN where not known; ``once`` what an account has one of, one value an account.
    ``rows`` counts those of the file, ``left_out`` says why some are not used.
    """

    account: NDArray[np.int64]
    month: NDArray[np.int64]
    of: dict[str, Rows]
    once: dict[str, Rows]
    lots: NDArray[np.uint64]
    words: Mapping[str, tuple[str, ...]]
    rows: int
    left_out: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)


def laid_out(cells: Cells) -> Months:
    """Return the rows of a table by account and month.

    Raises ScenarioError with all that is wrong in its columns, and for rows of one account and month that say different things.
    """
    return long(cells) if cells.mapped.says.is_long else wide(cells)


def long(cells: Cells) -> Months:
    """Return the rows of a table with a row an account and month."""
    account, lots = numbered(cells)
    month = cells.months("month", cells.mapped.once["month"])
    of = {name: monthly(cells, name, column) for name, (column,) in cells.mapped.monthly.items() if column}
    once, words = of_accounts(cells)
    refuse(cells)
    kept, left_out = without({"without an account": account == UNKNOWN, "without a month": np.isnan(month),
                              "in a month to come": month > months.this()})
    order = kept[np.lexsort((month[kept], account[kept]))]
    order = unrepeated(cells, order, (account, month), (*of.values(), *once.values()), left_out)
    account, calendar = account[order], month[order].astype(np.int64)
    once = {name: np.where(is_open(cells.mapped, name, calendar), values[order], np.nan) for name, values in once.items()}
    notes = [note for name, values in once.items() for note in changing(name, account, values)]
    once = {name: single(name, account, values, len(lots)) for name, values in once.items()}
    of = {name: values[order] for name, values in of.items()}
    return renumbered(Months(account, calendar, of, once, lots, words, len(cells.table), left_out, notes))


def is_open(mapped: Mapped, name: str, calendar: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell which months may say what an account has one of: those before the window that tells default, if one does."""
    window = mapped.says.default.months if mapped.says.default and name != "opened" and len(calendar) else 0
    return calendar <= calendar.max() - window if window else np.full(len(calendar), True)


def wide(cells: Cells) -> Months:
    """Return the rows of a table with a row an account, months that say nothing of it left aside."""
    columns = cells.mapped.monthly
    many = max(map(len, columns.values()))
    account, lots = numbered(cells)
    of = {name: across(cells, name, columns[name], many) for name in columns}
    once, words = of_accounts(cells)
    refuse(cells)
    kept, left_out = without({"without an account": account == UNKNOWN,
                              "without anything known in any month": np.asarray(is_silent(of).all(axis=1))})
    order = kept[np.argsort(account[kept], kind="stable")]
    said = (*(month for values in of.values() for month in values.T), *once.values())
    order = unrepeated(cells, order, (account,), said, left_out)
    once = {name: single(name, account[order], values[order], len(lots)) for name, values in once.items()}
    flat = {name: of.pop(name)[order].ravel() for name in [*of]}
    known = ~is_silent(flat)
    flat = {name: flat.pop(name)[known] for name in [*flat]}
    calendar = np.tile(labels(cells.mapped, many), len(order))[known]
    notes = [] if known.all() else [f"months that say nothing of an account, and are no rows: {int((~known).sum()):,}"]
    return renumbered(Months(np.repeat(account[order], many)[known], calendar, flat, once, lots, words, len(cells.table),
                             left_out, notes))


def is_silent(of: Mapping[str, Rows]) -> NDArray[np.bool_]:
    """Tell where no field says anything, the limit left aside."""
    return np.asarray(np.all([np.isnan(values) for name, values in of.items() if name != "limit"], axis=0))


def unrepeated(cells: Cells, order: NDArray[np.int64], keys: Sequence[NDArray[Any]], said: Sequence[Rows],
               left_out: Counter[str]) -> NDArray[np.int64]:
    """Return rows in the order of their keys without those that repeat the one before, which are counted.

    Raises ScenarioError for rows of the same key that say different things.
    """
    again = repeated([key[order] for key in keys], [values[order] for values in said])
    refuse_contradictions(cells.table, cells.mapped, order, again)
    left_out["repeating another row"] += int(again.same.sum())
    return order[~again.same]


def numbered(cells: Cells) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """Return the account of each row of a table, and the accounts' lots; rows are accounts where no column says."""
    import pyarrow as pa

    name = cells.mapped.says.account
    ids = cells.present(name) if name else pa.array(np.arange(len(cells.table)))
    account, lots = accounts.numbered(ids)
    cells.accounts = len(lots)
    if name:
        cells.note("account", name, account == UNKNOWN)
    return account, lots


def monthly(cells: Cells, name: str, column: str) -> Rows:
    """Return a field's values in a column; of a status, its number and the statements missed as one: see ``coded``."""
    return coded(cells, column) if name == "status" else cells.numbers(name, column)


def across(cells: Cells, name: str, columns: tuple[str | None, ...], many: int) -> Rows:
    """Return a field's values in the columns of the months, shape (accounts, months); a single column holds for all of them."""
    found = np.full((len(cells.table), many), np.nan)
    if len(columns) == 1 and columns[0]:
        found[:] = monthly(cells, name, columns[0])[:, None]
        return found
    for place, column in enumerate(columns):
        if column:
            found[:, place] = monthly(cells, name, column)
    return found


def coded(cells: Cells, column: str) -> Rows:
    """Return a column of states: a number of ``Status``; of one that is late 10 and the statements missed; NaN for unknown."""
    says = cells.mapped.says.status
    assert says is not None
    codes = says.codes or {name: name for name in (*STATES, "unknown")}
    hint = f"say what it stands for in status.codes; there {'are' if says.codes else 'would be'}: {', '.join(codes)}"
    return cells.coded("status", column, lambda code: state(looked_up(codes, code) or code), hint)


def state(word: str) -> float | None:
    """Return a state as a number, None for a word that is none.

    >>> state("revolver"), state("late 3+"), state("unknown"), state("late")
    (2.0, 13.0, nan, None)
    """
    if word.startswith("late ") and word[5:].removesuffix("+").isdigit():
        return 10.0 + float(word[5:].removesuffix("+"))
    return float(STATES[word]) if word in STATES else np.nan if word == "unknown" else None


def labels(mapped: Mapped, many: int) -> NDArray[np.int64]:
    """Return the numbers of the months of a wide file: those of its labels where they are months or rising or falling numbers."""
    found = [months.month(label, months.DAY_FIRST) for label in mapped.says.months]
    if not found or None in found:
        return np.arange(many)
    steps = {np.sign(later - earlier) for earlier, later in pairwise(found)}  # type: ignore[operator]
    if len(steps) > 1 or 0 in steps:
        raise ScenarioError([mapped.fault(("months",), "the months neither rise nor fall",
                                            "list them in order of time, oldest first")])
    is_calendar = min(found) >= months.FIRST  # type: ignore[type-var, operator]
    if is_calendar and steps == {-1}:
        raise ScenarioError([mapped.fault(("months",), "the months run backwards in time",
                                            "list them oldest first, and lists of columns too")])
    return np.array(found) if steps != {-1} else np.array(found[0]) - np.array(found)


def of_accounts(cells: Cells) -> tuple[dict[str, Rows], dict[str, tuple[str, ...]]]:
    """Return what an account has one value of, one value a row of the table, and the words that values of words stand for."""
    says, found, words = cells.mapped.says, dict[str, Rows](), dict[str, tuple[str, ...]]()
    if says.income:
        found["income"] = cells.numbers("income", says.income)
    if says.opened:
        found["opened"] = cells.months("opened", says.opened)
    if says.default and says.default.column:
        found["default"] = default(cells)
    for name in says.attributes:
        found[f"attributes.{name}"], words[name] = attribute(cells, name)
    return found, words


def refuse(cells: Cells) -> None:
    """Raise ScenarioError with what was wrong in the columns, if anything was."""
    if cells.faults:
        raise ScenarioError(cells.faults)


def without(reasons: Mapping[str, NDArray[np.bool_]]) -> tuple[NDArray[np.int64], Counter[str]]:
    """Return the rows that no reason leaves out, and how many each does: the first that holds."""
    out, count = np.zeros(len(next(iter(reasons.values()))), dtype=bool), Counter[str]()
    for reason, holds in reasons.items():
        count[reason] = int((holds & ~out).sum())
        out |= holds
    return np.flatnonzero(~out), count


def single(name: str, account: NDArray[np.int64], values: Rows, many: int) -> Rows:
    """Return the last known value of each account, whose rows are in order of time; of a default, whether any row has one.

    >>> single("income", np.array([0, 0, 1]), np.array([2.0, 1.0, np.nan]), 2)
    array([ 1., nan])
    """
    found = np.full(many, np.nan)
    known = ~np.isnan(values)
    if name == "default":
        np.fmax.at(found, account[known], values[known])
    else:
        found[account[known]] = values[known]
    return found


def changing(name: str, account: NDArray[np.int64], values: Rows) -> Iterator[str]:
    """Yield how many accounts have more than one value of what they should have one of, and which one counts."""
    known = ~np.isnan(values)
    account, values = account[known], values[known]
    many = len(np.unique(account[1:][(np.diff(account) == 0) & (np.diff(values) != 0.0)]))
    if many:
        counts = "one default is enough" if name == "default" else "the last one counts"
        yield f"{name.removeprefix('attributes.')} changes from month to month within {many:,} accounts: {counts}"


def renumbered(found: Months) -> Months:
    """Return the rows with accounts numbered anew, those without a row left aside."""
    there = np.zeros(len(found.lots), dtype=bool)
    there[found.account] = True
    found.account = (np.cumsum(there) - 1)[found.account]
    found.lots, found.once = found.lots[there], {name: values[there] for name, values in found.once.items()}
    return found
