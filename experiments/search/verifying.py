"""The second stage: frozen candidates under fresh seeds, the same for all. The answer is read from these alone.

What is best is settled round by round. The candidates that are least likely to be the best, by so little together that it can
be neglected, are left behind with the probability they have; the others get more seeds, until one is surely the best or there
are no more to get. Who is best of many noisy means looks better than it is, so utilities are drawn towards their common mean
as far as their spread is luck (Lindley's form of James & Stein's estimate: Efron & Morris, JASA 68, 1973).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from experiments.lab import Lab
from experiments.search.exploring import runs_of
from experiments.search.freezing import TODAY, Candidate
from experiments.search.plan import Plan
from experiments.search.standing import Sample, Standing, Verified, judged, stated

NEGLECTED = 0.01
"""The probability to be the best that may be left behind in each round."""


def verify(plan: Plan, lab: Lab, candidates: Sequence[Candidate], seeds: Sequence[int]) -> Verified:
    """Verify candidates, the scheme in force first, under fresh seeds."""
    says = plan.study.says
    playing, left, many = list(candidates), 0.0, says.replications
    samples = sampled(plan, lab, playing, seeds[:many])
    utility = stated(plan, samples)
    known = {each.candidate.name: each for each in judged(plan, samples, utility, 1.0)}
    while True:
        found = Verified(tuple(known[each.name] for each in candidates), tuple(seeds[:many]))
        behind, lost = left_behind(found, [known[each.name] for each in playing])
        playing, left = [each for each in playing if each.name not in behind], left + lost
        if many >= says.most_replications or found.decided or len(playing) < 2:
            return found
        many = min(many + says.replications, says.most_replications)
        samples = sampled(plan, lab, playing, seeds[:many])
        known |= {each.candidate.name: each for each in judged(plan, samples, utility, 1.0 - left)}


def left_behind(found: Verified, standings: Sequence[Standing]) -> tuple[set[str], float]:
    """Return who need not be looked at any further, and how likely the best is among them.

    The scheme in force always stays, and so does the one that would be recommended now.
    """
    chosen = found.recommended
    staying = {TODAY, chosen.candidate.name if chosen else TODAY}
    names, lost = set[str](), 0.0
    for each in sorted(standings, key=lambda each: each.best):
        if lost + each.best > NEGLECTED:
            break
        if each.candidate.name not in staying:
            names.add(each.candidate.name)
            lost += each.best
    return names, lost


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
