"""What a finished run is summed up in: measures by name, tables by name."""

from __future__ import annotations

from collections.abc import Mapping

from sim.measures import abuse, constraints, economics, growth, lending, risk, tabulate, tree
from sim.result import Measure, Table
from sim.world import Life


def measured(life: Life) -> Mapping[str, Measure]:
    """Return every measure of a run, by name."""
    subjects = (growth, lending, risk, economics, tree, constraints, abuse)
    return {name: measure for subject in subjects for name, measure in subject.measures(life).items()}


def tabulated(life: Life) -> Mapping[str, Table]:
    """Return every table of a run, by name."""
    return {table.name: table for table in tabulate.tables(life)}
