"""Measures by portrait, with intervals, and as a table for a terminal."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from experiments.comparison import Comparison
from experiments.interval import Interval, interval
from experiments.replication import Replications
from reports.columns import table
from reports.numbers import difference, estimate
from reports.tables import hanging

TABLE = "portraits"
SHOWN = {"activated": "activated", "referring_share": "referring", "profit_each": "profit each",
         "rewards": "rewards", "dpd30_share": "30+ dpd", "charged_off_share": "written off"}
"""The columns that a terminal has room for, and what they are called there."""

FEW = 100
"""Accounts, of which about two would be written off."""


def by_portrait(found: Replications) -> dict[str, dict[str, Interval]]:
    """Return each figure of each portrait as its mean over the replications; nothing where there are no portraits."""
    tables = [run.tables[TABLE] for run in found.runs if TABLE in run.tables]
    if not tables:
        return {}
    figures = [name for name in tables[0].columns if name != "portrait"]
    return {str(portrait): {name: interval(np.array([table[name][row] for table in tables], dtype=np.float64)) for name in figures}
            for row, portrait in enumerate(tables[0]["portrait"])}


def portrait_differences(baseline: Replications, other: Replications) -> dict[str, dict[str, Interval]]:
    """Return each figure of each portrait, other less baseline, seed by seed; nothing where the portraits are not the same."""
    if list(baseline.scenario.portraits) != list(other.scenario.portraits):
        return {}
    pairs = [(run.tables[TABLE], each.tables[TABLE]) for run, each in zip(baseline.runs, other.runs, strict=True)
             if TABLE in run.tables]
    figures = [name for name in pairs[0][0].columns if name != "portrait"] if pairs else []
    return {portrait: {name: interval(np.array([theirs[name][row] - ours[name][row] for ours, theirs in pairs], dtype=np.float64))
                       for name in figures} for row, portrait in enumerate(baseline.scenario.portraits) if pairs}


def portraits_compared(found: Comparison) -> str:
    """Return a table a scenario of what it changes in each portrait; empty where there are no portraits in common."""
    baseline, tables = found.arms[found.baseline], []
    for name in found.differences:
        if rows := portrait_differences(baseline, found.arms[name]):
            units = {each: column.unit for each, column in baseline.runs[0].tables[TABLE].columns.items()}
            cells = [[portrait, *(difference(figures[each], units[each], "").strip() for each in SHOWN)]
                     for portrait, figures in rows.items()]
            tables += [f"By portrait: {name} less {found.baseline}", table(["", *SHOWN.values()], cells), ""]
    return "\n".join([*tables, *few(found.arms.values())] if tables else []).rstrip()


def few(arms: Iterable[Replications]) -> list[str]:
    """Return a line on the portraits with so few accounts, in all replications, that shares of them say little."""
    counts: dict[str, float] = {}
    for arm in arms:
        for portrait, figures in by_portrait(arm).items():
            many = figures["activated"].mean * len(arm.runs)
            counts[portrait] = min(many, counts.get(portrait, many))
    listed = ", ".join(f"{portrait} {many:,.0f}" for portrait, many in counts.items() if many < FEW)
    told = f"Fewer than {FEW} activated accounts over all replications, so that shares say little: {listed}"
    return hanging("", told) if listed else []


def portraits_table(found: Replications) -> str:
    """Return the portraits, one a line, with the figures that there is room for."""
    units = {name: column.unit for name, column in found.runs[0].tables[TABLE].columns.items()}
    rows = [[portrait, *(estimate(figures[name], units[name], "").strip() for name in SHOWN)]
            for portrait, figures in by_portrait(found).items()]
    return "\n".join([table(["By portrait", *SHOWN.values()], rows), *few([found])])
