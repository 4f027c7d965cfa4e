"""Targets from data: figures of four fifths of the accounts with their errors, held against the fifth that is held out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.customers.attributes import SMALLEST_CELL
from experiments.customers.customers import HELD_OUT, Customers
from experiments.panel import Panel, Share
from experiments.panel.quantities import OF_PANEL
from experiments.panel.shares import Cell, share
from scenarios.tree import Items, Scalar, Settings
from scenarios.writing import comment, yaml_of

HALF = (1.0 + HELD_OUT) / 2.0
LEAST = 1e-6
"""The least difference between halves that is written: none at all looks too sure."""


class Figure(NamedTuple):
    """A figure of the accounts that are not held out, the same of those that are, and by how much it differs between two halves.

    ``least`` is the number of accounts that it rests on: those in the cell, those out of it or those that it is a share of.
    ``least_held`` is the same of those held out and of each half, whichever rests on the fewest.
    """

    quantity: str
    cell: str
    seen: Share
    held_out: Share
    halves: float
    least: int
    least_held: int

    @property
    def row(self) -> str:
        """The cell whose moves this is one of; the quantity for a distribution."""
        return self.cell.partition(" > ")[0] if " > " in self.cell else self.quantity

    def numbers(self, brief: bool) -> list[float]:
        """Return what is written of it: observed, error and, unless it is to be brief, the same held out; the halves."""
        seen = [self.seen.value, positive(self.seen)]
        return seen if brief else [*seen, self.held_out.value, positive(self.held_out), max(self.halves, LEAST)]


class Targets(NamedTuple):
    """The figures that may leave, those of them without what is held out, and those that rest on too few accounts to leave."""

    figures: tuple[Figure, ...]
    brief: tuple[Figure, ...]
    suppressed: tuple[Figure, ...]

    def noise(self) -> Iterator[tuple[str, float, float]]:
        """Yield of each quantity the mean absolute difference between halves, and between the accounts held out and the others."""
        for quantity, group in groupby(self.figures, lambda figure: figure.quantity):
            known = [each for each in group if np.isfinite(each.halves) and np.isfinite(each.held_out.value)]
            if known:
                apart = [abs(each.seen.value - each.held_out.value) for each in known]
                yield quantity, float(np.mean([each.halves for each in known])), float(np.mean(apart))


def positive(found: Share) -> float:
    """Return a standard error that is above 0: of a share of none or all, that of one account."""
    return max(found.error, 1.0 / found.accounts)


def targets(customers: Customers) -> Targets:
    """Return the figures of a panel that a model can be held against."""
    figures = [figure for quantity in OF_PANEL for figure in table(customers, quantity)]
    rows = [list(row) for _, row in groupby(figures, lambda figure: (figure.quantity, figure.row))]
    hidden = [each for row in rows for each in too_few(row, [figure.least for figure in row])]
    brief = [each for row in rows for each in too_few(row, [min(figure.least, figure.least_held) for figure in row])]
    return Targets(tuple(each for each in figures if each not in hidden), tuple(brief), tuple(hidden))


def table(customers: Customers, quantity: str) -> Iterator[Figure]:
    """Yield the figures of a quantity, those that the data do not know left aside."""
    seen = of_lots(customers, HELD_OUT, 1.0)
    others = [of_lots(customers, low, high) for low, high in ((0.0, HELD_OUT), (HELD_OUT, HALF), (HALF, 1.0))]
    for cell, *rest in zip(*(OF_PANEL[quantity](panel) for panel in (seen, *others)), strict=True):
        found = share(seen, cell)
        if found.accounts:
            held_out, one, other = map(share, others, rest)
            yield Figure(quantity, cell.name, found, held_out, abs(one.value - other.value), least(seen, cell),
                         min(map(least, others, rest)))


def of_lots(customers: Customers, low: float, high: float) -> Panel:
    """Return the panel of the accounts whose lots lie within bounds: a view, as accounts are numbered in the order of lots."""
    panel, ends = customers.panel, np.searchsorted(customers.lot, (low, high))
    rows = slice(*np.searchsorted(panel.account, ends))
    found = {field.name: getattr(panel, field.name)[rows] for field in fields(panel)}
    return Panel(**{**found, "account": found["account"] - ends[0]})


def least(panel: Panel, cell: Cell) -> int:
    """Return how many accounts a figure rests on: all that it is a share of, those in the cell or out of it, if there are any."""
    within, among, out = (accounts(panel.account[rows]) for rows in (cell.part > 0.0, cell.whole > 0.0, cell.whole > cell.part))
    return min(within or among, out or among, among)


def accounts(rising: NDArray[np.int64]) -> int:
    """Return how many accounts there are among rows sorted by account."""
    return int(np.count_nonzero(np.diff(rising))) + bool(len(rising))


def too_few(row: Sequence[Figure], least: Sequence[int]) -> list[Figure]:
    """Return the figures of a row that rest on too few accounts and, where the others would tell what they sum to, the largest.

    The largest is what a model says by the others: of the moves from a status, mostly to stay.
    """
    hidden = [figure for figure, accounts in zip(row, least, strict=True) if accounts < SMALLEST_CELL]
    others = [figure for figure in row if figure not in hidden]
    adds_up = abs(sum(figure.seen.value for figure in row) - 1.0) < LEAST
    return [*hidden, max(others, key=lambda figure: figure.seen.value)] if hidden and others and adds_up else hidden


def as_yaml(found: Targets, customers: Customers) -> str:
    """Return the targets as a file."""
    of = customers.quality.file
    title, source = customers.title or f"Figures of {of}", customers.source or of
    tables = {quantity: Settings({"quantity": Scalar(quantity), "cells": cells(list(group), found.brief)})
              for quantity, group in groupby(found.figures, lambda figure: figure.quantity)}
    tree = Settings({"title": Scalar(title), "source": Scalar(source), "targets": Settings(tables)})
    return "".join(f"{comment(remark)}\n" for remark in remarks(found, customers)) + yaml_of(tree)


def cells(figures: Sequence[Figure], brief: Sequence[Figure]) -> Settings:
    """Return the figures of a quantity as they stand in a file, some of them without what is held out."""
    return Settings({each.cell: Items(tuple(map(written, each.numbers(each in brief)))) for each in figures})


def written(number: float) -> Scalar:
    """Return a number with four digits, without an exponent."""
    return Scalar(np.format_float_positional(number, 4, fractional=False, trim="-"))


def remarks(found: Targets, customers: Customers) -> Iterator[str]:
    """Yield what there is to know of how the figures were made."""
    quality, many = customers.quality, int(customers.is_held_out.sum())
    first, last = quality.months
    yield f"Of {quality.file}: {quality.accounts:,} accounts, {first} to {last}, of which {many:,} are held out."
    yield "A cell: [observed, its standard error, held out, its error, difference between two halves]; the last three are left"
    yield f"out where they rest on fewer than {SMALLEST_CELL} accounts or would tell a figure that does."
    if found.suppressed:
        yield f"Left out, as they rest on fewer than {SMALLEST_CELL} accounts or would tell one that does:"
        yield from (f"  {each.quantity}: {each.cell}" for each in found.suppressed)
