"""What a search looks at: measures as means over runs, or over the worst of them; objectives and caps made of them.

Each quantity is the mean of one number a seed, so that means, paired differences and probabilities are worked out alike for
all. Of a tail that number is Rockafellar and Uryasev's: the quantile, and what lies beyond it over the share of the tail
(Optimization of conditional value-at-risk, Journal of Risk 2, 2000).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.lab.measures import measures
from scenarios.faults import Fault, suggestion
from scenarios.shapes import Leaf
from scenarios.units import WrongValue, amount
from sim.terms import Term

Refuse = Callable[[str, str], Fault]
"""Makes a fault at the place of what is read, of a message and a hint."""
TAIL = re.compile(r"cvar(\d\d)\((\w+)\)")
CAP = re.compile(r"(<=|>=)\s*(.+)")
LEAST_IN_TAIL = 4
"""A mean over the worst runs needs some of them."""


class Quantity(NamedTuple):
    """A measure, ``name`` as it is written; ``tail`` is the share of the worst runs that count, 1 for all.

    The worst are the highest where ``sign`` is -1, the lowest where it is 1.
    """

    name: str
    measure: str
    tail: float
    sign: int

    @property
    def unit(self) -> str:
        """Return the unit of the measure."""
        return measures()[self.measure].unit

    def by_seed(self, runs: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return one number a seed whose mean is the quantity; ``runs`` has a row a seed and a column a macro preset."""
        if self.tail == 1.0:
            return np.asarray(runs.mean(axis=1))
        worse = -self.sign * runs
        edge = np.sort(worse, axis=None)[math.ceil((1.0 - self.tail) * worse.size) - 1]
        return np.asarray(-self.sign * (edge + np.maximum(worse - edge, 0.0) / self.tail).mean(axis=1))


class Cap(NamedTuple):
    """What a quantity may come to: at most ``limit`` where ``sign`` is -1, at least where it is 1."""

    quantity: Quantity
    limit: float
    text: str

    def over(self, value: float) -> float:
        """Return by which part of the limit a value is beyond it, below 0 where it holds."""
        return self.quantity.sign * (self.limit - value) / (abs(self.limit) or 1.0)

    def holds(self, values: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Tell of each value whether the limit holds."""
        return np.asarray(self.quantity.sign * (values - self.limit) >= 0.0)


def quantity(text: str, sign: int, runs: int, refuse: Refuse) -> Quantity | Fault:
    """Return the quantity that is written, ``cvar90(net_charge_off)`` or ``net_charge_off``; or what is wrong with it.

    ``sign`` is 1 where more is better, -1 where less is; ``runs`` is how many runs of a design there are to be.
    """
    tail = TAIL.fullmatch(text)
    name, share = (tail[2], (100 - int(tail[1])) / 100) if tail else (text, 1.0)
    if name not in measures():
        return refuse(f"there is no measure '{name}'", suggestion(name, measures(), "see docs/measures.md; some are"))
    if share * runs < LEAST_IN_TAIL - 1e-9:
        needed = math.ceil(LEAST_IN_TAIL / share)
        return refuse(f"{text} needs at least {needed} runs of a design, and there are {runs}",
                      "more replications, more macro presets, or a wider tail, such as cvar80")
    return Quantity(text, name, share, sign)


def cap(name: str, text: str, runs: int, currency: str, refuse: Refuse) -> Cap | Fault:
    """Return the cap that is written, ``<= 2e6``; or what is wrong with it."""
    found = CAP.fullmatch(text.strip())
    if not found:
        return refuse(f"'{text}' is no bound", "write <= 2e6, or >= 100")
    of = quantity(name, -1 if found[1] == "<=" else 1, runs, refuse)
    if isinstance(of, Fault):
        return of
    try:
        limit: Decimal = amount(found[2], Leaf(Term(of.unit, ""), many=False, whole=False), currency)
    except WrongValue as error:
        return refuse(error.message, "a number, like <= 2e6" + (f", <= 2e6 {currency}" if of.unit == "money" else ""))
    if of.unit == "share" and limit > 1 and "%" not in found[2]:
        return refuse(f"{found[2]} is {100 * limit:g} %", f"write {name}: {found[1]} {found[2]} % if that is what is meant")
    return Cap(of, float(limit), f"{name} {found[1]} {found[2]}")
