"""Targets as they are stated: a figure of a run with what was observed of it, or a table of such figures, cell by cell."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from scenarios.faults import Fault, Gathered, ScenarioError, suggestion
from scenarios.shapes import Leaf
from scenarios.tree import Items, Mark, Node, Scalar, Settings
from scenarios.units import WrongValue, amount
from sim.terms import Term

IN_A_LIST = ("observed", "error", "held_out", "held_out_error", "halves")
"""What the numbers of a list behind a cell are."""
SIDES = {"observed": 0, "at_most": -1, "at_least": 1}
NUMBERS = (*IN_A_LIST, "at_most", "at_least")
ABOUT = ("quantity", "fitted", "weight", "source")
POSITIVE = ("error", "held_out_error", "halves")
PART = 0.1
"""Which part of what was observed counts as its standard error where only a weight is known."""
EXAMPLE = "{quantity: dpd30_share, observed: 1.5 %, error: 0.2 %}"
LIST = "[observed, error], or [observed, error, held out, its error]"


class Target(NamedTuple):
    """A figure of a run and the ``value`` observed of it; ``side`` is -1 where it is at most that, 1 where it is at least.

    ``error`` is its standard error, ``assumed`` where only a weight was stated. What is not ``fitted`` is predicted only.
    ``held_out`` is the figure in data that were left out, with its error, and ``halves`` is by how much two halves of the data
    differ; not a number where unknown.
    """

    name: str
    quantity: str
    cell: str
    unit: str
    value: float
    side: int
    error: float
    assumed: bool
    fitted: bool
    held_out: float
    held_out_error: float
    halves: float
    source: str

    @property
    def figure(self) -> str:
        """The name of its figure among those of a run."""
        return f"{self.quantity}: {self.cell}" if self.cell else self.quantity

    @property
    def title(self) -> str:
        """What it is called: its name in the file, and its cell."""
        return f"{self.name}: {self.cell}" if self.cell else self.name

    def beyond(self, value: float) -> float:
        """Return by how much a value is above what was observed, below 0 where it is under it; 0 within a bound."""
        off = value - self.value
        return 0.0 if self.side and self.side * off >= 0.0 else off


class Figures(NamedTuple):
    """The figures that a run can be asked for: the unit of each quantity, its cells, and the currency of money.

    A quantity without cells is a single figure.
    """

    units: Mapping[str, str]
    cells: Callable[[str], tuple[str, ...]]
    currency: str


def stated(name: str, node: Node, mark: Mark, figures: Figures) -> Iterator[tuple[Target, Mark]]:
    """Yield the targets that stand under a name, each with its place: one, one a bound, or one a cell.

    Raises ScenarioError with all that is wrong.
    """
    if not isinstance(node, Settings):
        raise ScenarioError([mark.fault("settings must stand here", EXAMPLE, name)])
    quantity = known(word(node, "quantity") or name, name, node.of["quantity"].mark if "quantity" in node.of else mark, figures)
    cells, gathered = figures.cells(quantity), Gathered()
    refuse_unknown(node, (*ABOUT, "cells") if cells else (*ABOUT, *NUMBERS), name)
    for cell, each, stands in in_cells(name, node, mark, cells) if cells else [("", node, mark)]:
        with gathered:
            found = numbers(each, figures.units[quantity], figures.currency, f"{name}.{cell}".rstrip("."))
            for side, error, assumed in sides(found, weight(node, name), stands, name):
                held_out, its_error, halves = (found.get(key, math.nan) for key in IN_A_LIST[2:])
                yield Target(name, quantity, cell, figures.units[quantity], found[side], SIDES[side], error, assumed,
                             switched(node, name), held_out, its_error, halves, word(node, "source")), stands
    gathered.refuse()


def known(quantity: str, name: str, mark: Mark, figures: Figures) -> str:
    """Return a quantity that there is. Raises ScenarioError for another."""
    if quantity not in figures.units:
        hint = suggestion(quantity, figures.units, "docs/calibrate.md has them; some are")
        raise ScenarioError([mark.fault(f"there is no quantity '{quantity}'", hint, name)])
    return quantity


def unknown(node: Settings, allowed: tuple[str, ...], path: str) -> Iterator[Fault]:
    """Yield a fault for each setting that is not allowed."""
    for key in node.of:
        if key not in allowed:
            yield node.marks[key].fault(f"unknown setting '{key}'", suggestion(key, allowed), path)


def refuse_unknown(node: Settings, allowed: tuple[str, ...], path: str) -> None:
    """Raise ScenarioError for settings that are not allowed."""
    faults = [*unknown(node, allowed, path)]
    if faults:
        raise ScenarioError(faults)


def in_cells(name: str, node: Settings, mark: Mark, cells: tuple[str, ...]) -> Iterator[tuple[str, Settings, Mark]]:
    """Yield each cell of a table with what is said of it, and where.

    Raises ScenarioError for a table without cells, and for cells that there are not.
    """
    given = node.of.get("cells")
    if not isinstance(given, Settings) or not given.of:
        raise ScenarioError([mark.fault("cells are missing", f"cells: {{{cells[0]}: [0.12, 0.01]}}", name)])
    faults = [given.marks[cell].fault(f"there is no cell '{cell}'", suggestion(cell, cells), name)
              for cell in given.of if cell not in cells]
    if faults:
        raise ScenarioError(faults)
    for cell, each in given.of.items():
        yield cell, as_settings(each, f"{name}.{cell}"), given.marks[cell]


def as_settings(node: Node, path: str) -> Settings:
    """Return what is said of a cell by name; in a list it stands in its order.

    Raises ScenarioError for anything else.
    """
    if isinstance(node, Items) and 2 <= len(node.items) <= len(IN_A_LIST) and len(node.items) != 3:
        return Settings(dict(zip(IN_A_LIST, node.items, strict=False)), node.mark)
    if not isinstance(node, Settings):
        raise ScenarioError([node.mark.fault("two, four or five numbers must stand here", LIST, path)])
    refuse_unknown(node, NUMBERS, path)
    return node


def numbers(node: Settings, unit: str, currency: str, path: str) -> dict[str, float]:
    """Return the numbers that are said of a figure, by name.

    Raises ScenarioError for what are none, and for errors that are not above 0.
    """
    found, gathered = dict[str, float](), Gathered()
    for key in NUMBERS:
        if key in node.of:
            with gathered:
                found[key] = number(node.of[key], unit, currency, f"{path}.{key}", above_zero=key in POSITIVE)
    gathered.refuse()
    return found


def number(node: Node, unit: str, currency: str, path: str, above_zero: bool = False) -> float:
    """Return a number in the unit of a measure.

    Raises ScenarioError for anything else.
    """
    if not isinstance(node, Scalar) or node.text is None:
        raise ScenarioError([node.mark.fault("a number must stand here", "", path)])
    try:
        value = float(amount(node.text, Leaf(Term(unit, ""), many=False, whole=False), currency))
    except WrongValue as error:
        raise ScenarioError([node.mark.fault(error.message, "" if "-inf" in error.hint else error.hint, path)]) from None
    if unit == "share" and abs(value) > 1.0 and "%" not in node.text:
        raise ScenarioError([node.mark.fault(f"{node.text} is {100 * value:g} %", f"write {node.text} % if that is meant", path)])
    if above_zero and value <= 0.0:
        raise ScenarioError([node.mark.fault("a standard error is above 0", "", path)])
    return value


def sides(found: Mapping[str, float], weight: float | None, mark: Mark, name: str) -> Iterator[tuple[str, float, bool]]:
    """Yield what is observed or bounds a figure, with its standard error and whether that is assumed.

    Raises ScenarioError where nothing is, or what does not go together.
    """
    said = [key for key in SIDES if key in found]
    if not said or "observed" in said and len(said) > 1:
        message = "observed and bounds do not go together" if said else "what was observed is missing"
        raise ScenarioError([mark.fault(message, "observed: 1.5 %, or at_most: 3 %, or at_least: 1 %", name)])
    if found.get("at_least", -math.inf) >= found.get("at_most", math.inf):
        raise ScenarioError([mark.fault("at_least must be below at_most", "", name)])
    for key in said:
        error = found.get("error", PART * abs(found[key]))
        if "error" not in found and (weight is None or error == 0.0):
            raise ScenarioError([mark.fault("its error is missing", "error: 0.2 %; or, where it is not known, weight: 1", name)])
        yield key, error / math.sqrt(weight or 1.0), "error" not in found


def weight(node: Settings, name: str) -> float | None:
    """Return how often a target counts, None where nothing is said.

    Raises ScenarioError for what is not above 0.
    """
    if "weight" not in node.of:
        return None
    found = number(node.of["weight"], "number", "", name)
    if found <= 0.0:
        raise ScenarioError([node.of["weight"].mark.fault("a weight is above 0", "fitted: false to leave it out", name)])
    return found


def switched(node: Settings, name: str) -> bool:
    """Tell whether a target is fitted.

    Raises ScenarioError for anything but true and false.
    """
    text = word(node, "fitted") or "true"
    if text not in ("true", "false"):
        raise ScenarioError([node.of["fitted"].mark.fault(f"'{text}' is not a switch", "allowed is true or false", name)])
    return text == "true"


def word(node: Settings, key: str) -> str:
    """Return a text, empty where nothing is said."""
    found = node.of.get(key)
    return found.text or "" if isinstance(found, Scalar) else ""
