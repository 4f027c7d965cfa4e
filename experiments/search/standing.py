"""How candidates stand after some fresh seeds: what each comes to, what holds, and which is likely to be the best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.interval import Interval, skewed_interval
from experiments.lab import Outcome
from experiments.search.freezing import Candidate
from experiments.search.kriging import believed, distances
from experiments.search.plan import Plan
from experiments.search.posterior import drawn, fronts, holding, regrets, relative, winners
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
    preference. ``regret`` is by how much it is expected to miss the best, and ``utility`` how much it is expected to be better than
    the candidates are on average, in the preference's unit.
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


class Confirmation(NamedTuple):
    """The scheme in force and the recommended candidate, under seeds by which nothing was chosen; they may be the same."""

    today: Standing
    chosen: Standing
    seeds: tuple[int, ...]


@dataclass(frozen=True)
class Verified:
    """What fresh seeds say of all candidates, the scheme in force first; ``confirmation`` is of the one that is recommended."""

    standings: tuple[Standing, ...]
    seeds: tuple[int, ...]
    confirmation: Confirmation | None = None

    @property
    def recommended(self) -> Standing | None:
        """The best of those that may be recommended, by what is expected of it; of equals the one most like today's; or None."""
        safe = [each for each in self.standings if each.safe and np.isfinite(each.utility)]
        most = max((each.seeds for each in safe), default=0)
        return max((each for each in safe if each.seeds == most), key=lambda each: (each.utility, self.alike(each)), default=None)

    def alike(self, one: Standing) -> int:
        """Return how many levers stand where they do in the scheme in force."""
        today = self.standings[0].candidate.levers
        return sum(mine == now for mine, now in zip(one.candidate.levers, today, strict=True))

    @property
    def surely(self) -> bool:
        """Whether what is recommended is surely the best."""
        return self.recommended is not None and self.recommended.best >= SURE

    @property
    def decided(self) -> bool:
        """Whether what is recommended is surely the best, and its caps are confirmed."""
        return self.surely and self.confirmation is not None and self.confirmation.chosen.safe

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


def judged(plan: Plan, samples: Sequence[Sample], utility: Utility, last: bool = True) -> list[Standing]:
    """Return the standing of each candidate, the first being the scheme in force; who is on the front is told at ``last``.

    Those that came to the very same under every seed stand as one, and share its chance to be the best.
    """
    found = [alone(plan, sample, samples[0].values) for sample in samples]
    same: dict[bytes, list[int]] = {}
    for number, sample in enumerate(samples):
        if sample.usable:
            same.setdefault(sample.values.tobytes(), []).append(number)
    if same:
        firsts = [group[0] for group in same.values()]
        holds = [found[number].holds for number in firsts]
        told = weighed(plan, [samples[number] for number in firsts], holds, utility, last)
        for group, (front, best, regret, mean) in zip(same.values(), told.tolist(), strict=True):
            for number in group:
                found[number] = replace(found[number], on_front=front, best=best / len(group), regret=regret, utility=mean)
    return found


def weighed(plan: Plan, samples: Sequence[Sample], holds: Sequence[Mapping[str, float]], utility: Utility, last: bool) -> Values:
    """Return of each candidate, as a row: the chances to be on the front (0 but at ``last``) and the best, regret and utility."""
    draws = drawn([sample.values for sample in samples], plan.seed)
    within = able(plan, draws, plan.limits, holds)
    apart = distances(plan.levers, [sample.candidate.levers for sample in samples])
    objectives = oriented(plan, draws)
    worth = true_values(plan, apart, utility(objectives))
    on_front = np.zeros(len(samples))
    if last:
        values = np.stack([true_values(plan, apart, each) for each in np.moveaxis(objectives, 2, 0)], axis=2)
        on_front = fronts(values, able(plan, draws, plan.caps, holds)).mean(axis=0)
    return np.stack([on_front, winners(worth, within).mean(axis=0), regrets(worth, within), worth.mean(axis=0)], axis=1)


def true_values(plan: Plan, apart: Values, draws: Values) -> Values:
    """Return draws of true values of candidates, known by their neighbours as well: less the mean of all candidates."""
    own = relative(draws)
    return believed(apart, own.mean(axis=0), own.std(axis=0), plan.seed, len(draws))


def alone(plan: Plan, sample: Sample, today: Values) -> Standing:
    """Return what a candidate comes to, and what it changes."""
    names = [each.name for each in plan.quantities]
    columns = dict(zip(names, sample.values.T, strict=True))
    less = dict(zip(names, (sample.values - today[: len(sample.values)]).T, strict=True))
    holds = {cap.text: holding(columns[cap.quantity.name], cap.quantity.sign, cap.limit) for cap in plan.limits}
    return Standing(sample.candidate, {name: skewed_interval(each) for name, each in columns.items()},
                    {name: skewed_interval(each) for name, each in less.items()}, holds, failed=sample.failed)


def oriented(plan: Plan, values: Values) -> Values:
    """Return the objectives of quantities, which are last, more of each better."""
    names = [each.name for each in plan.quantities]
    return values[..., [names.index(each.name) for each in plan.objectives]] * [each.sign for each in plan.objectives]


def able(plan: Plan, draws: Values, caps: Sequence[Cap], holds: Sequence[Mapping[str, float]]) -> NDArray[np.bool_]:
    """Tell in each draw of each design whether all caps hold: each in the best draws, as many as it ``holds`` with probability."""
    names = [each.name for each in plan.quantities]
    found = np.ones(draws.shape[:2], dtype=bool)
    for cap in caps:
        room = cap.quantity.sign * draws[:, :, names.index(cap.quantity.name)]
        ranks = room.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable")
        found &= ranks >= (1.0 - np.array([each[cap.text] for each in holds])) * len(draws)
    return found


def holding_all(plan: Plan, means: Values, caps: Sequence[Cap]) -> NDArray[np.bool_]:
    """Tell of each design whether all caps hold, its means taken as known."""
    names = [each.name for each in plan.quantities]
    found = np.ones(means.shape[:2], dtype=bool)
    for cap in caps:
        found &= cap.holds(means[:, :, names.index(cap.quantity.name)])
    return found
