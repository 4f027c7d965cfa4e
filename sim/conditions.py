"""What the days bring to everybody, known before the run: the economy, the season, the competitor's offer."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim import decide
from sim.decide import chosen
from sim.facts import Clock
from sim.scenario import Competitor, Macro, Scenario, Season
from sim.tables import MONTH, Records

YEAR = 360


def foretell(days: Records, scenario: Scenario) -> None:
    """Write stress, season and offer down for each day."""
    number = len(days)
    days["stress"] = stress(scenario.macro, number)
    days["season"] = np.resize(np.roll(seasons(scenario.season), -MONTH * scenario.season.starts), number)
    days["offer"] = offered(scenario.competitor, number)


def stress(macro: Macro, days: int) -> NDArray[np.float64]:
    """Return the economy's stress on each day of the run, in points above normal."""
    rule = chosen("macro", macro.preset)
    return np.array([decide.macro(Clock(day, day % YEAR), rule) for day in range(days)])


def seasons(season: Season) -> NDArray[np.float64]:
    """Return how many times as often people buy on each day of the year, with mean 1, shape (360,)."""
    rule = chosen("season", season.calendar)
    factors = np.array([decide.season(Clock(day, day), rule) for day in range(YEAR)])
    return factors / (factors.mean() or 1.0)


def offered(competitor: Competitor, days: int) -> NDArray[np.float64]:
    """Return, for each day, the share of the month up to it in which the competitor's offer stood.

    >>> offered(Competitor(worth=5_000, from_day=2, to_day=4), 50)[[1, 2, 4, 31, 33, 34]] * 30
    array([0., 1., 3., 3., 1., 0.])
    """
    day = np.arange(days)
    stands = (competitor.worth > 0) & (competitor.from_day <= day) & (day <= competitor.to_day)
    so_far = np.concatenate((np.zeros(MONTH, dtype=np.int64), np.cumsum(stands, dtype=np.int64)))
    return np.asarray((so_far[MONTH:] - so_far[:-MONTH]) / MONTH)
