"""How creditworthy a segment is: the mean at which the model's people would show its rate of default, or of missed statements."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.customers.customers import SMALLEST_CELL, Customers
from experiments.customers.estimates import ratio, wilson
from experiments.customers.features import Monthly, Values
from experiments.customers.segments import Labels
from experiments.interval import Interval
from experiments.panel.table import UNKNOWN, Panel
from sim.rules.repay.roll_rates import Terms as RollRates
from sim.rules.score.noisy import Terms as Noisy

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

    The log odds of default fall by the distance of the good from the bad (the term ``separation`` of the score) per standard
    deviation of creditworthiness; those of a missed statement by ``theta_slope`` of the roll rates.
    """
    default = customers.default
    if default is not None:
        known = np.isfinite(default)
        return Risk(np.where(known, default, 0.0), 1.0 * known, Noisy().separation, "default")
    panel = customers.panel
    monthly = Monthly(panel, len(customers))
    fresh = current_before(panel) & (panel.late != UNKNOWN)
    if not np.any(fresh & (panel.late > 0)):
        return None
    return Risk(monthly.total(fresh & (panel.late > 0)), monthly.total(fresh), RollRates().theta_slope, "first missed statements")


def current_before(panel: Panel) -> NDArray[np.bool_]:
    """Tell which rows follow one of the month before in which nothing was missed."""
    return np.asarray((panel.before != UNKNOWN) & (panel.late[panel.before] == 0))


def creditworthiness(found: Risk, label: Labels, segments: int) -> list[Interval]:
    """Return the mean creditworthiness of each segment, 0 on average over all accounts.

    Each is the one at which people spread around it with standard deviation 1 show the segment's rate. That of a segment whose
    rate is not known is not a number.
    """
    rates = [rate(found, label == each) for each in range(segments)]
    counts = np.where([each.replications >= SMALLEST_CELL for each in rates], np.bincount(label, minlength=segments), 0)
    parts = counts / max(counts.sum(), 1)
    middle = float(sum(part * centre_of(each.mean, found.slope) for part, each in zip(parts, rates, strict=True)))
    return [estimate(each, float(part), middle, found.slope) if part else Interval(math.nan, None, None, 0)
            for part, each in zip(parts, rates, strict=True)]


def estimate(own: Rate, part: float, middle: float, slope: float) -> Interval:
    """Return the mean creditworthiness of a ``part`` of all accounts by its rate; ``middle`` are the log odds of creditworthiness 0.

    As those move with the segment's own, only the rest of its part counts for the interval: all accounts have 0 for sure.
    """
    mean, low, high = ((middle - centre_of(rate, slope)) / slope for rate in (own.mean, own.high, own.low))
    return Interval(mean, mean + (1.0 - part) * (low - mean), mean + (1.0 - part) * (high - mean), own.replications)


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
