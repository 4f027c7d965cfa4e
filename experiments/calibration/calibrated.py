"""What a calibration has found: each parameter with its interval, how each target is met, and what is predicted."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import numpy as np

from experiments.calibration.identifying import Combination, Known, combinations, known
from experiments.calibration.observed import Observed
from experiments.calibration.plan import Array, Plan
from experiments.calibration.posterior import Posterior
from experiments.calibration.predicting import Prediction, predicted
from experiments.calibration.priors import Prior
from experiments.calibration.reaching import reach
from experiments.calibration.running import Runs, distances
from experiments.calibration.stated import Target
from experiments.guardrails import Findings, of_each
from experiments.interval import Interval, interval
from experiments.lab import Outcome
from experiments.lab.measures import measures

if TYPE_CHECKING:
    from experiments.lab.tidy import Tidy

SURE = 0.9
"""How sure the intervals of a calibration are."""
FAR = 2.0
"""A target is missed by more than so many errors."""
EDGE, CROWDED = 0.05, 0.25
"""A posterior with so much of its weight in so small a part of the prior, at one end, leans on that end."""


Ends = TypeVar("Ends", Interval, Prediction)


class Verdict(StrEnum):
    """How a target is met."""

    MET = "met"
    MISSED = "missed"
    IMPOSSIBLE = "cannot be met"
    UNKNOWN = "not defined"


class Estimate(NamedTuple):
    """A parameter in the unit in which it is written: as it was, as calibrated, and its posterior mean with its interval.

    ``edge`` is the end of the prior that the posterior leans on, if it does.
    """

    prior: Prior
    known: Known
    start: float
    calibrated: float
    mean: float
    low: float
    high: float
    edge: str


class Fit(NamedTuple):
    """A target: what the scenario came to as it was, as calibrated, and as predicted with all that is not known.

    ``off`` is by how many errors the calibrated scenario is above what was observed, 0 within a bound; ``reach`` are the least and
    the most that it comes to on average over luck, at all values that were simulated.
    """

    target: Target
    start: Interval
    calibrated: Interval
    predicted: Prediction
    off: float
    reach: tuple[float, float]
    verdict: Verdict


@dataclass(frozen=True)
class Calibrated:
    """A calibration that has run. ``chosen`` are the runs of the calibrated scenario, ``start`` those of the scenario as it was.

    ``observed`` are the fitted targets with the errors that were used, larger where the model comes near nowhere under the priors.
    """

    plan: Plan
    observed: Observed
    start: Runs
    trials: Runs
    misfits: Array
    simulations: Runs
    belief: Posterior
    chosen: Runs
    drawn: Runs

    @property
    def failed(self) -> Sequence[Outcome]:
        """The replications that failed, each once."""
        parts = (self.start, self.trials, self.simulations, self.chosen, self.drawn)
        return list({each.key: each for part in parts for each in part.failed}.values())

    @property
    def replications(self) -> int:
        """How many replications it rests on."""
        parts = (self.start, self.trials, self.simulations, self.chosen, self.drawn)
        return len({each.key for part in parts for row in part.outcomes for each in row})

    @cached_property
    def guardrails(self) -> Findings:
        """What the guardrails find on the scheme as it is: none keeps Python from running it."""
        return of_each([self.plan.base])

    @cached_property
    def estimates(self) -> tuple[Estimate, ...]:
        """Every parameter."""
        draws, place = self.belief.draws, self.chosen.places[0]
        names = [prior.path for prior in self.plan.priors]
        return tuple(self.estimate(prior, each, draws[:, number], float(place[number]))
                     for number, (prior, each) in enumerate(zip(self.plan.priors, known(names, draws), strict=True)))

    def estimate(self, prior: Prior, learned: Known, draws: Array, place: float) -> Estimate:
        """Return what is known of a parameter; ``draws`` are places in its prior."""
        values = np.array([prior.written(float(each)) for each in draws])
        low, high = np.quantile(values, [(1.0 - SURE) / 2.0, (1.0 + SURE) / 2.0])
        leans = [(draws < EDGE).mean() > CROWDED, (draws > 1.0 - EDGE).mean() > CROWDED]
        edge = "both" if all(leans) else "from" if leans[0] else "to" if leans[1] else ""
        return Estimate(prior, learned, prior.standing(self.plan.base), prior.written(place), float(values.mean()), float(low),
                        float(high), edge)

    @cached_property
    def combinations(self) -> list[Combination]:
        """Parameters that the data do not tell apart."""
        priors = self.plan.priors
        values = [[prior.written(float(each)) for prior, each in zip(priors, draw, strict=True)] for draw in self.belief.draws]
        return combinations([prior.path for prior in priors], self.belief.draws, np.array(values))

    @cached_property
    def fits(self) -> tuple[Fit, ...]:
        """How each target is met."""
        return tuple(map(self.fit, self.plan.targets))

    def fit(self, target: Target) -> Fit:
        """Return how a target is met."""
        start, chosen = (of_figure(each, target.figure)[0] for each in (self.start, self.chosen))
        before, after = (within(interval(each, SURE), target.unit) for each in (start, chosen))
        foreseen = self.predicted(target.figure, target.unit)
        mean, doubt = (after.mean, 0.0) if target.fitted else (foreseen.mean, foreseen.of_parameters)
        off = target.beyond(mean) / math.sqrt(target.error**2 + doubt)
        reach = self.reach[target.figure]
        return Fit(target, before, after, foreseen, off, reach, verdict(target, off, reach))

    @cached_property
    def reach(self) -> dict[str, tuple[float, float]]:
        """The least and the most that each target comes to on average over luck, at all values that were simulated."""
        names = list(dict.fromkeys(each.figure for each in self.plan.targets))
        least, most = reach(self.simulations.places, self.simulations.values(names)[:, 0])
        return dict(zip(names, zip(least.tolist(), most.tolist(), strict=True), strict=True))

    @property
    def predictions(self) -> dict[str, Prediction]:
        """What is predicted of each measure that was named."""
        return {name: self.predicted(name, unit_of(name)) for name in self.plan.study.says.measures}

    def predicted(self, figure: str, unit: str) -> Prediction:
        """Return what is predicted of a figure."""
        return within(predicted(of_figure(self.drawn, figure), SURE), unit)

    def misfit(self, runs: Runs) -> float:
        """Return chi-square of all fitted targets in the mean of some runs."""
        means = runs.means([each.figure for each in self.plan.fitted])
        return float(distances(self.plan.observed, means, np.zeros(means.shape[1]))[0])

    @property
    def tables(self) -> Sequence[Tidy]:
        """All tables."""
        from experiments.calibration.tables import tables

        return tables(self)

    @property
    def record(self) -> dict[str, Any]:
        """The calibration as a plain object for JSON."""
        from experiments.calibration.record import record

        return record(self)


def of_figure(runs: Runs, figure: str) -> Array:
    """Return a figure by row and seed."""
    return np.asarray(runs.values([figure])[:, :, 0])


def variance(values: Array) -> float:
    """Return the variance of values that are numbers, 0 where there are fewer than two."""
    defined = values[np.isfinite(values)]
    return float(defined.var(ddof=1)) if len(defined) > 1 else 0.0


def verdict(target: Target, off: float, reach: tuple[float, float]) -> Verdict:
    """Return how a target is met that is so many errors off, where runs reach from the least to the most."""
    if abs(off) <= FAR:
        return Verdict.MET
    if not math.isfinite(off):
        return Verdict.UNKNOWN
    nearest = min(max(target.value, reach[0]), reach[1])
    return Verdict.MISSED if abs(target.beyond(nearest)) <= FAR * target.error else Verdict.IMPOSSIBLE


def within(found: Ends, unit: str) -> Ends:
    """Return an interval or a prediction whose ends are shares that there can be, where it is of a share."""
    ends = {name: getattr(found, name) for name in ("low", "high", "run_low", "run_high") if getattr(found, name, None) is not None}
    return found if unit != "share" else found._replace(**{name: min(max(end, 0.0), 1.0) for name, end in ends.items()})


def unit_of(measure: str) -> str:
    """Return the unit of a measure."""
    return measures()[measure].unit
