"""The twin: the same people without the scheme, under the same luck."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from experiments.comparison import NotComparable, refuse_unlike
from experiments.interval import Interval, interval, ratio
from experiments.people import differing
from experiments.replication import OnProgress, Replications, day_by_day, lightened
from experiments.seeds import seeds
from experiments.twin.pair import QUANTITIES, Pair, amount, pair
from experiments.twin.persons import ABOUT, DESCRIBED, WITH, WITHOUT, Figure, Group, names
from sim.result import Column, Table
from sim.scenario import Scenario, Team
from sim.simulation import simulate
from sim.terms import MINOR_UNITS

if TYPE_CHECKING:
    import pandas as pd

SCHEME = ("rewards", "team")
"""What a twin is without."""
ALL = "all"


class Change(NamedTuple):
    """A figure of a group: with the scheme, without it, and the difference, each with its interval."""

    held: Interval
    without: Interval
    difference: Interval


@dataclass(frozen=True)
class Twin:
    """The replications of a scenario and of the same one without its scheme, and each seed's pair of them."""

    scheme: Replications
    without: Replications
    pairs: tuple[Pair, ...]

    @cached_property
    def measures(self) -> Mapping[str, Interval]:
        """Each figure of ``QUANTITIES`` with its interval; ratios are ratios of means."""
        found = {}
        for name, each in QUANTITIES.items():
            top = [each.top(pair) for pair in self.pairs]
            found[name] = interval(top) if each.bottom is None else ratio(top, [each.bottom(pair) for pair in self.pairs])
        return found

    @property
    def identical(self) -> bool:
        """Whether every run ended like its twin, to the last bit."""
        return all(one.result_hash == other.result_hash for one, other in zip(self.scheme.runs, self.without.runs, strict=True))

    @property
    def against(self) -> str:
        """Return the name of the other scheme that this one is held against; empty where it is the same without its scheme."""
        name = self.without.scenario.name
        return "" if name == without_scheme(self.scheme.scenario).name else name

    @property
    def traits(self) -> Mapping[str, tuple[str, ...]]:
        """Return by which traits the groups are split, with the values there are."""
        return {trait: tuple(sorted({value for pair in self.pairs for value in pair.by[trait]})) for trait in self.pairs[0].by}

    def change(self, figure: Figure, group: Group | None = None, trait: str = ALL, value: str = ALL) -> Change:
        """Return a figure of a group (or of all), of everybody or of those with one value of a trait."""
        sums = [each.sums if trait == ALL else each.by[trait].get(value, np.zeros_like(each.sums)) for each in self.pairs]
        both = np.array([one[:, :, figure].sum(axis=1) if group is None else one[:, group, figure] for one in sums])
        held, without = both[:, WITH], both[:, WITHOUT]
        return Change(*(interval(amount(value, figure) for value in values) for values in (held, without, held - without)))

    @property
    def tables(self) -> Mapping[str, Mapping[int, Table]]:
        """Return the tables of the twin by name and seed; ``twin_persons`` is of the first seed only."""
        found = {"twin_groups": {each.seed: groups(each) for each in self.pairs},
                 "twin_horizon": {each.seed: horizon(each) for each in self.pairs}}
        kept = {each.seed: each.persons for each in self.pairs if each.persons is not None}
        return found | {"twin_persons": kept}

    def to_pandas(self) -> pd.DataFrame:
        """Return the figures as a data frame: measure, mean, low, high, unit, about."""
        import pandas as pd

        rows = [(name, each.mean, each.low, each.high, QUANTITIES[name].unit, QUANTITIES[name].about)
                for name, each in self.measures.items()]
        return pd.DataFrame(rows, columns=["measure", "mean", "low", "high", "unit", "about"])

    def _repr_html_(self) -> str:
        """Show the figures in a notebook."""
        scenario = self.scheme.scenario
        title = f"<b>{scenario.name}</b> and its twin, {len(self.pairs)} replications, {scenario.persons:,} persons"
        return f"{title}, {scenario.days} days{self.to_pandas().to_html(index=False)}"


def without_scheme(scenario: Scenario) -> Scenario:
    """Return a scenario without what it pays: no rewards, no team plan, for nobody.

    Everything else stays, tiers with their limits included: they are credit policy, and their multiples of rewards have
    nothing left to multiply.
    """
    left = {name: one._replace(changes={path: value for path, value in one.changes.items() if path.partition(".")[0] not in SCHEME})
            for name, one in scenario.differ.items()}
    return scenario._replace(name=f"{scenario.name} without its scheme", rewards={}, team=Team(), differ=left)


def twin(scenario: Scenario, seed: int = 1, replications: int = 10, *, against: Scenario | None = None, driver: str = "engine",
         journal: bool = False, on_progress: OnProgress | None = None) -> Twin:
    """Run a scenario and its twin under the same seeds and tell person by person what the scheme has changed.

    The twin is the scenario without its scheme, or ``against``, another scheme for the same people.
    Raises NotComparable where the people would not be the same, ValueError as ``replicate`` does.
    """
    other = without_scheme(scenario) if against is None else against
    refuse_other_people(scenario, other)
    runs, pairs = [], []
    for number, one in enumerate(seeds(seed, replications)):
        both = [simulate(each, one, driver=driver, journal=journal and number == 0, each_day=day_by_day(on_progress))
                for each in (scenario, other)]
        pairs.append(pair(both[0], both[1], keep_persons=number == 0))
        runs.append(both if number == 0 else [lightened(run) for run in both])
    scheme, without = zip(*runs, strict=True)
    return Twin(Replications(scheme), Replications(without), tuple(pairs))


def has_scheme(scenario: Scenario) -> bool:
    """Tell whether a scenario pays anything that its twin does not."""
    return bool(scenario.rewards) or scenario.team != Team()


def refuse_other_people(scenario: Scenario, other: Scenario) -> None:
    """Raise NotComparable where two scenarios are not about the same people over the same time."""
    refuse_unlike([scenario, other])
    for setting in differing(scenario, other):
        raise NotComparable(f"{other.name} is no twin of {scenario.name}: its people are others, as {setting} differs")


def groups(pair: Pair) -> Table:
    """Return the sums of one replication, a row a group, over all and by trait."""
    parts = [(ALL, ALL, pair.sums)]
    parts += [(trait, value, sums) for trait, split in pair.by.items() for value, sums in split.items()]
    sums, many = np.concatenate([part[2] for part in parts], axis=1), len(Group)
    columns = {"trait": Column(np.repeat([part[0] for part in parts], many), "name", "what persons are split by; all: everybody"),
               "value": Column(np.repeat([part[1] for part in parts], many), "name", "those whose trait is this"),
               "group": Column(np.tile(names(Group), len(parts)), "name", "what the scheme has to do with their being customers")}
    for figure, (unit, about) in DESCRIBED.items():
        for side, called in ((WITH, "with"), (WITHOUT, "without")):
            values = sums[side, :, figure]
            columns[f"{figure.name.lower()}_{called}"] = Column(values / MINOR_UNITS if unit == "money" else values, unit,
                                                                f"{about}, {called} the scheme")
    return Table("twin_groups", "One row a group, over all persons and by trait.", columns)


def horizon(pair: Pair) -> Table:
    """Return the persons by group had the runs been shorter, one row a length."""
    counts = np.stack(list(pair.horizon.values()))
    columns = {"days": Column(np.array(list(pair.horizon)), "days", "length of the run")}
    return Table("twin_horizon", "One row a length of the run: the groups had it ended then.",
                 columns | {name: Column(counts[:, group], "count", about) for name, group, about in described_groups()})


def described_groups() -> Iterator[tuple[str, Group, str]]:
    """Yield the groups that have bought, by name, with what they are."""
    for group in Group:
        if group != Group.NO_CUSTOMER:
            yield group.name.lower(), group, ABOUT[group]
