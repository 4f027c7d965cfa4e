"""Who differs from whom: a cell is a portrait, a tier and a channel, and has a scenario of its own.

A portrait changes who its people are and how they behave; a difference changes the lender's terms for a portrait, a
tier, a channel or several of them. Where several apply, the later one has the last word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.scenario import CHANNEL_NAMES, MOST_TIERS, Difference, Portrait, Scenario
from sim.terms import Changes, Choice, Term, annotated_fields, mark

ROUNDING = 1e-9
"""How far from 1 the shares of portraits may add up to."""
STEPS = MOST_TIERS + 1
"""Tiers of the table of cells, tier 0 included."""


class Cell(NamedTuple):
    """Where somebody stands: numbers of portrait, tier (0: below the first) and channel."""

    portrait: int
    tier: int
    channel: int

    @property
    def row(self) -> int:
        """Where the cell stands in the table of cells."""
        return (self.portrait * STEPS + self.tier) * len(CHANNEL_NAMES) + self.channel


def cells(scenario: Scenario) -> list[Cell]:
    """Return every cell that a scenario knows; who belongs to no portrait is of portrait 0."""
    return [Cell(portrait, tier, channel) for portrait in range(max(1, len(scenario.portraits)))
            for tier in range(len(scenario.tiers) + 1) for channel in range(len(CHANNEL_NAMES))]


def distinct(scenario: Scenario) -> tuple[list[Scenario], NDArray[np.int32]]:
    """Return each scenario that somebody lives under, once, and the number of that of each cell, by the cell's row.

    Raises ValueError as ``under`` does.
    """
    known: dict[tuple[tuple[str, Any], ...], int] = {}
    numbers = np.zeros(max(1, len(scenario.portraits)) * STEPS * len(CHANNEL_NAMES), dtype=np.int32)
    for cell in cells(scenario):
        numbers[cell.row] = known.setdefault(tuple(differences(scenario, cell)), len(known))
    return [under(scenario, changes) for changes in known], numbers


def differences(scenario: Scenario, cell: Cell) -> Iterator[tuple[str, Any]]:
    """Yield all that differs in a cell, path and value, in the order in which it applies."""
    for portrait in [*scenario.portraits.values()][cell.portrait : cell.portrait + 1]:
        yield from portrait.changes.items()
    for name in applying(scenario, cell):
        yield from scenario.differ[name].changes.items()


def applying(scenario: Scenario, cell: Cell) -> Iterator[str]:
    """Yield the names of the differences that apply in a cell, in their order."""
    portrait = next(iter([*scenario.portraits][cell.portrait : cell.portrait + 1]), "")
    tier = ("", *(tier.name for tier in scenario.tiers))[cell.tier]
    for name, each in scenario.differ.items():
        if each.portrait in ("", portrait) and each.tier in ("", tier) and each.channel in (0, cell.channel + 1):
            yield name


def under(scenario: Scenario, changes: Sequence[tuple[str, Any]]) -> Scenario:
    """Return a scenario with some settings changed.

    Raises ValueError for a path at which there is no setting, or one that is the same for everybody.
    """
    for path, value in changes:
        scenario = replaced(scenario, path.split("."), value, path)
    return scenario


def replaced(group: Any, names: Sequence[str], value: Any, path: str) -> Any:
    """Return a group of settings with the one at ``names`` changed."""
    if isinstance(group, Choice):
        return group._replace(terms=replaced(group.terms, names, value, path))
    name, *rest = names
    if isinstance(group, Mapping):
        if name not in group or not rest:
            raise ValueError(f"{path}: there is no {name!r} to change; one of {', '.join(group) or 'none'}")
        return {**group, name: replaced(group[name], rest, value, path)}
    kind: Any = type(group)
    known = annotated_fields(kind)
    if name not in known:
        raise ValueError(f"{path}: there is no {name!r}; one of {', '.join(known)}")
    marked = mark(known[name])
    if isinstance(marked, Term) and marked.common:
        raise ValueError(f"{path}: {name} is the same for everybody")
    if not rest and marked is None or rest and isinstance(marked, Term):
        raise ValueError(f"{path}: a change names one setting")
    return group._replace(**{name: replaced(getattr(group, name), rest, value, path) if rest else value})


def who(scenario: Scenario) -> Iterator[tuple[str, Portrait | Difference]]:
    """Yield every portrait and every difference with its path."""
    for name, portrait in scenario.portraits.items():
        yield f"portraits.{name}", portrait
    for name, difference in scenario.differ.items():
        yield f"differ.{name}", difference


def roots(one: Portrait | Difference) -> tuple[str, ...]:
    """Return the groups of settings in which a portrait, or a difference, may change something."""
    kind: Any = type(one)
    marked = mark(annotated_fields(kind)["changes"])
    assert isinstance(marked, Changes)
    return marked.roots
