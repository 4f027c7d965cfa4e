"""How candidates stand after some fresh seeds: what each comes to, what holds, and which is likely to be the best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.interval import Interval, interval
from experiments.lab import Outcome
from experiments.search.freezing import Candidate
from experiments.search.plan import Plan
from experiments.search.posterior import drawn, fronts, holding, regrets, shrunk, winners
from experiments.search.preference import Utility
from experiments.search.quantities import Cap

Values = NDArray[np.float64]
SURE = 0.95
"""The probability from which on something counts as decided."""


class Sample(NamedTuple):
    """A candidate with what its replications came to, a row a seed and a column a quantity."""

    candidate: Candidate
    values: Values
    failed: tuple[Outcome, ...]

    @property
    def usable(self) -> bool:
        """Whether it may be weighed against others: no guardrail blocks it, no run failed, and all is defined."""
        return self.candidate.allowed and not self.failed and bool(np.isfinite(self.values).all())


@dataclass(frozen=True)
class Standing:
    """What fresh seeds say of a candidate, each quantity by its name.

    ``less_today`` are the differences to the scheme in force, paired by seed. ``holds`` are the probabilities that its caps and
    budgets hold, ``on_front`` that no candidate within the caps is better in all objectives, ``best`` that it is the best by the
    preference. ``regret`` is by how much it is expected to miss the best, in the preference's unit.
    """

    candidate: Candidate
    estimates: dict[str, Interval]
    less_today: dict[str, Interval]
    holds: dict[str, float]
    on_front: float = 0.0
    best: float = 0.0
    regret: float = float("nan")
    utility: float = float("nan")
    failed: tuple[Outcome, ...] = ()

    @property
    def seeds(self) -> int:
        """Return how many fresh seeds it has been run under."""
        return max((each.replications for each in self.estimates.values()), default=0)

    @property
    def safe(self) -> bool:
        """Whether it may be recommended: no guardrail blocks it, and every cap holds up to the upper bound of what it comes to."""
        return self.candidate.allowed and not self.failed and all(each >= SURE for each in self.holds.values())


@dataclass(frozen=True)
class Verified:
    """What fresh seeds say of all candidates, the scheme in force first."""

    standings: tuple[Standing, ...]
    seeds: tuple[int, ...]

    @property
    def recommended(self) -> Standing | None:
        """The best of those that may be recommended, by its mean; None where there is none."""
        safe = [each for each in self.standings if each.safe and np.isfinite(each.utility)]
        most = max((each.seeds for each in safe), default=0)
        return max((each for each in safe if each.seeds == most), key=lambda each: each.utility, default=None)

    @property
    def decided(self) -> bool:
        """Whether what is recommended is surely the best."""
        return self.recommended is not None and self.recommended.best >= SURE

    @property
    def undecided(self) -> tuple[Standing, ...]:
        """The fewest candidates among which the best surely is, the likeliest first; the one that is recommended among them."""
        found, sure = list[Standing](), 0.0
        for each in sorted(self.standings, key=lambda each: -each.best):
            if sure >= SURE or each.best == 0.0:
                break
            found.append(each)
            sure += each.best
        chosen = self.recommended
        return tuple(found if chosen is None or chosen in found else [*found, chosen])


def stated(plan: Plan, samples: Sequence[Sample]) -> Utility:
    """Return the preference of a plan on the front of some samples, of those within the caps if there are any."""
    usable = [sample.values for sample in samples if sample.usable]
    if not usable:
        return lambda values: values[..., 0]
    means = np.array([each.mean(axis=0) for each in usable])[None]
    within = holding_all(plan, means, plan.caps)
    values = oriented(plan, means)
    return plan.preference.utility(values[fronts(values, within if within.any() else ~within)])


def judged(plan: Plan, samples: Sequence[Sample], utility: Utility, share: float) -> list[Standing]:
    """Return the standing of each candidate, the first being the scheme in force.

    ``share`` is the probability that the best is among them.
    """
    found = [alone(plan, sample, samples[0].values) for sample in samples]
    usable = [number for number, sample in enumerate(samples) if sample.usable]
    if usable:
        draws = drawn([samples[number].values for number in usable], plan.seed)
        within = holding_all(plan, draws, plan.limits)
        worth = shrunk(utility(oriented(plan, draws)), within, plan.seed)
        on_front = fronts(oriented(plan, draws), holding_all(plan, draws, plan.caps)).mean(axis=0)
        told = on_front, winners(worth, within).mean(axis=0) * share, regrets(worth, within)
        for number, front, best, regret in zip(usable, *told, strict=True):
            mean = float(utility(oriented(plan, samples[number].values.mean(axis=0))))
            found[number] = replace(found[number], on_front=float(front), best=float(best), regret=float(regret), utility=mean)
    return found


def alone(plan: Plan, sample: Sample, today: Values) -> Standing:
    """Return what a candidate comes to, and what it changes."""
    names = [each.name for each in plan.quantities]
    columns = dict(zip(names, sample.values.T, strict=True))
    less = dict(zip(names, (sample.values - today).T, strict=True))
    holds = {cap.text: holding(columns[cap.quantity.name], cap.quantity.sign, cap.limit) for cap in plan.limits}
    return Standing(sample.candidate, {name: interval(each) for name, each in columns.items()},
                    {name: interval(each) for name, each in less.items()}, holds, failed=sample.failed)


def oriented(plan: Plan, values: Values) -> Values:
    """Return the objectives of quantities, which are last, more of each better."""
    names = [each.name for each in plan.quantities]
    return values[..., [names.index(each.name) for each in plan.objectives]] * [each.sign for each in plan.objectives]


def holding_all(plan: Plan, draws: Values, caps: Sequence[Cap]) -> NDArray[np.bool_]:
    """Tell in each draw of each design whether all caps hold."""
    names = [each.name for each in plan.quantities]
    found = np.ones(draws.shape[:2], dtype=bool)
    for cap in caps:
        found &= cap.holds(draws[:, :, names.index(cap.quantity.name)])
    return found
