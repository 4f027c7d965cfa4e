"""Measures by portrait, with intervals, and as a table for a terminal."""

from __future__ import annotations

import numpy as np

from experiments.interval import Interval, interval
from experiments.replication import Replications
from reports.columns import table
from reports.numbers import estimate

TABLE = "portraits"
SHOWN = {"activated": "activated", "referring_share": "referring", "profit_each": "profit each",
         "rewards": "rewards", "dpd30_share": "30+ dpd", "charged_off_share": "written off"}
"""The columns that a terminal has room for, and what they are called there."""


def by_portrait(found: Replications) -> dict[str, dict[str, Interval]]:
    """Return each figure of each portrait as its mean over the replications; nothing where there are no portraits."""
    tables = [run.tables[TABLE] for run in found.runs if TABLE in run.tables]
    if not tables:
        return {}
    figures = [name for name in tables[0].columns if name != "portrait"]
    return {str(portrait): {name: interval(np.array([table[name][row] for table in tables], dtype=np.float64)) for name in figures}
            for row, portrait in enumerate(tables[0]["portrait"])}


def portraits_table(found: Replications) -> str:
    """Return the portraits, one a line, with the figures that there is room for."""
    units = {name: column.unit for name, column in found.runs[0].tables[TABLE].columns.items()}
    rows = [[portrait, *(estimate(figures[name], units[name], "").strip() for name in SHOWN)]
            for portrait, figures in by_portrait(found).items()]
    return table(["By portrait", *SHOWN.values()], rows)
