"""Balances past due: the shares of principal 30 and 90 or more days past due over time."""

from __future__ import annotations

from functools import partial

import numpy as np

from experiments.interval import Interval, interval
from experiments.replication import Replications
from reports.bounds import possible
from reports.document.blocks import Picture
from reports.figures.numbers import across, estimates, series
from reports.figures.runs import ENGLISH, Numbers, One, brief, circumstances, month_ends, one
from reports.figures.schemes import drawn
from reports.figures.style import minus, styled
from reports.messages import direction
from reports.words import Words
from sim.result import Result

BUCKETS = ("c", "m1", "m2", "m3", "m4", "m5", "m6", "m7")
FROM = {"30+": 2, "90+": 4}
"""The bucket from which on a balance is so late."""


def past_due(found: One, *, words: Words = ENGLISH) -> Picture:
    """Return the figure of the shares of principal past due at the end of each month."""
    arm = one(found)
    by_age = {age: [possible(interval(month), "share") for month in late(arm, bucket).T] for age, bucket in FROM.items()}
    months, x_label = list(range(1, 1 + len(by_age["30+"]))), words.say("Month of the run")
    shown = [series(words.say("{age} days", age=age), months, each, "share") for age, each in by_age.items()]
    y_label = words.say("% of principal owed")
    draw = partial(drawn, [(y_label, dict(enumerate(shown)))], len(shown), [lambda value: minus(f"{value:.1f}")], x_label,
                   baseline=False)
    return Picture(
        "past_due", title(words, arm),
        words.say("{scheme}: principal 30 and 90 or more days past due at each month's end", scheme=brief(words, arm.scenario)),
        words.say("Lines of the share of principal past due by month. At the end: {ends}.",
                  ends=estimates(words, {each.name: by_age[age][-1] for age, each in zip(by_age, shown, strict=True)}, "share")),
        styled(draw),
        across(words, y_label, x_label, list(map(str, months)), [(each.name, by_age[age], "share")
                                                                 for age, each in zip(by_age, shown, strict=True)]),
        circumstances(words, found), "line", shown, x_label, y_label)


def owed(run: Result, bucket: int = 0) -> Numbers:
    """Return the principal owed in a bucket and all later ones at the end of each month."""
    return np.asarray(sum(month_ends(run, f"balance_{name}") for name in BUCKETS[bucket:]))


def late(arm: Replications, bucket: int) -> Numbers:
    """Return the share of principal in a bucket and all later ones, a row a run and a column a month; of nothing, not a number."""
    with np.errstate(invalid="ignore"):
        return np.stack([owed(run, bucket) / owed(run) for run in arm.runs])


def title(words: Words, arm: Replications) -> str:
    """Say whether the share 30 or more days past due has risen over the second half of the run."""
    found = late(arm, FROM["30+"])
    if not np.nansum(found) or np.isnan(found[:, -1]).all():
        return words.say("Nothing is 30 days past due")
    end, half = found[:, -1], len(found[0]) // 2 - 1
    share = words.figure(interval(end).mean, "share", "")
    return changed(words, share, interval(end - (found[:, half] if half >= 0 else np.nan)))


def changed(words: Words, share: str, change: Interval) -> str:
    """Say in which direction a share has gone."""
    return {1: words.say("The share 30+ days past due rises, to {share}", share=share),
            -1: words.say("The share 30+ days past due falls, to {share}", share=share)}.get(
                direction(change), words.say("{share} is 30+ days past due; no clear trend", share=share))
