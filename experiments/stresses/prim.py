"""PRIM: the patient rule induction method, which finds a box in which bad cases are dense (Friedman & Fisher 1999).

Used for scenario discovery as by Bryan & Lempert (2010): coverage (the share of all bad cases that lie in the box), density (the
share of the box's cases that are bad), and a quasi-p-value for each limit of the box.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Marks = NDArray[np.bool_]
PEEL = 0.05
"""The share of a box that is taken off in one step: little, so that later steps can make up for a bad one."""
FEWEST = 5
"""Cases that a box must hold."""
SURE = 0.05
SHUFFLES = 99


@dataclass(frozen=True)
class Box:
    """The ends of a box, column by column; infinite where there is no limit."""

    low: Points
    high: Points

    def holds(self, points: Points) -> Marks:
        """Tell which points lie in the box."""
        return np.asarray(((points >= self.low) & (points <= self.high)).all(axis=1))

    def limited(self) -> list[int]:
        """Return the columns that have a limit."""
        return [int(each) for each in np.flatnonzero(np.isfinite(self.low) | np.isfinite(self.high))]

    def put(self, column: int, low: float, high: float) -> Box:
        """Return the box with other ends in one column."""
        lows, highs = self.low.copy(), self.high.copy()
        lows[column], highs[column] = low, high
        return Box(lows, highs)

    def without(self, column: int) -> Box:
        """Return the box without a limit in a column."""
        return self.put(column, -np.inf, np.inf)


class Found(NamedTuple):
    """A box, how much of what is bad it holds, and what its limits are worth.

    ``chance`` is how often a box as good was found where the same marks lay in any order.
    """

    box: Box
    coverage: float
    density: float
    cases: int
    p_values: dict[int, float]
    chance: float


def prim(points: Points, bad: Marks, seed: int = 1) -> Found:
    """Return the box that was found; without any limit where nothing is dense."""
    box = sought(points, bad)
    mine, chance = score(points, bad, box), 1.0
    if box.limited():
        draw = np.random.default_rng(seed)
        shuffled = (draw.permutation(bad) for _ in range(SHUFFLES))
        as_good = sum(score(points, marks, sought(points, marks)) >= mine for marks in shuffled)
        chance = (1 + as_good) / (1 + SHUFFLES)
    inside = box.holds(points)
    caught, cases = int(bad[inside].sum()), int(inside.sum())
    p_values = {column: quasi_p(points, bad, box, column) for column in box.limited()}
    return Found(box, share(caught, bad.sum()), share(caught, cases), cases, p_values, chance)


def sought(points: Points, bad: Marks) -> Box:
    """Return the best box with limits that chance does not explain: sought anew among their columns until all of them stay."""
    columns = list(range(points.shape[1]))
    while True:
        found = best(points, bad, columns)
        box = significant(points, bad, found)
        if box.limited() == found.limited():
            return box
        columns = box.limited()


def best(points: Points, bad: Marks, columns: Sequence[int]) -> Box:
    """Return the best box on the way down, its limits then let out again as far as that makes it better."""
    unlimited = np.full(points.shape[1], np.inf)
    path = list(peeled(points, bad, Box(-unlimited, unlimited), columns))
    return pasted(points, bad, max(path, key=lambda box: score(points, bad, box)))


def peeled(points: Points, bad: Marks, box: Box, columns: Sequence[int]) -> Iterator[Box]:
    """Yield a box and what is left of it after each peel, until it is all bad or too small.

    Each step takes off the end of a column that raises the density most for each case taken (Kwakkel & Jaxa-Rozen 2016):
    with values that repeat, ends are not of one size.
    """
    while True:
        yield box
        inside = box.holds(points)
        here, marks = points[inside], bad[inside]
        density = share(marks.sum(), len(marks))
        if density in (0.0, 1.0):
            return
        gains = {}
        for column, end, cut in cuts(here, columns):
            kept = here[:, column] >= cut if end == 0 else here[:, column] <= cut
            if kept.sum() >= FEWEST:
                gains[column, end, cut] = (marks[kept].mean() - density) / (len(kept) - kept.sum())
        if not gains:
            return
        column, end, cut = max(gains, key=gains.__getitem__)
        box = box.put(column, cut, box.high[column]) if end == 0 else box.put(column, box.low[column], cut)


def cuts(points: Points, columns: Sequence[int]) -> Iterator[tuple[int, int, float]]:
    """Yield each way to take a twentieth off, one case at least: the column, its end (0: low), the new limit between two cases."""
    many = max(int(PEEL * len(points)), 1)
    for column in columns:
        ordered = np.sort(points[:, column])
        above, below = ordered[ordered > ordered[many - 1]], ordered[ordered < ordered[-many]]
        if len(above):
            yield column, 0, float(ordered[many - 1] + above[0]) / 2.0
        if len(below):
            yield column, 1, float(below[-1] + ordered[-many]) / 2.0


def pasted(points: Points, bad: Marks, box: Box) -> Box:
    """Return a box with each limit let out, by a twentieth of its cases at a time, while that makes it better."""
    while True:
        wider = max(let_out(points, box), key=lambda each: score(points, bad, each), default=box)
        if score(points, bad, wider) <= score(points, bad, box):
            return box
        box = wider


def let_out(points: Points, box: Box) -> Iterator[Box]:
    """Yield the box with one limit let out."""
    for column in box.limited():
        beside, many = box.without(column).holds(points), max(int(PEEL * box.holds(points).sum()), 1)
        values = np.sort(points[beside, column])
        below, above = values[values < box.low[column]], values[values > box.high[column]]
        if np.isfinite(box.low[column]):
            yield box.put(column, float(below[-many]) if len(below) >= many else -np.inf, box.high[column])
        if np.isfinite(box.high[column]):
            yield box.put(column, box.low[column], float(above[many - 1]) if len(above) >= many else np.inf)


def significant(points: Points, bad: Marks, box: Box) -> Box:
    """Return a box without the limits that chance explains as well, the least sure one taken away first."""
    while box.limited():
        p_values = {column: quasi_p(points, bad, box, column) for column in box.limited()}
        column = max(p_values, key=p_values.__getitem__)
        if p_values[column] <= SURE:
            break
        box = box.without(column)
    return box


def quasi_p(points: Points, bad: Marks, box: Box, column: int) -> float:
    """Return how likely as many bad cases are, were those of the box drawn from the box without its limits in a column.

    "Quasi", as the same cases have chosen the limits (Bryan & Lempert 2010).
    """
    from scipy.special import bdtrc

    inside, wider = box.holds(points), box.without(column).holds(points)
    return float(bdtrc(bad[inside].sum() - 1, inside.sum(), share(bad[wider].sum(), wider.sum()))) if bad[inside].any() else 1.0


def score(points: Points, bad: Marks, box: Box) -> float:
    """Return how good a box is: the harmonic mean of coverage and density."""
    inside = box.holds(points)
    return share(2.0 * bad[inside].sum(), bad.sum() + inside.sum())


def share(part: float, whole: float) -> float:
    """Return a part of a whole, 0 of nothing."""
    return float(part / whole) if whole else 0.0
