"""How much each lever of a search matters for each objective, out of the search's own trials.

Of the ranks of an objective, the share of the variance between groups of trials with like values of a lever: epsilon squared, the
unbiased correlation ratio of Kelley (An unbiased correlation ratio measure, PNAS 21, 1935) on ranks, with a bootstrap interval.
It takes levers of any kind, effects of any shape, and no model of the response. A search tries good places more often than bad
ones, so that this is what mattered where it looked: a sensitivity study is unbiased.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray
from scipy.stats import rankdata

from experiments.interval import Interval
from experiments.study.folder import Found, Kept
from reports.document.blocks import Picture
from reports.figures.bars import draw_bars
from reports.figures.numbers import across, estimates, percent, series
from reports.figures.runs import ENGLISH, Numbers
from reports.figures.searches import Record, quantity_name
from reports.figures.style import ROW, sheet, styled
from reports.folders import kept
from reports.messages import inside
from reports.messages import kept as said
from reports.words import Words

GROUPS, RESAMPLES = 5, 200
"""Groups of a lever of many values, and resamples of the trials."""
LEAST = 20
"""Trials below which nothing is said."""


def importance(found: Found | Kept, *, words: Words = ENGLISH) -> Picture:
    """Return the figure of how much each lever matters for each objective."""
    study = kept(found)
    record = study.record
    shares = {one["name"]: weights(study, one["name"]) for one in record["objectives"]}
    names, heads = list(record["levers"]), {name: quantity_name(words, name) for name in shares}
    told = {name: [each for each, _ in found.values()] for name, found in shares.items()}
    table = across(words, words.say("Share of the variance of ranks that each setting explains alone"), words.say("Setting"), names,
                   [(heads[name], each, "share") for name, each in told.items()])
    first = next(iter(shares))
    return Picture(
        "importance", title(words, heads[first], shares[first]),
        words.say("Share of the variance of ranks that a setting explains alone, over the search's own trials"),
        words.say("Bars of the importance of each setting. {objective}: {values}.", objective=heads[first],
                  values=estimates(words, dict(zip(names, told[first], strict=True)), "share")),
        styled(partial(drawn, words, names, told, heads)), table, source(words, record), "bar",
        [series(heads[name], names, each, "share") for name, each in told.items()], words.say("Setting"),
        words.say("% of the variance"))


def weights(study: Kept, objective: str) -> Mapping[str, tuple[Interval, Numbers]]:
    """Return the share of each lever with its interval, and its resamples."""
    trials = study.tables["trials"].fields
    values = np.array([math.nan if each is None else each for each in trials[f"search {objective}"].values], dtype=np.float64)
    ran = np.flatnonzero(np.isfinite(values))
    draws = np.random.default_rng(1).integers(0, max(len(ran), 1), (RESAMPLES, len(ran)))
    found = {}
    for path in study.record["levers"]:
        groups = grouped([trials[path].values[row] for row in ran.tolist()])
        resampled = np.array([explained(values[ran][rows], groups[rows]) for rows in draws])
        found[path] = (bounded(explained(values[ran], groups), resampled), resampled)
    return found


def grouped(values: Sequence[float] | Sequence[str]) -> NDArray[np.int64]:
    """Return the number of the group of each value: the values themselves, or parts of their range with as many trials.

    >>> grouped(["b", "a", "b"]).tolist(), grouped([float(n) for n in range(10)]).tolist()
    ([1, 0, 1], [0, 0, 1, 1, 2, 2, 3, 3, 4, 4])
    """
    levels, numbers = np.unique(np.array(values), return_inverse=True)
    if len(levels) <= GROUPS or levels.dtype.kind == "U":
        return np.asarray(numbers, dtype=np.int64)
    edges = np.quantile(np.array(values, dtype=np.float64), np.arange(1, GROUPS) / GROUPS)
    return np.searchsorted(np.unique(edges), np.array(values, dtype=np.float64), side="right").astype(np.int64)


def explained(values: Numbers, groups: NDArray[np.int64]) -> float:
    """Return epsilon squared of the ranks of values between groups, at least 0; not a number where nothing varies.

    >>> explained(np.array([1.0, 1.1, 5.0, 5.1]), np.array([0, 0, 1, 1]))
    0.7
    >>> explained(np.ones(4), np.array([0, 0, 1, 1]))
    nan
    """
    if len(values) < 3 or np.ptp(values) == 0.0:
        return math.nan
    ranks, many = rankdata(values), np.bincount(groups)
    used = int((many > 0).sum())
    means = np.divide(np.bincount(groups, weights=ranks), many, out=np.zeros(len(many)), where=many > 0)
    within, whole = float(((ranks - means[groups]) ** 2).sum()), float(((ranks - ranks.mean()) ** 2).sum())
    if used >= len(values):
        return math.nan
    return max(0.0, round(1.0 - within / (len(values) - used) * (len(values) - 1) / whole, 12))


def bounded(value: float, resampled: Numbers) -> Interval:
    """Return a share with its bootstrap interval."""
    sound = resampled[np.isfinite(resampled)]
    if not math.isfinite(value) or len(sound) < RESAMPLES // 2:
        return Interval(value, None, None, len(sound))
    low, high = np.quantile(sound, (0.025, 0.975))
    return Interval(value, min(float(low), value), max(float(high), value), len(sound))


def title(words: Words, objective: str, shares: Mapping[str, tuple[Interval, Numbers]]) -> str:
    """Say which setting matters most for the first objective, if that is sure."""
    order = sorted(shares, key=lambda path: -np.nan_to_num(shares[path][0].mean))
    undecided = words.say("No setting surely matters most")
    if len(next(iter(shares.values()))[1].T) and all(each.low is None for each, _ in shares.values()):
        return words.say("Whether any setting matters is not decided")
    if len(order) > 1 and not np.quantile(shares[order[0]][1] - shares[order[1]][1], 0.025) > 0.0:
        return undecided
    share = percent(words, shares[order[0]][0].mean)
    told = words.say("{setting} matters most for {objective}: {share}", setting=order[0], objective=inside(objective), share=share)
    return said(told, words.say("One setting matters most: {share}", share=share))


def source(words: Words, record: Record) -> str:
    """Return where the figure comes from."""
    return words.say("{many:,} trials by {sampler}, {persons:,} persons, {days:,} days; 95 % bootstrap intervals. "
                     "A search looks where it is good: a sensitivity study is unbiased.", many=record["trials"].get("ran", 0),
                     sampler=record["sampler"], persons=record["persons"], days=record["days"])


def drawn(words: Words, names: list[str], told: Mapping[str, list[Interval]], heads: Mapping[str, str]) -> Figure:
    """Draw a column an objective, a bar a lever."""
    figure, axes = sheet(ROW * 1.1 * len(names) + 0.7, columns=len(told))
    for number, (each, (name, shares)) in enumerate(zip(axes, told.items(), strict=True)):
        texts = [words.figure(share.mean, "share", "") if not math.isfinite(share.mean) else percent(words, share.mean)
                 for share in shares]
        draw_bars(each, series("", names, shares, "share"), texts, words.say("{measure}, % of variance", measure=heads[name]))
        each.set_xlim(0.0, 118.0)
        if number:
            each.set_yticks([])
    return figure
