"""A stress study that has run: payoffs, regret, break-even values, bad regions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from experiments.guardrails import Findings, of_each
from experiments.interval import Interval, interval
from experiments.lab import Outcome
from experiments.lab.tidy import Tidy
from experiments.stresses.break_even import BreakEven, Column, Search
from experiments.stresses.factors import Factor
from experiments.stresses.plan import Plan
from experiments.stresses.prim import Marks
from experiments.stresses.regions import Region, region
from experiments.stresses.regret import STATISTICS, Choice, Payoffs, estimated, least_regret, not_below_zero, regrets

Trial = tuple[int, int]
"""The numbers of a scheme and of a factor: what a break-even value is sought for."""
FORGONE = ("expected_regret", "maximal_regret")
"""The statistics that are never below zero, whether more is better or less."""
UNDEFINED = Interval(np.nan, None, None, 0)


@dataclass(frozen=True)
class Tried:
    """What was found for one break-even value; ``observed`` is the measure a lender sees, at each place looked at."""

    scheme: int
    factor: Factor
    search: Search
    found: BreakEven
    observed: Column

    def value(self, place: float | None) -> float | None:
        """Return the setting's value at a place."""
        return None if place is None or not np.isfinite(place) else self.factor.number(place)

    def seen(self, place: float | None) -> float | None:
        """Return what a lender measures in the scheme's book at a place, between the places looked at by straight lines."""
        if place is None or not np.isfinite(place) or not np.isfinite(self.observed).all() or not len(self.observed):
            return None
        return float(np.interp(place, self.search.places, self.observed))


@dataclass(frozen=True)
class Stressed:
    """A stress study that has run. ``outcomes`` are of futures as the plan's tasks; ``trials`` are of the break-even search."""

    plan: Plan
    outcomes: tuple[Outcome, ...]
    searches: Mapping[Trial, Search]
    trials: Mapping[tuple[Trial, float], tuple[Outcome, ...]]
    """The outcomes of the scheme, then those of the scheme of today, at each place that was tried."""

    @cached_property
    def every(self) -> tuple[Outcome, ...]:
        """Every replication of futures and trials, each once."""
        both = (*self.outcomes, *(outcome for found in self.trials.values() for outcome in found))
        return tuple({outcome.key: outcome for outcome in both}.values())

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """The replications that failed."""
        return tuple(outcome for outcome in self.every if outcome.error)

    @cached_property
    def guardrails(self) -> Findings:
        """What the guardrails find on each scheme as written: none keeps Python from running it."""
        return of_each(scheme.what for scheme in self.plan.schemes)

    @property
    def tables(self) -> tuple[Tidy, ...]:
        """All tables."""
        from experiments.stresses import tables

        return tables.tables(self)

    @property
    def record(self) -> dict[str, Any]:
        """The study as a plain object for JSON."""
        from experiments.stresses.record import record

        return record(self)

    @cached_property
    def everywhere(self) -> Payoffs:
        """The measure by scheme, future (the one as written first) and seed; not a number where a run failed."""
        values = [outcome.measures.get(self.plan.measure, np.nan) for outcome in self.outcomes]
        return np.array(values).reshape(len(self.plan.schemes), len(self.plan.futures) + 1, len(self.plan.seeds))

    @cached_property
    def whole(self) -> Marks:
        """The futures, the one as written first, in which the measure is defined in every replication of every scheme."""
        return np.asarray(np.isfinite(self.everywhere).all(axis=(0, 2)))

    @property
    def payoffs(self) -> Payoffs:
        """The payoffs of whole futures, of which more is better; the future as written is not among them."""
        return np.asarray(self.plan.sign * self.everywhere[:, 1:][:, self.whole[1:]])

    @cached_property
    def summary(self) -> Mapping[str, tuple[Interval, ...]]:
        """Each statistic of each scheme, in the measure's own sign."""
        if not self.payoffs.shape[1]:
            return {name: (UNDEFINED,) * len(self.plan.schemes) for name in STATISTICS}
        found = {name: estimated(self.payoffs, statistic) for name, statistic in STATISTICS.items()}
        own = mirrored if self.plan.sign < 0.0 else lambda each: each
        return {name: tuple(map(not_below_zero if name in FORGONE else own, each)) for name, each in found.items()}

    @cached_property
    def choice(self) -> Choice | None:
        """The scheme of the least maximal regret; None where no future is whole."""
        return least_regret(self.payoffs) if self.payoffs.shape[1] else None

    @cached_property
    def regrets(self) -> tuple[tuple[Interval, ...], ...]:
        """The regret of each scheme in each future, the one as written first; undefined where the future is not whole."""
        if not self.whole.any():
            return ((UNDEFINED,) * len(self.whole),) * len(self.plan.schemes)
        payoffs = self.plan.sign * self.everywhere[:, self.whole]
        found = map(not_below_zero, estimated(payoffs, lambda chosen, read: regrets(chosen, read).ravel()))
        return tuple(tuple(next(found) if whole else UNDEFINED for whole in self.whole) for _ in self.plan.schemes)

    @cached_property
    def break_evens(self) -> tuple[Tried, ...]:
        """What was found for each break-even value."""
        return tuple(Tried(trial[0], self.plan.factors[trial[1]], search, search.found(),
                           self.observed(trial, search)) for trial, search in self.searches.items())

    def observed(self, trial: Trial, search: Search) -> Column:
        """Return the mean of what a lender sees in the scheme's book, at each place tried; nothing of a factor that is not seen."""
        name, many = self.plan.factors[trial[1]].observed, len(self.plan.pair_seeds)
        found = [self.trials[trial, float(place)][:many] for place in search.places] if name else []
        return np.array([interval(outcome.measures.get(name, np.nan) for outcome in each).mean for each in found])

    @cached_property
    def regions(self) -> tuple[Region, ...]:
        """Where each scheme but that of today does worse than it."""
        futures = self.plan.futures[self.whole[1:]]
        return tuple(region(self.plan.factors, futures, rival - self.payoffs[0], self.plan.study.says.seed)
                     for rival in self.payoffs[1:])


def mirrored(each: Interval) -> Interval:
    """Return an interval with the other sign."""
    low, high = (None if end is None else -end for end in (each.high, each.low))
    return Interval(-each.mean, low, high, each.replications)
