"""Factors: what is uncertain, each with its range; the shipped list stands in ``uncertain.yaml``."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from experiments.study.door import Written
from experiments.study.forms import Stress
from experiments.study.levers import Lever, label, lever, levers
from experiments.study.paths import at_path, leaf_at
from scenarios.faults import ScenarioError, suggestion
from scenarios.load import changed
from scenarios.reading import read
from scenarios.resolved import Resolved
from scenarios.tree import DEFAULT, Node, Scalar, Settings, plain, value_at
from sim.scenario import Scenario

LIST = Path(__file__).parent / "uncertain.yaml"
ALL, NONE = "all", "none"
OWN = "as the study says"


class Uncertain(BaseModel):
    """An entry of the shipped list."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    about: str
    vary: dict[str, object] = Field(min_length=1)
    grade: Literal["published", "derived", "assumption"]
    source: str
    observed: str = ""


@dataclass(frozen=True)
class Factor:
    """Something uncertain: settings that move together, by the factor's place, from 0 at the low end to 1 at the high end."""

    name: str
    about: str
    source: str
    levers: tuple[Lever, ...]
    observed: str = ""
    """The measure by which a lender sees it in its own book, where there is one."""

    @property
    def first(self) -> Lever:
        """The setting that stands for the factor in tables."""
        return self.levers[0]

    @property
    def ranged(self) -> bool:
        """Whether it has a range rather than a list of values."""
        return not self.first.levels

    def written(self, place: float) -> str:
        """Return its value at a place, as one would write it."""
        return label(self.first.at(place))

    @property
    def names(self) -> tuple[str, ...]:
        """The values of a list."""
        return tuple(map(label, self.first.levels))

    def number(self, place: float) -> float:
        """Return its value at a place in the setting's unit; of a list, the number of the value."""
        return float(self.written(place)) if self.ranged else float(self.names.index(self.written(place)))

    def today(self, scheme: Scheme) -> float:
        """Return the place of a scheme's own value; of one outside the range, the nearest end."""
        own, low, high = float(scheme.values[self.first.path]), self.number(0.0), self.number(1.0)
        if self.first.log:
            own, low, high = (math.log(max(each, low)) for each in (own, low, high))
        return min(max((own - low) / (high - low), 0.0), 1.0)

    def moves(self, place: float) -> Iterator[tuple[Lever, Node]]:
        """Yield each of its settings with the value it takes at a place."""
        yield from ((each, each.at(place)) for each in self.levers)


@dataclass(frozen=True)
class Scheme:
    """A scenario that is held against futures."""

    what: Resolved

    @cached_property
    def values(self) -> Mapping[str, str]:
        """Each of its values as it is written."""
        return self.what.values

    @property
    def name(self) -> str:
        """What it is called."""
        return self.what.scenario.name

    def under(self, moves: Iterable[tuple[Lever, Node]]) -> Scenario:
        """Return the scheme in a future, in which some settings take other values.

        Portraits that have a value of their own move in proportion; where shares of portraits are set, the others give way.
        Raises ScenarioError for a value that may not stand there.
        """
        over, shares = list[Settings](), dict[str, float]()
        for moved, node in moves:
            portrait = share_of(moved.path)
            if portrait is None:
                over += [moved.settings(node), *self.in_proportion(moved, node)]
            else:
                shares[portrait] = float(label(node))
        return changed(self.what, [*over, *self.giving_way(shares)]).scenario

    def in_proportion(self, moved: Lever, node: Node) -> Iterator[Settings]:
        """Yield the values that portraits have of their own where a setting is moved."""
        for portrait in self.what.scenario.portraits:
            path = f"portraits.{portrait}.{moved.path}"
            if path in self.values and moved.leaf is not None and (own := float(self.values[moved.path])):
                theirs = float(self.values[path]) * float(label(node)) / own
                yield at_path(path, Scalar(repr(min(theirs, moved.leaf.term.high)), moved.mark), moved.mark)

    def giving_way(self, shares: Mapping[str, float]) -> Iterator[Settings]:
        """Yield the shares of all portraits, where those of some are set."""
        own = {name: each.share for name, each in self.what.scenario.portraits.items()}
        others = sum(share for name, share in own.items() if name not in shares)
        for name in own if shares else ():
            share = shares[name] if name in shares else own[name] / others * (1.0 - sum(shares.values()))
            yield at_path(f"portraits.{name}.share", Scalar(repr(share)), DEFAULT)


def share_of(path: str) -> str | None:
    """Return the portrait whose share a path sets.

    >>> share_of("portraits.students.share"), share_of("credit.lgd")
    ('students', None)
    """
    first, *rest = path.split(".")
    return rest[0] if first == "portraits" and rest[1:] == ["share"] else None


@cache
def shipped() -> Mapping[str, tuple[Uncertain, Settings]]:
    """Return the shipped list by name: each entry, and as it is written."""
    tree = read(LIST, LIST.name)
    entries = {name: value_at(tree, (name, "vary")) for name in tree.of}
    return {name: (Uncertain.model_validate(plain(tree.of[name])), vary)
            for name, vary in entries.items() if isinstance(vary, Settings)}


def of_list(name: str, base: Resolved) -> Factor:
    """Return an entry of the shipped list as a factor of a scenario.

    Raises ScenarioError where the scenario has no such settings.
    """
    entry, vary = shipped()[name]
    moved = tuple(lever(path, node, vary.marks[path], base) for path, node in vary.of.items())
    return Factor(name, entry.about, f"{entry.grade}: {entry.source}", moved, entry.observed)


def factors(study: Written[Stress], schemes: Sequence[Resolved]) -> tuple[tuple[Factor, ...], tuple[str, ...]]:
    """Return what is uncertain in a study, and the names of the list that do not apply to all of its schemes.

    Raises ScenarioError with all that is wrong.
    """
    own = [Factor(each.path, each.about, OWN, (each,)) for each in levers(study, schemes[0])]
    taken = {factor.name for factor in own}
    found, left = [], []
    for number, name in enumerate(study.says.uncertain):
        for one in shipped() if name == ALL else [name]:
            try:
                factor = known(study, number, one, schemes)
            except ScenarioError:
                if name != ALL:
                    raise
                left.append(one)
            else:
                found += [factor] if not taken & {each.path for each in factor.levers} else []
    return (*found, *own), tuple(left)


def known(study: Written[Stress], number: int, name: str, schemes: Sequence[Resolved]) -> Factor:
    """Return a factor of the list that a study names.

    Raises ScenarioError for a name that is not in it, or for one that does not apply to all schemes.
    """
    if name not in shipped():
        hint = suggestion(name, [*shipped(), ALL], "known are")
        raise ScenarioError([study.fault(("uncertain", number), f"'{name}' is not in the list of what is uncertain", hint)])
    for scheme in schemes:
        try:
            factor = of_list(name, scheme)
            [leaf_at(each.path, scheme, each.mark) for each in factor.levers]
        except ScenarioError as error:
            message = f"{scheme.scenario.name} has no {error.faults[0].path}"
            raise ScenarioError([study.fault(("uncertain", number), message, "leave it out")]) from None
    return of_list(name, schemes[0])


def named(study: Written[Stress], found: Sequence[Factor]) -> tuple[int, ...]:
    """Return the numbers of the factors for which a study asks break-even values: of those with a range, all or some.

    Raises ScenarioError for names that are none of them.
    """
    ranged = {factor.name: number for number, factor in enumerate(found) if factor.ranged}
    asked = [name for name in study.says.break_even if name != NONE]
    known = (*ranged, ALL, NONE)
    faults = [study.fault(("break_even", number), f"'{name}' is no uncertain range of this study", suggestion(name, known))
              for number, name in enumerate(study.says.break_even) if name not in known]
    if faults:
        raise ScenarioError(faults)
    return tuple(ranged.values()) if ALL in asked else tuple(ranged[name] for name in asked)
