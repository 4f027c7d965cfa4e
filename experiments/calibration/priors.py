"""Priors of the parameters: even over a range, by factors where one says so, or normal and cut at the ends of the range."""

from __future__ import annotations

from collections.abc import Mapping
from math import log
from typing import NamedTuple

from experiments.study.door import Written
from experiments.study.forms import Calibrate
from experiments.study.levers import Lever, below, bound, lever, mapping, mark_of, set_and_varied
from experiments.study.paths import leaf_at
from scenarios.faults import Gathered, ScenarioError
from scenarios.resolved import Resolved
from scenarios.tree import Items, Mark, Node, Settings
from scenarios.units import outside
from sim.terms import MINOR_UNITS

NORMAL = ("mean", "sd")


class Prior(NamedTuple):
    """A parameter and its prior: even over the lever's range where ``sd`` is 0, both in the model's units."""

    lever: Lever
    mean: float = 0.0
    sd: float = 0.0

    @property
    def path(self) -> str:
        """The path of the parameter."""
        return self.lever.path

    @property
    def text(self) -> str:
        """The prior in words."""
        low, high = (self.shown(each) for each in (self.lever.low, self.lever.high))
        if self.sd:
            return f"normal, mean {self.shown(self.mean)}, sd {self.shown(self.sd)}, from {low} to {high}"
        return f"{'even by factors' if self.lever.log else 'even'} from {low} to {high}"

    def value(self, place: float) -> float:
        """Return the value below which that much of the prior lies, from 0 to 1, as the model holds it."""
        if not self.sd:
            return self.lever.between(place)
        from scipy.special import ndtr, ndtri

        low, high = (float(ndtr((end - self.mean) / self.sd)) for end in (self.lever.low, self.lever.high))
        found = self.mean + self.sd * float(ndtri(low + place * (high - low)))
        return min(max(found, self.lever.low), self.lever.high)

    def place(self, value: float) -> float:
        """Return how much of the prior lies below a value, as the model holds it."""
        from scipy.special import ndtr

        low, high = self.lever.low, self.lever.high
        value = min(max(value, low), high)
        if self.sd:
            below, least, most = (float(ndtr((each - self.mean) / self.sd)) for each in (value, low, high))
            return (below - least) / (most - least)
        return log(value / low) / log(high / low) if self.lever.log else (value - low) / (high - low)

    def standing(self, base: Resolved) -> float:
        """Return the value in a scenario, in the unit in which it is written."""
        return float(below(self.path, base.values))

    def place_in(self, base: Resolved) -> float:
        """Return how much of the prior lies below the value in a scenario."""
        written = self.standing(base)
        return self.place(written * MINOR_UNITS if self.lever.unit == "money" else written)

    def node(self, place: float) -> Node:
        """Return the value at a place of the prior, as one would write it."""
        return self.lever.node(self.value(place))

    def written(self, place: float) -> float:
        """Return the value at a place of the prior in the unit in which it is written."""
        return self.outside(self.lever.held(self.value(place)))

    def outside(self, value: float) -> float:
        """Return a value of the model in the unit in which it is written."""
        assert self.lever.leaf is not None
        return float(outside(value, self.lever.leaf))

    def shown(self, value: float) -> str:
        """Return a value of the model as it is written, with six digits at most."""
        return f"{self.outside(value):.6g}"


def priors(study: Written[Calibrate], base: Resolved) -> tuple[Prior, ...]:
    """Return the priors of a study, in the order of the file.

    Raises ScenarioError with all that is wrong: paths that lead nowhere, what is no range, values that may not stand there.
    """
    found, gathered = list[Prior](), Gathered()
    gathered.faults += set_and_varied(study, "vary")
    for path, node in mapping(study.tree.of.get("vary")).items():
        with gathered:
            found.append(prior(path, node, mark_of(study, "vary", path), base))
    gathered.refuse()
    if not found:
        raise ScenarioError([study.tree.mark.fault("nothing is fitted", "name parameters under vary:", "vary")])
    return tuple(found)


def prior(path: str, node: Node, mark: Mark, base: Resolved) -> Prior:
    """Return the prior of a parameter, as written.

    Raises ScenarioError for what is none.
    """
    leaf = leaf_at(path, base, mark)
    if leaf is None or leaf.many or leaf.term.unit in ("choice", "switch") or isinstance(node, Items):
        raise ScenarioError([mark.fault("only numbers that move along a range can be fitted", "{from: 10, to: 50}", path)])
    given = mapping(node)
    range_of = Settings({key: each for key, each in given.items() if key not in NORMAL}, node.mark, getattr(node, "marks", {}))
    found = lever(path, range_of if isinstance(node, Settings) else node, mark, base)
    if not any(key in given for key in NORMAL):
        return Prior(found)
    return normal(path, given, node.mark, found, base)


def normal(path: str, given: Mapping[str, Node], place: Mark, found: Lever, base: Resolved) -> Prior:
    """Return a normal prior.

    Raises ScenarioError where mean or deviation is missing, for a deviation that is not above 0, and for a mean out of range.
    """
    assert found.leaf is not None
    for key in NORMAL:
        if key not in given:
            raise ScenarioError([place.fault(f"a normal prior has mean and sd: {key} is missing", "{mean: 10, sd: 2}", path)])
    if found.log:
        raise ScenarioError([place.fault("a normal prior does not move by factors", "leave out log", path)])
    mean, sd = (bound(path, given[key], 0.0, key, place, found.leaf, base.scenario.currency, free=True) for key in NORMAL)
    if sd <= 0.0:
        raise ScenarioError([given["sd"].mark.fault("a deviation is above 0", "", path)])
    if not found.low <= mean <= found.high:
        raise ScenarioError([given["mean"].mark.fault("the mean lies outside of the range", "", path)])
    return Prior(found, mean, sd)
