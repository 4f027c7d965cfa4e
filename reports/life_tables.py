"""The events of a life and the postings behind them, as tables."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, get_type_hints

import numpy as np

from experiments.biography import Biography, events
from experiments.biography.books import HELD_FOR_HER, OWED, balance
from experiments.biography.standing import month_on_book
from reports.sentences import Voice, words
from reports.story import wrapped
from sim.result import Column, Table
from sim.terms import MINOR_UNITS

WIDTH, NARROWEST = 150, 40


def plain(what: Any) -> dict[str, Any]:
    """Return the facts of an event, money in currency units."""
    hints = get_type_hints(type(what), include_extras=True)
    return {name: value / MINOR_UNITS if hints[name] == events.Money else inside(value) for name, value in what._asdict().items()}


def inside(value: Any) -> Any:
    """Return a fact as JSON knows it."""
    if hasattr(value, "_asdict"):
        return value._asdict()
    if isinstance(value, tuple):
        return [plain(each) if hasattr(each, "_asdict") else each for each in value]
    return value


def event_table(told: Biography) -> Table:
    """Return one row an event; ``postings`` are the numbers of those behind it."""
    voice = Voice(told)
    months = [0 if told.opened is None or each.day < told.opened else month_on_book(told.opened, each.day) for each in told.events]
    postings = [", ".join(str(posting.number) for posting in each.postings) for each in told.events]
    return Table("events", f"What happened to person {told.person}, one row an event.", {
        "event": whole(range(1, len(told.events) + 1), "number of the event"),
        "day": Column(numbers(each.day for each in told.events), "days", "day of the run"),
        "month": Column(numbers(months), "months", "month on book, from 1 (0: no account yet)"),
        "kind": name([each.kind for each in told.events], "kind of event"),
        "postings": name(postings, "numbers of the postings behind it"),
        "text": name([voice.tell(each) for each in told.events], "what happened"),
        "facts": name([json.dumps(plain(each.what)) for each in told.events], "its facts as JSON, money in currency units"),
    })


def posting_table(told: Biography) -> Table:
    """Return one row a posting, with what she owes and what rewards she holds after it."""
    of_event = {posting.number: number for number, each in enumerate(told.events, 1) for posting in each.postings}
    rows = told.postings
    owed = np.cumsum([balance([each], OWED) for each in rows], dtype=np.int64)
    held = np.cumsum([-balance([each], HELD_FOR_HER) for each in rows], dtype=np.int64)
    return Table("postings", f"The postings for person {told.person}, in the order of posting.", {
        "posting": whole((each.number for each in rows), "number of the posting"),
        "event": whole((of_event[each.number] for each in rows), "number of the event that caused it"),
        "day": Column(numbers(each.day for each in rows), "days", "day of the run"),
        "cause": name([each.cause.name.lower() for each in rows], "why money moved"),
        "debit": name([each.debit.name.lower() for each in rows], "ledger account debited"),
        "credit": name([each.credit.name.lower() for each in rows], "ledger account credited"),
        "amount": money([each.amount for each in rows], "sum posted"),
        "owes": money(owed, "principal and fees she owes after it"),
        "rewards": money(held, "rewards held for her or in her hands after it"),
    })


def numbers(values: Any) -> np.ndarray[Any, Any]:
    """Return whole numbers as an array."""
    return np.array(list(values), dtype=np.int64)


def whole(values: Any, about: str) -> Column:
    """Return a column of whole numbers."""
    return Column(numbers(values), "count", about)


def money(values: Sequence[int] | np.ndarray[Any, Any], about: str) -> Column:
    """Return a column of money."""
    return Column(np.array(values, dtype=np.int64) / MINOR_UNITS, "money", about)


def name(values: Sequence[str], about: str) -> Column:
    """Return a column of texts."""
    return Column(np.array(values, dtype=np.str_), "name", about)


def printed(table: Table, but: Sequence[str] = ()) -> str:
    """Return a table for a terminal, some columns left out; the last one is wrapped."""
    shown = {title: cells(column) for title, column in table.columns.items() if title not in but}
    return "\n".join(line for row in zip(*([title, *values] for title, values in shown.items()), strict=True)
                     for line in aligned(row, table, shown))


def cells(column: Column) -> list[str]:
    """Return the values of a column as text."""
    if column.unit == "money":
        return [f"{value:,.2f}" for value in column.values]
    return [words(value) if isinstance(value, str) else f"{value}" for value in column.values.tolist()]


def aligned(row: Sequence[str], table: Table, shown: dict[str, list[str]]) -> Iterator[str]:
    """Yield the lines of one row: numbers to the right, texts to the left."""
    *titles, last = shown
    start = ""
    for title, cell in zip(titles, row, strict=False):
        width = max(len(title), *map(len, shown[title]), 0)
        start += f"{cell:<{width}}  " if table.columns[title].unit == "name" else f"{cell:>{width}}  "
    if table.columns[last].unit == "name":
        yield from wrapped(start + row[-1], len(start), max(WIDTH, len(start) + NARROWEST))
    else:
        yield f"{start}{row[-1]:>{max(len(last), *map(len, shown[last]), 0)}}"
