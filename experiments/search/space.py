"""Levers as the sampler sees them: numbers in the units in which they are written, levels by their names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from optuna.distributions import BaseDistribution, CategoricalDistribution, FloatDistribution, IntDistribution

from experiments.search.plan import Plan
from experiments.study.levers import Lever, below, label, written
from scenarios.tree import Node
from sim.terms import MINOR_UNITS

Params: TypeAlias = Mapping[str, Any]
"""The value of each lever by its path."""


def space(levers: Sequence[Lever]) -> dict[str, BaseDistribution]:
    """Return what each lever may be."""
    return {lever.path: distribution(lever) for lever in levers}


def distribution(lever: Lever) -> BaseDistribution:
    """Return what a lever may be."""
    if lever.levels:
        return CategoricalDistribution([label(node) for node in lever.levels])
    low, high, step = (each / unit(lever) for each in (lever.low, lever.high, lever.step))
    if step and not lever.log:
        high = low + int((high - low) / step + 1e-9) * step
    if whole(lever):
        return IntDistribution(int(low), int(high), lever.log, 1 if lever.log else int(step))
    return FloatDistribution(low, high, lever.log, None if lever.log or not step else step)


def nodes(levers: Sequence[Lever], params: Params) -> list[Node]:
    """Return the values of the levers as they would be written."""
    return [node(lever, params[lever.path]) for lever in levers]


def node(lever: Lever, value: Any) -> Node:
    """Return a value of a lever as it would be written."""
    if lever.levels:
        return next(each for each in lever.levels if label(each) == value)
    return lever.node(value * unit(lever))


def unit(lever: Lever) -> float:
    """Return how many of the model's units are one of those in which a lever is written."""
    return MINOR_UNITS if lever.unit == "money" else 1


def whole(lever: Lever) -> bool:
    """Tell whether a lever is written in whole numbers."""
    return lever.leaf is not None and lever.leaf.whole and lever.unit != "money"


def nearest_today(plan: Plan) -> Params:
    """Return for each lever the value that it may take nearest to that of today; none for levels of which none is in force."""
    found = {lever.path: nearest(distribution(lever), value_of(lever, plan)) for lever in plan.levers}
    return {path: value for path, value in found.items() if value is not None}


def nearest(of: BaseDistribution, value: Any) -> Any:
    """Return the value nearest to another one that a lever may be; a choice is what it is.

    >>> nearest(FloatDistribution(0.0, 100.0, step=5.0), 37.0), nearest(IntDistribution(560, 620, step=20), 700)
    (35.0, 620)
    """
    if isinstance(of, CategoricalDistribution):
        return value
    assert isinstance(of, FloatDistribution | IntDistribution)
    if of.step:
        value = of.low + round((value - of.low) / of.step) * of.step
    return min(max(value, of.low), of.high)


def value_of(lever: Lever, plan: Plan) -> Any:
    """Return the value of a lever in the scheme in force, None for levels of which none is in force."""
    if lever.levels:
        def unchanged(level: Node) -> bool:
            return plan.study.base(None, *plan.over_today, lever.settings(level)).scenario == plan.today.scenario

        return next((label(level) for level in lever.levels if unchanged(level)), None)
    text = below(lever.path, plan.today.values)
    return None if not text else int(text) if whole(lever) else float(text)


def written_today(plan: Plan) -> tuple[str, ...]:
    """Return the values of the levers in the scheme in force, as they are written."""
    found = [value_of(lever, plan) for lever in plan.levers]
    return tuple(told(lever, value) if value is not None else below(lever.path, plan.today.values)
                 for lever, value in zip(plan.levers, found, strict=True))


def told(lever: Lever, value: Any) -> str:
    """Return a value of a lever as it stands in tables, also one that is not on its steps."""
    return label(node(lever, value)) if within(distribution(lever), value) else written(value)


def allowed(levers: Sequence[Lever], params: Params) -> bool:
    """Tell whether every lever may be what it is said to be."""
    return all(within(distribution(lever), params.get(lever.path)) for lever in levers)


def within(of: BaseDistribution, value: Any) -> bool:
    """Tell whether a lever may be a value."""
    if isinstance(of, CategoricalDistribution):
        return value in of.choices
    assert isinstance(of, FloatDistribution | IntDistribution)
    if not isinstance(value, int | float) or not of.low <= value <= of.high:
        return False
    steps = (value - of.low) / of.step if of.step else 0.0
    return abs(steps - round(steps)) < 1e-9
