"""What cannot be, or hardly: the rules of cleaning, one line each, and what is done with the values that break them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.customers import months
from experiments.customers.attributes import SMALLEST_CELL
from experiments.customers.quality import KEPT, SET_MISSING, Finding

Rows = NDArray[np.float64]
LATEST = 120.0
"""Statements missed and years past due beyond which a number is taken for a code."""
FAR = 10.0
"""Beyond so many robust deviations of the logarithm an amount is an outlier."""
NORMAL = 1.4826
"""What a median absolute deviation is multiplied with to be a standard deviation of normal values."""
FEWEST = 100


class Rule(NamedTuple):
    """What is broken by the values of a field: ``breaks`` takes it, and what else it is judged by, row by row."""

    field: str
    says: str
    done: str
    breaks: Callable[..., NDArray[np.bool_]]
    others: tuple[str, ...] = ()


def far_away(values: Rows) -> NDArray[np.bool_]:
    """Tell which amounts are outliers: more than ten robust deviations above the median, by their logarithms.

    Median and median absolute deviation stay where they are while less than half of the values are wrong (Hampel 1974).

    >>> far_away(np.array([*range(1, 200), 1e12])).nonzero()[0]
    array([199])
    """
    amounts = np.log(np.where(values > 0.0, values, np.nan))
    known = amounts[~np.isnan(amounts)]
    if len(known) < FEWEST:
        return np.zeros(len(values), dtype=bool)
    middle = np.median(known)
    spread = NORMAL * np.median(np.abs(known - middle))
    return np.asarray(amounts - middle > FAR * max(spread, 0.1))


def whole(values: Rows) -> NDArray[np.bool_]:
    """Tell which values are whole numbers; what is not known is."""
    return np.asarray(np.isnan(values) | (values == np.floor(values)))


def mostly(values: Rows) -> float | None:
    """Return the value that more than half of some values are, if so many are alike that it tells of nobody.

    >>> mostly(np.array([9_999.0] * 12 + [7.0])), mostly(np.arange(20.0))
    (9999.0, None)
    """
    different, count = np.unique(values, return_counts=True)
    most = count.argmax()
    return float(different[most]) if count[most] >= max(SMALLEST_CELL, len(values) / 2) else None


RULES = (
    Rule("limit", "below zero", SET_MISSING, lambda limit: limit < 0.0),
    Rule("limit", "an outlier", KEPT, far_away),
    Rule("balance", "below zero: the customer has a credit", KEPT, lambda balance: balance < 0.0),
    Rule("balance", "above three times the limit", KEPT, lambda balance, limit: (balance > 3.0 * limit) & (limit > 0.0),
         ("limit",)),
    Rule("balance", "an outlier", KEPT, far_away),
    Rule("billed", "below zero", KEPT, lambda billed: billed < 0.0),
    Rule("billed", "above the balance", KEPT, lambda billed, balance: billed > np.maximum(balance, 0.0) + 0.005, ("balance",)),
    Rule("paid", "below zero", SET_MISSING, lambda paid: paid < 0.0),
    Rule("paid", "an outlier", KEPT, far_away),
    Rule("spent", "below zero: more was returned than bought", KEPT, lambda spent: spent < 0.0),
    Rule("spent", "an outlier", KEPT, far_away),
    Rule("purchases", "below zero", SET_MISSING, lambda purchases: purchases < 0.0),
    Rule("late", "below zero or no whole number", SET_MISSING, lambda late: (late < 0.0) | ~whole(late)),
    Rule("late", f"above {LATEST:.0f} statements", SET_MISSING, lambda late: late > LATEST),
    Rule("late", "more statements missed than there were", SET_MISSING, lambda late, mob: late > mob + 1.0, ("mob",)),
    Rule("dpd", "below zero", SET_MISSING, lambda dpd: dpd < 0.0),
    Rule("dpd", f"above {30 * LATEST:,.0f} days", SET_MISSING, lambda dpd: dpd > 30.0 * LATEST),
    Rule("dpd", "more days past due than the account is old", SET_MISSING, lambda dpd, mob: dpd > 31.0 * (mob + 1.0), ("mob",)),
)
"""Of what an account has in a month; what a rule sets missing, the rules below it do not see."""

OF_ACCOUNTS = (
    Rule("income", "below zero", SET_MISSING, lambda income: income < 0.0),
    Rule("income", "an outlier", KEPT, far_away),
    Rule("opened", "in a month to come", SET_MISSING, lambda opened: opened > months.this()),
    Rule("opened", "after the first month of the account", SET_MISSING, lambda opened, first: opened > first, ("first",)),
)
"""Of what an account has one of; ``first`` is the first month in which it is in the file."""


def cleaned(fields: dict[str, Rows], rules: tuple[Rule, ...], besides: Mapping[str, Rows]) -> Iterator[Finding]:
    """Apply rules to fields, in place; yield what each found."""
    for rule in rules:
        seen = {**besides, **fields}
        if not {rule.field, *rule.others} <= seen.keys():
            continue
        with np.errstate(invalid="ignore"):
            broken = rule.breaks(fields[rule.field], *(seen[other] for other in rule.others))
        if broken.any():
            yield Finding(rule.field, rule.says, int(broken.sum()), rule.done, mostly(seen[rule.field][broken]))
        if rule.done == SET_MISSING:
            fields[rule.field][broken] = np.nan
