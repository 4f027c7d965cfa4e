"""``python -m tests.benchmarks.fronts``: how much of the true front 200 trials find, by sampler; half an hour.

Each search freezes its candidates as always; their hypervolume is read from fresh seeds that no search has seen, of those
whose means hold the caps, as a share of that of a reference: the candidates of all searches together with those of one that
is ten times longer. Beside it stands what the search's own values would claim.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.interval import interval
from experiments.lab import Lab
from experiments.pages import renew
from experiments.search.exploring import Explored, explore
from experiments.search.freezing import Candidate, frozen, values_of
from experiments.search.plan import Plan, plan
from experiments.search.verifying import sampled
from experiments.seeds import seeds
from experiments.workers import workers

SAMPLERS, SEARCHES, FRESH = ("tpe", "nsga2", "random"), 5, 20
CAPS = {"reward_cost": "<= 20000", "dpd90_share": "<= 0.02"}
STUDY = {
    "study": "search", "scenario": "cash_for_invites", "set": {"persons": 20000, "days": 360}, "candidates": 30,
    "vary": {"rewards.referrer.amount.pay": {"from": 0, "to": 150, "step": 5},
             "rewards.friend.amount.pay": {"from": 0, "to": 80, "step": 5},
             "rewards.referrer.when": ["approved", "first_purchase", "on_time_payments"],
             "rewards.referrer.form": ["cash", "coupon"], "credit.approve.cut_off": {"from": 560, "to": 660, "step": 5}},
    "maximise": "activated_accounts", "minimise": "net_charge_off", "subject_to": CAPS,
}
Values = NDArray[np.float64]


class Front(NamedTuple):
    """What a search found: what its own values claim, and its candidates."""

    sampler: str
    claimed: Values
    candidates: tuple[Candidate, ...]


def hypervolume(values: Values, origin: Values) -> float:
    """Return the area that values dominate above an origin; more of both is better.

    >>> hypervolume(np.array([[1.0, 3.0], [2.0, 1.0], [1.0, 1.0]]), np.zeros(2))
    4.0
    """
    area, reached = 0.0, float(origin[1])
    for x, y in sorted(map(tuple, values), reverse=True):
        if x > origin[0] and y > reached:
            area += float((x - origin[0]) * (y - reached))
            reached = float(y)
    return area


def found(what: Plan, lab: Lab) -> Front:
    """Return the front of one search."""
    explored: Explored = explore(what, lab)
    feasible = [trial for trial in explored.ran if trial.feasible]
    return Front(what.study.says.sampler, values_of(what, feasible), frozen(what, explored))


def truth(what: Plan, lab: Lab, candidates: Sequence[Candidate]) -> dict[str, Values]:
    """Return the objectives of candidates, from fresh seeds, of those whose means hold the caps; by what they set."""
    names, kept = [each.name for each in what.quantities], {}
    for sample in sampled(what, lab, list({repr(each.levers): each for each in candidates}.values()), seeds(987_654_321, FRESH)):
        means = dict(zip(names, sample.values.mean(axis=0), strict=True))
        if all(cap.over(means[cap.quantity.name]) <= 0.0 for cap in what.caps):
            kept[repr(sample.candidate.levers)] = np.array([each.sign * means[each.name] for each in what.objectives])
    return kept


def of(known: dict[str, Values], front: Front) -> Values:
    """Return the true objectives of a front's candidates."""
    return np.array([known[key] for each in front.candidates if (key := repr(each.levers)) in known])


def rows(lab: Lab) -> Iterator[str]:
    """Yield the lines of the table."""
    plans = [plan({**STUDY, "seed": seed, "sampler": sampler}) for seed in range(1, SEARCHES + 1) for sampler in SAMPLERS]
    fronts = [found(what, lab) for what in plans]
    longer = found(plan({**STUDY, "seed": 99, "trials": 2000, "candidates": 80}), lab)
    known = truth(plans[0], lab, [each for front in (*fronts, longer) for each in front.candidates])
    origin = np.min(list(known.values()), axis=0)
    whole = hypervolume(np.array(list(known.values())), origin)
    yield "| sampler | share of the reference, fresh seeds | claimed by the search | searches |"
    yield "| --- | ---: | ---: | ---: |"
    for sampler in SAMPLERS:
        mine = [front for front in fronts if front.sampler == sampler]
        true = interval(hypervolume(of(known, front), origin) / whole for front in mine)
        claimed = interval(hypervolume(front.claimed, origin) / whole for front in mine)
        yield f"| {sampler} | {true.mean:.3f} ({true.low:.3f} to {true.high:.3f}) | {claimed.mean:.3f} | {true.replications} |"


def main() -> int:
    """Print the table, and write it into the page that is named."""
    with Lab(by=workers(sys.argv[1])) as lab:
        found = list(rows(lab))
    print("\n".join(found))
    renew(Path(sys.argv[2]), "fronts", found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
