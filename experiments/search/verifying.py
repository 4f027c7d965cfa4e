"""The second stage: frozen candidates under fresh seeds, the same for all. The answer is read from these alone.

Who is recommended is the best of many, and looks a little better than it is under the seeds by which it was chosen. So it is
run once more, beside the scheme in force, under seeds that have chosen nothing: what it brings is told from these.

What is best is settled round by round. The candidates that are least likely to be the best, by so little together that it can
be neglected, get no more seeds, but stay in the reckoning; the others do, until one is surely the best or there are no more to
get.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from experiments.lab import Lab
from experiments.search.exploring import runs_of
from experiments.search.freezing import TODAY, Candidate
from experiments.search.plan import Plan
from experiments.search.standing import Confirmation, Sample, Verified, alone, judged, stated

NEGLECTED = 0.01
"""The probability to be the best that may be left without more seeds."""


def verify(plan: Plan, lab: Lab, candidates: Sequence[Candidate], seeds: Sequence[int]) -> Verified:
    """Verify candidates, the scheme in force first, under the first half of fresh seeds; confirm the best under the other."""
    most = plan.study.says.most_replications
    found = settled(plan, lab, candidates, seeds[:most])
    return replace(found, confirmation=confirmed(plan, lab, found, seeds[most:]))


def settled(plan: Plan, lab: Lab, candidates: Sequence[Candidate], seeds: Sequence[int]) -> Verified:
    """Return where the candidates stand once one is surely the best, or there are no more seeds to get."""
    many = plan.study.says.replications
    samples = {each.candidate.name: each for each in sampled(plan, lab, candidates, seeds[:many])}
    utility = stated(plan, list(samples.values()))
    while True:
        last = many >= len(seeds)
        found = Verified(tuple(judged(plan, list(samples.values()), utility, last)), tuple(seeds[:many]))
        still = contenders(found)
        if last:
            return found
        if found.surely or len(still) < 2:
            return replace(found, standings=tuple(judged(plan, list(samples.values()), utility)))
        many = min(many + plan.study.says.replications, len(seeds))
        samples |= {each.candidate.name: each for each in sampled(plan, lab, still, seeds[:many])}


def confirmed(plan: Plan, lab: Lab, found: Verified, seeds: Sequence[int]) -> Confirmation | None:
    """Return what the recommended candidate comes to beside the scheme in force, under seeds by which nothing was chosen."""
    if found.recommended is None:
        return None
    both = dict.fromkeys([found.standings[0].candidate.name, found.recommended.candidate.name])
    samples = sampled(plan, lab, [each.candidate for each in found.standings if each.candidate.name in both], seeds)
    today, chosen = (alone(plan, each, samples[0].values) for each in (samples[0], samples[-1]))
    return Confirmation(today, chosen, tuple(seeds))


def contenders(found: Verified) -> list[Candidate]:
    """Return who may still be the best, with the scheme in force and the one that would be recommended now."""
    chosen, behind, lost = found.recommended, set[str](), 0.0
    for each in sorted(found.standings, key=lambda each: each.best):
        if (lost := lost + each.best) > NEGLECTED:
            break
        behind.add(each.candidate.name)
    behind -= {TODAY, chosen.candidate.name if chosen else TODAY}
    return [each.candidate for each in found.standings if each.candidate.name not in behind]


def sampled(plan: Plan, lab: Lab, candidates: Sequence[Candidate], seeds: Sequence[int]) -> list[Sample]:
    """Return each candidate with its replications under some seeds."""
    tasks = [plan.tasks(each.what.scenario, seeds) for each in candidates]
    found = iter(lab.run([one for mine in tasks for one in mine]))
    samples = []
    for candidate, mine in zip(candidates, tasks, strict=True):
        outcomes = [next(found) for _ in mine]
        columns = [each.by_seed(runs_of(each, outcomes, len(seeds))) for each in plan.quantities]
        samples.append(Sample(candidate, np.stack(columns, axis=1), tuple(each for each in outcomes if each.error)))
    return samples
