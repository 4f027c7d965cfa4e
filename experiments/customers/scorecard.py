"""Scorecards: logistic regression on binned features, fitted to one part of the accounts and judged on another.

One knows an applicant (limit, income, attributes), the other her behaviour as well. The months of the accounts are taken to
lie before the time over which default is observed; a feature that tells default nearly alone is refused.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.customers.binning import Binned, Predictor, binned
from experiments.customers.customers import Customers
from experiments.customers.features import THIN_FILE, Values, behaviour, latest, size
from experiments.customers.judging import Judged, auc, judged
from experiments.customers.left_out import LeftOut, Why

FEWEST_DEFAULTS, FEWEST_HELD_OUT = 50, 20
"""Defaults, and accounts without, that a scorecard is fitted to and judged on."""
LEAST_INFORMATION = 0.02
LEAK = 0.95
"""AUC of a single feature from which it is taken to have been measured after the default."""
MOST_FITTED = 200_000
BASE_POINTS, BASE_ODDS, DOUBLE = 600.0, 50.0, 20.0
"""600 points at odds of 50 to 1, and 20 points double the odds."""
FACTOR = DOUBLE / math.log(2.0)


class Line(NamedTuple):
    """A feature of a scorecard: its bins, its coefficient on their weight of evidence, and the points of each."""

    feature: Binned
    coefficient: float
    points: tuple[int, ...]


@dataclass(frozen=True)
class Scorecard:
    """A fitted scorecard: its lines, the probability of default of every account, and how it fares on held-out accounts."""

    lines: tuple[Line, ...]
    pd: Values
    fitted_to: int
    judged: Judged


@dataclass(frozen=True)
class Scorecards:
    """The scorecard of applicants and that of behaviour, None where there is none, and what was left out of them."""

    application: Scorecard | None
    behaviour: Scorecard | None
    left_out: tuple[LeftOut, ...]


def scorecards(customers: Customers, order: NDArray[np.int64]) -> Scorecards:
    """Return the scorecards of accounts; ``order`` is one of the accounts that does not hang on how the file is sorted."""
    if customers.default is None:
        return Scorecards(None, None, (LeftOut("scorecard", Why.NO_DEFAULT),))
    known = np.isfinite(customers.default)
    bad = customers.default > 0.0
    fit, held = known & ~customers.is_held_out, known & customers.is_held_out
    if are_few(bad[fit], FEWEST_DEFAULTS) or are_few(bad[held], FEWEST_HELD_OUT):
        least = ("fitted", str(FEWEST_DEFAULTS)), ("held", str(FEWEST_HELD_OUT))
        return Scorecards(None, None, (LeftOut("scorecard", Why.FEW_DEFAULTS, least),))
    chosen = order[fit[order]][:MOST_FITTED]
    fit = np.zeros(len(bad), dtype=bool)
    fit[chosen] = True
    left_out: list[LeftOut] = []
    early = [*applicant(customers)]
    first = fitted(early, bad, fit, held, left_out)
    second = fitted([*early, *behaving(customers)], bad, fit, held, left_out)
    return Scorecards(first, second, tuple(dict.fromkeys(left_out)))


def are_few(bad: NDArray[np.bool_], least: int) -> bool:
    """Tell whether there are too few accounts that defaulted, or that did not."""
    return min(int(bad.sum()), int((~bad).sum())) < least


def applicant(customers: Customers) -> Iterator[Predictor]:
    """Yield what is known of an applicant."""
    for name, values in size(customers).items():
        yield Predictor(name, values)
    for name, each in customers.attributes.items():
        if name != THIN_FILE and np.isfinite(each.values).any():
            yield Predictor(name, each.values, each.words, monotone=False)


def behaving(customers: Customers) -> Iterator[Predictor]:
    """Yield what the months of an account tell."""
    for name, values in {**behaviour(customers), **latest(customers)}.items():
        yield Predictor(name, values)


def fitted(predictors: Sequence[Predictor], bad: NDArray[np.bool_], fit: NDArray[np.bool_], held: NDArray[np.bool_],
           left_out: list[LeftOut]) -> Scorecard | None:
    """Return the scorecard of some features; None where none of them tells anything."""
    cuts: dict[str, Binned] = {}
    for each in predictors:
        cut = binned(each, fit, bad[fit])
        alone = auc(-cut.evidence(each.values[fit]), bad[fit]).mean
        if alone >= LEAK:
            left_out.append(LeftOut(each.name, Why.LEAK, (("auc", f"{alone:.3f}"),)))
        elif cut.information < LEAST_INFORMATION:
            left_out.append(LeftOut(each.name, Why.LITTLE, (("value", f"{cut.information:z.3f}"),)))
        else:
            cuts[each.name] = cut
    if not cuts:
        return None
    values = {each.name: each.values for each in predictors}
    weights, intercept = regressed(cuts, values, bad, fit)
    left_out += [LeftOut(name, Why.ADDS_NOTHING) for name in cuts if name not in weights]
    log_odds = np.full(len(bad), intercept)
    for name, weight in weights.items():
        log_odds += weight * cuts[name].evidence(values[name])
    pd = 1.0 / (1.0 + np.exp(log_odds))
    lines = (Line(cuts[name], weight, points(cuts[name], weight, intercept, len(weights))) for name, weight in weights.items())
    by_information = sorted(lines, key=lambda line: -line.feature.information)
    return Scorecard(tuple(by_information), pd, int(fit.sum()), judged(pd[held], bad[held]))


def regressed(cuts: Mapping[str, Binned], values: Mapping[str, Values], bad: NDArray[np.bool_],
              fit: NDArray[np.bool_]) -> tuple[dict[str, float], float]:
    """Return coefficients on the weights of evidence and the intercept, of the log odds of no default.

    A coefficient below zero turns the evidence around: that feature is dropped, and the others are fitted again.
    """
    from sklearn.linear_model import LogisticRegression

    names = [*cuts]
    while True:
        rows = np.column_stack([cuts[name].evidence(values[name][fit]) for name in names])
        model = LogisticRegression(C=1e4, max_iter=1_000).fit(rows, ~bad[fit])
        found = model.coef_[0]
        if len(names) == 1 or found.min() > 0.0:
            return dict(zip(names, map(float, found), strict=True)), float(model.intercept_[0])
        names.pop(int(found.argmin()))


def points(cut: Binned, weight: float, intercept: float, lines: int) -> tuple[int, ...]:
    """Return the points of each bin; those of all lines add up to the score."""
    base = (BASE_POINTS - FACTOR * math.log(BASE_ODDS) + FACTOR * intercept) / lines
    return tuple(round(base + FACTOR * weight * each.woe) for each in cut.bins)
