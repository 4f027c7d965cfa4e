"""The watch list: what a launch should look like week by week, and what to do where it does not."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

import numpy as np

from experiments.replication import Replications
from reports import figures
from reports.content.answer import Case
from reports.document.blocks import Bullets, Section
from reports.figures.watch_list import MOST_WEEKS, WEEK, Band, Watched, band, can_tell, told
from reports.figures.watch_list import figures as watched
from reports.messages import inside
from reports.words import Words

EARLY = 4
"""The week of which the first page tells."""
FIRST = ("applications", "cost", "late")
"""The figures that the first page tells of."""
Bands = Mapping[str, tuple[Watched, Band]]


def section(case: Case, words: Words) -> Section | None:
    """Return the watch list of the scheme that matters most; None where it has not been run here, or for less than a week."""
    arm = case.arm
    if arm is None or not (found := telling(arm, words)):
        return None
    advice = actions(words)
    return Section("watching", words.say("Watch list"), title(case, arm, words),
                   [figures.watch_list(arm, words=words), Bullets([advice[name] for name in found])])


def telling(arm: Replications, words: Words) -> Bands:
    """Return the figures that are watched, with their bands; what never happens in the simulation warns of nothing."""
    weeks = min(arm.scenario.days // WEEK, MOST_WEEKS)
    if not weeks:
        return {}
    found = {name: (each, band(np.stack([each.by_week(run, weeks) for run in arm.runs if can_tell(name, run)]), each.unit))
             for name, each in watched(words).items()}
    return {name: (each, its) for name, (each, its) in found.items() if np.nanmax([0.0, *its.mean]) > 0.0}


def actions(words: Words) -> dict[str, str]:
    """Return what to do where a figure leaves its band."""
    return {
        "applications": words.say("Applications outside of the band: see whether the offer is shown and understood, and look for "
                                  "rings of accounts where they are many at once."),
        "approval": words.say("Approval rate outside of the band: other people come than were expected; look at their scores."),
        "accepted": words.say("Invitations accepted outside of the band: ask who is invited, and what a friend is told and gets."),
        "first_due": words.say("First payments late: raise the cut-off for referred applicants, and look for fraud."),
        "late": words.say("Too much paid late: raise the cut-off for referred applicants, or pay only after repayments."),
        "cost": words.say("Rewards a customer above the band: look for rings of accounts, then lower the amount or the cap."),
        "top": words.say("Few payees get most of the rewards: look at these first, and cap the sum a person."),
    }


def in_short(case: Case, words: Words) -> Bullets | None:
    """Return for the first page what to watch in an early week; None where the scheme has not been run here."""
    lines = [words.say("Watch in week {week}: {figure}, {range}.", week=week, figure=inside(figure), range=bounds)
             for week, figure, bounds in (early(case, case.arm, words) if case.arm is not None else ())]
    return Bullets(lines) if lines else None


def title(case: Case, arm: Replications, words: Words) -> str:
    """Say what an early week should look like."""
    for week, figure, bounds in early(case, arm, words):
        return words.say("Normal in week {week}: {figure}, {range}", week=week, figure=inside(figure), range=bounds)
    return words.say("What the first weeks should look like")


def early(case: Case, arm: Replications, words: Words) -> Iterator[tuple[int, str, str]]:
    """Yield an early week, a figure, and within which bounds it should lie then; one run has no bounds."""
    found = telling(arm, words)
    for name in FIRST:
        if name in found:
            each, its = found[name]
            week = min(EARLY, len(its.mean)) - 1
            if math.isfinite(its.low[week]) and its.high[week] > 0.0:
                whole = outward(its) if each.unit == "count" else its
                yield week + 1, each.name, told(words, whole, week, each.unit, case.currency)


def outward(of: Band) -> Band:
    """Return a band of counts with whole bounds."""
    return of._replace(low=np.floor(of.low), high=np.ceil(of.high))
