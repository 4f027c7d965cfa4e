"""Folders of one question agree: a scheme that both have run under a seed came to the same in both."""

from __future__ import annotations

import numpy as np

from reports.content.evidence import Evidence, Kind, NoReport, schemes
from reports.content.paired import Paired, of_runs, of_study


def refuse_disagreeing(evidence: Evidence) -> None:
    """Raise NoReport for a scheme whose settings are not the same in all folders, as its results show."""
    known = [of_runs(evidence)] if evidence.arms else []
    for kind in (Kind.COMPARE, Kind.STRESS):
        if kind in evidence.studies and (told := as_written(evidence, kind)):
            known.append(told)
    for other in known[1:]:
        if scheme := differing(known[0], other):
            raise NoReport(f"the folders make no report together: {scheme} has not come to the same in all of them under the same "
                           "seed, so that its settings differ")


def as_written(evidence: Evidence, kind: Kind) -> Paired | None:
    """Return what schemes came to in a study, in the economy of their own; None where the study has others only."""
    [source] = [each for each in evidence.sources if each.kind is kind]
    replications = evidence.studies[kind].tables["replications"]
    presets = set(replications.fields["preset"].values) if "preset" in replications.fields else {""}
    return of_study(replications, schemes(source)) if presets == {""} else None


def differing(one: Paired, other: Paired) -> str:
    """Return the first scheme that came to something else under a seed of both; empty where there is none."""
    seeds = [seed for seed in one.seeds if seed in other.seeds]
    here, there = ([each.seeds.index(seed) for seed in seeds] for each in (one, other))
    for scheme in [each for each in one.by_scheme if each in other.by_scheme]:
        mine, yours = one.by_scheme[scheme], other.by_scheme[scheme]
        if any(not np.allclose(mine[name][here], yours[name][there], equal_nan=True) for name in mine.keys() & yours.keys()):
            return scheme
    return ""
