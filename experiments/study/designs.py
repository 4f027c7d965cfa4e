"""Designs: the points at which a study looks, each a scenario with its levers set."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from experiments.study.door import S, Written
from experiments.study.levers import Lever, bare, in_unit
from scenarios.faults import Gathered, ScenarioError
from scenarios.reading import text_of, value
from scenarios.resolved import Resolved
from scenarios.tree import Mark, Node, Scalar, Source, plain


@dataclass(frozen=True)
class Design:
    """One point: its number from 1 on, the value of each lever in its unit, and the scenario that comes of it."""

    number: int
    values: tuple[str, ...]
    what: Resolved


def built(study: Written[S], levers: Sequence[Lever], points: Iterable[Sequence[Node]]) -> tuple[Design, ...]:
    """Return the design of each point.

    Raises ScenarioError where a point is no scenario: at the values that may not stand there, or do not go together.
    """
    found, gathered = [], Gathered()
    for number, point in enumerate(points, 1):
        with gathered:
            what = study.base(None, *(lever.settings(node) for lever, node in zip(levers, point, strict=True)))
            values = (in_unit(lever, node, what.scenario.currency) for lever, node in zip(levers, point, strict=True))
            found.append(Design(number, tuple(values), what))
    gathered.refuse()
    return tuple(found)


def factorial(levers: Sequence[Lever]) -> Iterator[tuple[Node, ...]]:
    """Yield every combination of the levels, the last lever fastest."""
    return itertools.product(*(lever.all_levels() for lever in levers))


def latin_hypercube(levers: Sequence[Lever], points: int, seed: int) -> Iterator[tuple[Node, ...]]:
    """Yield points of which each lever's values lie one in each of so many equal parts of its range (McKay et al. 1979)."""
    from scipy.stats.qmc import LatinHypercube

    yield from placed(levers, LatinHypercube(len(levers), rng=np.random.default_rng(seed)).random(points))


def sobol(levers: Sequence[Lever], points: int, seed: int) -> Iterator[tuple[Node, ...]]:
    """Yield points of a scrambled Sobol sequence, which fill the space evenly; best where their number is a power of 2."""
    from scipy.stats.qmc import Sobol

    sampler = Sobol(len(levers), rng=np.random.default_rng(seed))
    yield from placed(levers, sampler.random_base2(max(points - 1, 0).bit_length())[:points])


def placed(levers: Sequence[Lever], shares: Iterable[Iterable[float]]) -> Iterator[tuple[Node, ...]]:
    """Yield the values of the levers at points of the unit cube."""
    for row in shares:
        yield tuple(lever.at(float(share)) for lever, share in zip(levers, row, strict=True))


def in_kind(values: Sequence[str]) -> list[float] | list[str]:
    """Return a column of values as numbers, if all of them are.

    >>> in_kind(["1", "2.5"]), in_kind(["1", "cash"])
    ([1.0, 2.5], ['1', 'cash'])
    """
    try:
        return [float(value) for value in values]
    except ValueError:
        return list(values)


def columns(head: Sequence[Scalar], base: Resolved) -> tuple[Lever, ...]:
    """Return the lever of each column of a list of points.

    Raises ScenarioError for paths that lead nowhere.
    """
    found, gathered = [], Gathered()
    for name in head:
        with gathered:
            found.append(bare(str(name.text), name.mark, base))
    gathered.refuse()
    return tuple(found)


def from_csv(path: Path) -> tuple[list[Scalar], list[list[Node]]]:
    """Return the head of a CSV and the values of each row, all with their places.

    Raises ScenarioError for a file that is no table.
    """
    source = Source(path.name, tuple(text_of(path, path.name).splitlines()))
    reader = csv.reader(source.lines, skipinitialspace=True)
    rows = [(reader.line_num, row) for row in reader if row]
    if len(rows) < 2:
        raise ScenarioError([Mark(source).fault("a head and at least one row must stand here", "a column a path, a row a point")])
    many = len(rows[0][1])
    faults = [Mark(source, line, 1).fault(f"{len(row)} values stand here, and {many} in the head")
              for line, row in rows if len(row) != many]
    if faults:
        raise ScenarioError(faults)
    head, *points = ([*cells(row, source, line)] for line, row in rows)
    return [Scalar(str(plain(name)), name.mark) for name in head], points


def cells(row: Sequence[str], source: Source, line: int) -> Iterator[Node]:
    """Yield what is written in each cell of a row, with its place."""
    column = 1
    for text in row:
        column = max(source.lines[line - 1].find(text, column - 1), 0) + 1
        node = value(text, Source(source.name, (text,)), 1)
        yield replace(node, mark=Mark(source, line, column))
        column += len(text)
