"""What a portrait needs to know of its people, from the accounts of a segment, each with its interval."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.customers.creditworthiness import creditworthiness, risk
from experiments.customers.customers import SMALLEST_CELL, Customers
from experiments.customers.estimates import median, ratio, scaled, spread, wilson
from experiments.customers.features import THIN_FILE, Monthly, Values, is_worked_out
from experiments.customers.left_out import LeftOut, Why
from experiments.customers.segments import Labels
from experiments.interval import Interval
from experiments.panel.table import Panel, Status
from sim.rules.basket.share_of_income import Terms as Basket
from sim.rules.repay.roll_rates import Terms as RollRates
from sim.rules.shop.steady import Terms as Shop
from sim.scenario import Population
from sim.terms import ASSUMPTION, DERIVED, MEASURED, terms_of

INCOME, SPREAD, THETA, THIN = (f"population.{name}" for name in ("income_median", "income_sigma", "theta_mean", "thin_file"))
RATE, BASKET, MINIMUM = "behaviour.shop.rate", "behaviour.basket.share", "behaviour.repay.minimum_share"
TERMS = {f"population.{name}": term for name, term in terms_of(Population).items()} | {
    RATE: terms_of(Shop)["rate"], BASKET: terms_of(Basket)["share"], MINIMUM: terms_of(RollRates)["minimum_share"]}
NEEDS = {INCOME: Why.NO_INCOME, THETA: Why.NO_RISK, THIN: Why.NO_THIN_FILE, RATE: Why.NO_PURCHASES, BASKET: Why.NO_SPENDING,
         MINIMUM: Why.NO_REVOLVING}
NOT_TOLD = LeftOut("ties, deal-proneness, tastes, instalments, hardship, invitations, leaving", Why.NO_FILE_TELLS)
KNOWN = 0.5
"""Incomes, or limits, are used where at least this share of them is known."""


class Trait(NamedTuple):
    """A setting of a portrait with its value, how it was found, and how well it is known (``sim.terms.GRADES``)."""

    path: str
    value: Interval
    how: str
    grade: str

    @property
    def unit(self) -> str:
        """The unit of the setting."""
        return TERMS[self.path].unit

    @property
    def told(self) -> str:
        """How it was found, and whether that is assumed."""
        return f"{self.how} (assumption)" if self.grade == ASSUMPTION else self.how


class Source(NamedTuple):
    """Where incomes come from: values by account, how that is said, and how well they are known."""

    values: Values
    how: str
    grade: str


def traits(customers: Customers, label: Labels, features: Mapping[str, Values],
           limit_multiple: float) -> tuple[list[list[Trait]], list[LeftOut]]:
    """Return the traits of each segment, and what the data cannot tell; ``limit_multiple`` is a limit over monthly income."""
    source, event = incomes(customers, limit_multiple), risk(customers)
    segments = int(label.max()) + 1
    thetas = creditworthiness(event, label, segments) if event else None
    carried, current = revolvers(customers.panel, len(customers))
    spent = "rise of balances after payments" if is_worked_out(customers.panel) else "spending"
    found: list[list[Trait]] = []
    for segment in range(segments):
        its = label == segment
        own = [*of_income(source, its)]
        theta = thetas[segment] if thetas else Interval(0.0, None, None, 0)
        if event and math.isfinite(theta.mean):
            own.append(Trait(THETA, theta, f"from {event.how}", DERIVED))
        own += of_thin_files(customers, its)
        own += of_spending(features, its, own, spent)
        own += of_minimum(ratio(carried[its], current[its]), theta.mean if math.isfinite(theta.mean) else 0.0)
        found.append(own)
    return [[within(each) for each in own if not beyond(each)] for own in found], [NOT_TOLD, *missing(found), *out_of_bounds(found)]


def incomes(customers: Customers, limit_multiple: float) -> Source | None:
    """Return the incomes of accounts: as in the file, or else their limits over a multiple; None where neither is known."""
    if is_known(customers.income):
        return Source(customers.income, "income", MEASURED)
    if is_known(customers.limit):
        return Source(customers.limit / limit_multiple, f"limit over {limit_multiple:g}", ASSUMPTION)
    return None


def is_known(amounts: Values) -> bool:
    """Tell whether amounts are known of enough accounts."""
    return bool(np.mean(amounts > 0.0) >= KNOWN)


def of_income(source: Source | None, its: NDArray[np.bool_]) -> Iterator[Trait]:
    """Yield median and spread of incomes."""
    if source is not None:
        values = source.values[its]
        values = values[values > 0.0]
        if len(values) >= SMALLEST_CELL:
            yield Trait(INCOME, median(values), source.how, source.grade)
            yield Trait(SPREAD, spread(np.log(values)), source.how, source.grade)


def of_thin_files(customers: Customers, its: NDArray[np.bool_]) -> Iterator[Trait]:
    """Yield the share of thin files."""
    attribute = customers.attributes.get(THIN_FILE)
    if attribute is not None and attribute.is_number:
        values = attribute.values[its]
        values = values[np.isfinite(values)]
        if len(values) >= SMALLEST_CELL:
            yield Trait(THIN, wilson(float((values > 0.0).sum()), len(values)), "thin_file", MEASURED)


def of_spending(features: Mapping[str, Values], its: NDArray[np.bool_], own: list[Trait], said: str) -> Iterator[Trait]:
    """Yield purchases a month and what one is of income, where spending is ``said`` so; of unknown number they are the model's."""
    rate = Shop().rate
    if "purchases" in features:
        purchases = mean(features["purchases"][its])
        rate = purchases.mean
        if math.isfinite(rate):
            yield Trait(RATE, purchases, "purchases", MEASURED)
    known = {each.path: each for each in own}
    if "monthly_spending" not in features or INCOME not in known or not rate > 0.0:
        return
    income = known[INCOME].value.mean * math.exp(0.5 * known[SPREAD].value.mean ** 2)
    is_assumed = "purchases" not in features or known[INCOME].grade == ASSUMPTION
    spent = mean(features["monthly_spending"][its])
    if math.isfinite(spent.mean):
        yield Trait(BASKET, scaled(spent, 1.0 / (rate * income)), f"{said}, over {rate:.3g} purchases",
                    ASSUMPTION if is_assumed else DERIVED)


def mean(values: Values) -> Interval:
    """Return the mean of the values that are known with its interval; not a number where too few are."""
    there = values[np.isfinite(values)]
    return ratio(there, np.ones(len(there))) if len(there) >= SMALLEST_CELL else Interval(math.nan, None, None, 0)


def revolvers(panel: Panel, accounts: int) -> tuple[Values, Values]:
    """Return the months in which each account carried a balance over, and those in which it was current with something billed."""
    monthly, revolves = Monthly(panel, accounts), panel.status == Status.REVOLVER
    return monthly.total(revolves), monthly.total(revolves | (panel.status == Status.TRANSACTOR))


def of_minimum(share: Interval, theta: float) -> Iterator[Trait]:
    """Yield the share that pays the minimum only, as the roll rates have it at average creditworthiness.

    Where more do than the model shows at the most that its setting may be, that stands without an interval, and it is said.
    """
    if share.replications < SMALLEST_CELL:
        return
    most = revolving(TERMS[MINIMUM].high, theta)
    how = "months with a balance carried over"
    if share.mean > most:
        how = f"{how}; they are {100 * share.mean:.1f} %, and people of this creditworthiness reach {100 * most:.1f} % in the model"
        yield Trait(MINIMUM, Interval(TERMS[MINIMUM].high, None, None, share.replications), how, DERIVED)
    else:
        mean, low, high = (None if end is None else minimum_of(end, theta) for end in share[:3])
        yield Trait(MINIMUM, Interval(mean or 0.0, low, high, share.replications), how, DERIVED)


def revolving(minimum: float, theta: float) -> float:
    """Return the share of months in which people of spread 1 around a creditworthiness pay the minimum only.

    Each does in a share ``minimum`` exp(-own / 2) of them, by the rule of the roll rates, and never in more than all.

    >>> round(revolving(0.01, 0.0) / (0.01 * math.exp(0.125)), 3), revolving(1.0, -20.0)
    (1.0, 1.0)
    """
    from scipy.special import ndtr

    if minimum <= 0.0:
        return 0.0
    sure = 2.0 * math.log(minimum)
    return float(ndtr(sure - theta) + minimum * math.exp(0.125 - 0.5 * theta) * ndtr(theta - 0.5 - sure))


def minimum_of(share: float, theta: float) -> float:
    """Return the setting at which a share of months shows, within what it may be.

    >>> round(revolving(minimum_of(0.5, -1.0), -1.0), 6), minimum_of(0.98, 0.5), minimum_of(0.0, 0.5)
    (0.5, 1.0, 0.0)
    """
    from scipy.optimize import brentq

    low, high = TERMS[MINIMUM].low, TERMS[MINIMUM].high
    if share <= revolving(low, theta):
        return low
    return high if share >= revolving(high, theta) else float(brentq(lambda each: revolving(each, theta) - share, low, high))


def beyond(trait: Trait) -> bool:
    """Tell whether a sum of money is outside of what the model knows: cutting it would be another person."""
    term = TERMS[trait.path]
    return term.unit == "money" and not term.low <= trait.value.mean <= term.high


def within(trait: Trait) -> Trait:
    """Return a trait within the bounds of its setting, and say where it was cut."""
    term, value = TERMS[trait.path], trait.value
    mean, low, high = (None if end is None else min(max(end, term.low), term.high) for end in value[:3])
    assert mean is not None
    how = trait.how if mean == value.mean else f"{trait.how}; {value.mean:.3g} cut to what the model allows"
    return trait._replace(value=value._replace(mean=mean, low=low, high=high), how=how)


def missing(found: list[list[Trait]]) -> Iterator[LeftOut]:
    """Yield the traits that no segment has, and why."""
    there = {each.path for own in found for each in own}
    yield from (LeftOut(path, why) for path, why in NEEDS.items() if path not in there)


def out_of_bounds(found: list[list[Trait]]) -> Iterator[LeftOut]:
    """Yield the sums of money that the model does not know."""
    for path in dict.fromkeys(each.path for own in found for each in own if beyond(each)):
        term = TERMS[path]
        yield LeftOut(path, Why.BEYOND, (("low", f"{term.low:,.0f}"), ("high", f"{term.high:,.0f}")))
