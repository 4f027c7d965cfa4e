"""What figures are made of: the replications of one scenario or of several, however they are given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from experiments.comparison import Comparison
from experiments.interval import Interval, ratio
from experiments.replication import Replications
from reports.figures.labels import LONGEST, shortened
from reports.messages import named
from reports.run_folder import RunFolder
from reports.words import Words
from scenarios import names
from sim.result import Result
from sim.scenario import Scenario

ENGLISH = Words("en")
MONTH = 30
Numbers = NDArray[np.float64]
One = RunFolder | Replications
"""One scenario."""
Some = One | Comparison
"""One scenario, or several with the baseline first."""


def one(found: One) -> Replications:
    """Return the replications of one scenario."""
    return found.found if isinstance(found, RunFolder) else found


def arms(words: Words, found: Some) -> Mapping[str, Replications]:
    """Return the replications of each scenario by what it is called, the baseline first where there are several."""
    runs = found.arms if isinstance(found, Comparison) else {one(found).scenario.name: one(found)}
    called = {name: brief(words, arm.scenario) for name, arm in runs.items()}
    times = Counter(called.values())
    return {called[name] if times[called[name]] == 1 else named(name): arm for name, arm in runs.items()}


def brief(words: Words, scenario: Scenario) -> str:
    """Return what a scenario is called in a figure: its title, shortened where it is long, or else its name in words."""
    return short_title(words, scenario.name, scenario.title) or named(scenario.name)


def short_title(words: Words, name: str, title: str) -> str:
    """Return a title as it stands in a line; nothing for a shipped scenario with a long one, whose name says what it is."""
    told = words.term(" ".join(title.split()))
    return "" if len(told) > LONGEST and name in names() else shortened(told)


def circumstances(words: Words, found: Some) -> str:
    """Return where figures come from: how many persons and days, and how many replications."""
    first = next(iter(arms(words, found).values()))
    many = len(first.runs)
    if many == 1:
        return words.say("Simulation: {persons:,} persons, {days:,} days, one replication, so no intervals.",
                         persons=first.scenario.persons, days=first.scenario.days)
    return words.say("Simulation: {persons:,} persons, {days:,} days; means of {many} replications with 95 % intervals.",
                     persons=first.scenario.persons, days=first.scenario.days, many=many)


def shares(runs: Iterable[tuple[Numbers, Numbers]]) -> list[Interval]:
    """Return the ratio of two sums at each point, given the parts and wholes of each run."""
    parts, wholes = (np.stack(each) for each in zip(*runs, strict=True))
    return [ratio(parts[:, at], wholes[:, at]) for at in range(parts.shape[1])]


def by_month(run: Result, column: str) -> Numbers:
    """Return the sums of a column of days by month of the run."""
    values = run.tables["days"][column].astype(np.float64)
    return np.asarray(np.add.reduceat(values, np.arange(0, len(values), MONTH)))


def month_ends(run: Result, column: str) -> Numbers:
    """Return what a column of days holds at the end of each full month of the run."""
    return run.tables["days"][column].astype(np.float64)[MONTH - 1 :: MONTH]


def first_only(words: Words, found: One) -> str:
    """Return where figures come from of which only the first replication keeps the tables."""
    first = one(found).runs[0]
    return words.say("Simulation: {persons:,} persons, {days:,} days, the first replication (seed {seed}) only, so no intervals.",
                     persons=first.scenario.persons, days=first.scenario.days, seed=first.seed)
