"""From customers to portraits: segments, what each is like, and scorecards; only figures of many accounts leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from experiments.customers.coordinates import coordinates
from experiments.customers.customers import SMALLEST_CELL, Customers
from experiments.customers.estimates import rounded, wilson
from experiments.customers.features import Values, behaviour, is_early, numbers, size
from experiments.customers.left_out import LeftOut, Why
from experiments.customers.naming import Mark, Name, marks, names
from experiments.customers.quality import Quality
from experiments.customers.scorecard import Scorecards, scorecards
from experiments.customers.segments import Segments, Tell, Tried, segments
from experiments.customers.traits import Trait, is_known, traits
from experiments.customers.window import before
from experiments.interval import Interval
from experiments.panel.table import MONEY

QUARTILES = (0.1, 0.25, 0.5, 0.75, 0.9)


class Spread(NamedTuple):
    """The quantiles ``QUARTILES`` of a feature over the accounts of a segment, NaN where too few are known."""

    feature: str
    quantiles: tuple[float, ...]


@dataclass(frozen=True)
class Portrait:
    """A segment as a portrait: what it is called, what sets it apart, its size, its traits and the share that defaulted."""

    called: Name
    marks: Sequence[Mark]
    accounts: int
    share: Interval
    traits: Sequence[Trait]
    default: Interval | None
    spreads: Sequence[Spread]

    @property
    def name(self) -> str:
        """The name in a file."""
        return self.called.text


@dataclass(frozen=True)
class Portraits:
    """What a file of accounts tells of its customers; ``joined`` counts small segments that were joined to others.

    ``halved``: segments were formed by the first half of each account's months, and creditworthiness is told by the second.
    ``limit_multiple`` is the limit over monthly income by which incomes were made of limits, 0 where they are the file's.
    """

    quality: Quality
    currency: str
    default_means: str
    portraits: Sequence[Portrait]
    limit_multiple: float
    halved: bool
    features: Sequence[str]
    filled: Mapping[str, int]
    tried: Sequence[Tried]
    joined: int
    scorecards: Scorecards
    left_out: Sequence[LeftOut]


def exchanged(customers: Customers, currency: str, rate: float) -> Customers:
    """Return customers with all money in another currency, of which one unit of theirs is worth ``rate``."""
    panel = replace(customers.panel, **{name: getattr(customers.panel, name) * rate for name in MONEY})
    return replace(customers, panel=panel, limit=customers.limit * rate, income=customers.income * rate, currency=currency)


def portraits(customers: Customers, limit_multiple: float, tell: Tell = lambda _: None) -> Portraits:
    """Return the portraits of customers; ``limit_multiple`` is a limit over monthly income, used where no income is known."""
    tell("what the months come to")
    customers = before(customers)
    halved = customers.default is None
    forming = replace(customers, panel=customers.panel.where(is_early(customers.panel))) if halved else customers
    features = {**size(forming), **behaviour(forming), **numbers(forming)}
    points = coordinates(features, len(customers))
    order = np.argsort(customers.lot, kind="stable")
    found = segments(points, order, SMALLEST_CELL, tell)
    tell("traits")
    telling = marks(points, features, found.label)
    own, not_told = traits(customers, found.label, behaviour(customers) if halved else features, limit_multiple)
    tell("scorecards")
    cards = scorecards(customers, order)
    made = [portrait(customers, found, segment, name, telling[segment], own[segment], features)
            for segment, name in enumerate(names(telling))]
    multiple = 0.0 if is_known(customers.income) else limit_multiple
    left_out = (*points.left_out, *of_words(customers), *not_told)
    return Portraits(customers.quality, customers.currency, customers.default_means, made, multiple, halved, points.names,
                     points.filled, found.tried, found.joined, cards, left_out)


def portrait(customers: Customers, found: Segments, segment: int, name: Name, telling: Sequence[Mark], own: Sequence[Trait],
             features: Mapping[str, Values]) -> Portrait:
    """Return a segment as a portrait."""
    its = found.label == segment
    spreads = [Spread(feature, quantiles(values[its])) for feature, values in features.items()]
    return Portrait(name, telling, int(its.sum()), wilson(float(its.sum()), len(its)), own,
                    defaulted(customers, segment, found), spreads)


def quantiles(values: Values) -> tuple[float, ...]:
    """Return quantiles of the values that are known, to three digits; NaN where too few lie beyond the outer ones."""
    there = values[np.isfinite(values)]
    if len(there) * QUARTILES[0] < SMALLEST_CELL:
        return tuple(np.nan for _ in QUARTILES)
    return tuple(rounded(float(each)) for each in np.quantile(there, QUARTILES))


def defaulted(customers: Customers, segment: int, found: Segments) -> Interval | None:
    """Return the share of a segment's accounts that defaulted; None where it is not known, or of too few."""
    if customers.default is None:
        return None
    known = customers.default[(found.label == segment) & np.isfinite(customers.default)]
    return wilson(float((known > 0.0).sum()), len(known)) if len(known) >= SMALLEST_CELL else None


def of_words(customers: Customers) -> list[LeftOut]:
    """Return the attributes that are words, which are no coordinates."""
    return [LeftOut(name, Why.WORDS) for name, each in customers.attributes.items()
            if not each.is_number]
