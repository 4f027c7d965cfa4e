"""How creditworthy a segment is: the mean at which the model's people would show its rate of default, or of missed statements."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.customers.customers import SMALLEST_CELL, Customers
from experiments.customers.estimates import ratio, wilson
from experiments.customers.features import Monthly, Values, is_early
from experiments.customers.segments import Labels
from experiments.interval import Interval
from experiments.panel.table import UNKNOWN, Panel, Status
from sim.rules.repay.roll_rates import Terms as RollRates
from sim.rules.score.noisy import Terms as Noisy

FIRST_MISSED = "first missed statements in the second half of months"
NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(40)


def mean_miss(centre: float, slope: float) -> float:
    """Return the chance of what has log odds ``centre`` less ``slope`` times a standard normal creditworthiness, over all people.

    >>> round(mean_miss(0.0, 1.3), 6)
    0.5
    """
    return float((WEIGHTS / (1.0 + np.exp(-centre + slope * NODES))).sum() / WEIGHTS.sum())


def centre_of(share: float, slope: float) -> float:
    """Return the log odds at mean creditworthiness at which a share of people misses.

    >>> round(mean_miss(centre_of(0.02, 0.85), 0.85), 6)
    0.02
    """
    from scipy.optimize import brentq

    return float(brentq(lambda centre: mean_miss(centre, slope) - share, -40.0, 40.0))


class Risk(NamedTuple):
    """The event that tells creditworthiness: hits and chances of each account, the slope of its log odds, how it is called."""

    hits: Values
    chances: Values
    slope: float
    how: str


def risk(customers: Customers) -> Risk | None:
    """Return by which event creditworthiness is told: default where it is known, or else a first missed statement.

    Default comes after the months by which segments are formed. Missed statements are those of the second half of each account's
    months, and segments are to be formed by the first: else bad luck would be taken for a trait.
    The log odds of default fall by the distance of the good from the bad (the term ``separation`` of the score) per standard
    deviation of creditworthiness; those of a missed statement by ``theta_slope`` of the roll rates.
    """
    default = customers.default
    if default is not None:
        known = np.isfinite(default)
        return Risk(np.where(known, default, 0.0), 1.0 * known, Noisy().separation, "default")
    panel = customers.panel
    monthly = Monthly(panel, len(customers))
    fresh = could_miss(panel) & ~is_early(panel)
    if not np.any(fresh & (panel.late > 0)):
        return None
    return Risk(monthly.total(fresh & (panel.late > 0)), monthly.total(fresh), RollRates().theta_slope, FIRST_MISSED)


def could_miss(panel: Panel) -> NDArray[np.bool_]:
    """Tell which rows say whether a first statement was missed: one was asked for, and none was missed before."""
    asked = (panel.late != UNKNOWN) & (panel.status != Status.INACTIVE)
    return np.asarray(asked & (panel.before != UNKNOWN) & (panel.late[panel.before] == 0))


def creditworthiness(found: Risk, label: Labels, segments: int) -> list[Interval]:
    """Return the mean creditworthiness of each segment, 0 on average over all accounts.

    Each is the one at which people spread around it with standard deviation 1 show the segment's rate. That of a segment whose
    rate is not known is not a number. As the average moves with every segment, its interval has a part of each.
    """
    rates = [rate(found, label == each) for each in range(segments)]
    known = np.array([each.replications >= SMALLEST_CELL for each in rates])
    counts = np.where(known, np.bincount(label, minlength=segments), 0)
    parts = counts / max(counts.sum(), 1)
    centre, low, high = np.array([[centre_of(end, found.slope) for end in each[:3]] for each in rates]).T
    mean = ((parts * centre).sum() - centre) / found.slope
    below, above = (farthest(parts, own, others) / found.slope
                    for own, others in ((high - centre, centre - low), (centre - low, high - centre)))
    return [Interval(float(mean[at]), float(mean[at] - below[at]), float(mean[at] + above[at]), each.replications) if known[at]
            else Interval(math.nan, None, None, 0) for at, each in enumerate(rates)]


def farthest(parts: Values, own: Values, others: Values) -> Values:
    """Return how far each of several values less their mean may lie off, where it and the others may lie off independently.

    >>> farthest(np.array([1.0]), np.array([0.3]), np.array([0.3])).tolist()  # all accounts have the mean for sure
    [0.0]
    """
    shared = (parts * others) ** 2
    return np.asarray(np.sqrt(((1.0 - parts) * own) ** 2 + shared.sum() - shared))


class Rate(NamedTuple):
    """A rate that is never quite 0 or 1, with its interval and the number of accounts."""

    mean: float
    low: float
    high: float
    replications: int


def rate(found: Risk, its: NDArray[np.bool_]) -> Rate:
    """Return the rate of a segment: half a case is added to both sides, and its interval is the wider one of two.

    The one knows that cases of an account come together (by linearisation), the other that there may be few (Wilson).
    """
    hits, chances = float(found.hits[its].sum()), float(found.chances[its].sum())
    clustered, few = ratio(found.hits[its], found.chances[its]), wilson(hits, max(chances, 1.0))
    edge = 0.25 / (chances + 1.0)
    low, high = min(clustered.low or 0.0, few.low or 0.0), max(clustered.high or 0.0, few.high or 1.0)
    return Rate((hits + 0.5) / (chances + 1.0), max(low, edge), min(high, 1.0 - edge), clustered.replications)
