"""What schemes came to under the same seeds, wherever that is kept: the numbers a verdict is reached on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.interval import Interval
from experiments.lab.measures import measures
from experiments.lab.tidy import Tidy
from reports.content.evidence import Evidence, Kind
from reports.folders import TwinFolder
from sim.result import Table

Values = NDArray[np.float64]
BY_TWIN = {"activated_accounts": "customers", "profit": "profit", "reward_cost": "rewards"}
"""Measures of which a twin tells what they are without the scheme."""


class Paired(NamedTuple):
    """Each measure of each scheme, that of today first: a number a seed, the same seeds for all.

    ``told`` are the differences to today's scheme, by scheme and measure, that a comparison in rounds tells itself: its intervals
    allow for having looked several times, and have no bounds where too few pairs differ. Each number is of a ``single`` run, or
    else a mean over paths of the economy.
    """

    by_scheme: Mapping[str, Mapping[str, Values]]
    units: Mapping[str, str]
    seeds: tuple[int, ...]
    told: Mapping[tuple[str, str], Interval] = {}
    single: bool = True

    @property
    def today(self) -> str:
        """The scheme that the others are held against."""
        return next(iter(self.by_scheme))


def paired(evidence: Evidence) -> Paired | None:
    """Return what schemes came to; None where the evidence is not about schemes."""
    if evidence.main.kind not in (Kind.COMPARE, Kind.STRESS):
        return of_runs(evidence) if evidence.arms else None
    tables = evidence.studies[evidence.main.kind].tables
    found = of_study(tables["replications"], evidence.schemes)
    return found._replace(told=in_rounds(tables["differences"])) if evidence.main.kind is Kind.COMPARE else found


def of_runs(evidence: Evidence) -> Paired:
    """Return what runs came to; of a single scheme with a twin, what would be without it, too."""
    found = {name: {measure: arm.values(measure) for measure in arm.runs[0].measures} for name, arm in evidence.arms.items()}
    [(name, arm), *others] = evidence.arms.items()
    before = without(evidence.twins[name], found[name]) if name in evidence.twins and not others else {}
    return Paired({**before, **found}, {measure: each.unit for measure, each in arm.runs[0].measures.items()}, arm.seeds)


def without(twin: TwinFolder, found: Mapping[str, Values]) -> Mapping[str, Mapping[str, Values]]:
    """Return what would be without a scheme, as far as its twin tells."""
    return {str(twin.record["against"]): {measure: found[measure] - np.array([added(table, column) for table in twin.groups])
                                          for measure, column in BY_TWIN.items()}}


def added(table: Table, column: str) -> float:
    """Return what a scheme adds to a figure, over everybody."""
    more = table[f"{column}_with"] - table[f"{column}_without"]
    return float(more[table["trait"] == "all"].sum())


def of_study(replications: Tidy, schemes: tuple[str, ...]) -> Paired:
    """Return what schemes came to in a study, as it was written: means over the paths of the economy, under common seeds."""
    table = replications.to_pandas()
    table = table[table["future"] == 0] if "future" in table else table
    context = [each for each in ("preset",) if each in table]
    wide = table.set_index(["scheme", "measure", "seed", *context])["value"]
    means = wide.unstack(context).mean(axis=1, skipna=False) if context else wide
    by_seed = means.unstack("seed")[list(dict.fromkeys(table["seed"]))]
    ran = [set(by_seed.columns[by_seed.loc[scheme].notna().any()]) for scheme in schemes]
    common = by_seed[[seed for seed in by_seed.columns if all(seed in each for each in ran)]]
    by_scheme = {scheme: {measure: row.to_numpy() for measure, row in common.loc[scheme].iterrows()} for scheme in schemes}
    return Paired(by_scheme, {name: each.unit for name, each in measures().items()}, tuple(common.columns),
                  single=not context or table[context].nunique().max() == 1)


def in_rounds(differences: Tidy) -> Mapping[tuple[str, str], Interval]:
    """Return the differences of a comparison in rounds; those under several paths of the economy are no means over these."""
    columns = [differences.fields[name].values for name in ("scheme", "measure", "mean", "low", "high", "replications")]
    rows = [(each[:2], Interval(*each[2:])) for each in zip(*columns, strict=True)]
    times = Counter(key for key, _ in rows)
    return {key: found for key, found in rows if times[key] == 1}
