"""The watch list: what a launch should look like week by week, and what to do where it does not.

A threshold is an end of the band between the 5 % and the 95 % quantile of the simulated runs.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.replication import Replications
from reports.content.answer import Case
from reports.content.speaking import called, headed
from reports.document.blocks import Bullets, Section, Table
from reports.words import Words
from sim.result import Result

WEEKS = (1, 2, 4, 8, 13, 26, 39, 52, 78, 104)
EARLY = 4
"""The week of which the first page tells."""
TAIL = 0.05
FIRST = ("customers", "rewards", "late")
"""The signs that the first page tells of."""
LATE = tuple(f"balance_m{number}" for number in range(2, 8))
"""Balances 30 days past due or more."""
Numbers = NDArray[np.float64]


class Sign(NamedTuple):
    """An early warning: a figure by day since launch, its unit, and whether too little of it is the warning, or too much."""

    by_day: Callable[[Result], Numbers]
    unit: str
    least: bool


def summed(column: str) -> Callable[[Result], Numbers]:
    """Return what sums a column up since launch."""
    return lambda run: run.tables["days"][column].cumsum().astype(np.float64)


def over(parts: Callable[[Result], Numbers], wholes: Callable[[Result], Numbers]) -> Callable[[Result], Numbers]:
    """Return what divides one figure by another, not a number where there is nothing to divide by."""
    def share(run: Result) -> Numbers:
        whole = wholes(run)
        found: Numbers = np.divide(parts(run), whole, out=np.full(len(whole), np.nan), where=whole > 0.0)
        return found

    return share


def balance(*columns: str) -> Callable[[Result], Numbers]:
    """Return what adds up balances at the end of each day."""
    return lambda run: np.sum([run.tables["days"][column] for column in columns], axis=0, dtype=np.float64)


SIGNS = {
    "customers": Sign(summed("activated"), "count", least=True),
    "acceptance": Sign(over(summed("accepted"), summed("invited")), "share", least=True),
    "rewards": Sign(summed("granted"), "money", least=False),
    "late": Sign(over(balance(*LATE), balance("balance_c", "balance_m1", *LATE)), "share", least=False),
}


def section(case: Case, words: Words) -> Section | None:
    """Return the watch list of the scheme that matters most; None where it has not been run here."""
    arm = case.arm
    if arm is None or not (weeks := within(arm)) or not (signs := telling(arm, weeks)):
        return None
    advice = actions(words)
    return Section("watching", words.say("Watch list"), title(case, arm, words),
                   [table(case, arm, weeks, signs, words), Bullets([advice[name] for name in signs])])


def within(arm: Replications) -> list[int]:
    """Return the weeks that are told of."""
    return [week for week in WEEKS if 7 * week <= arm.scenario.days]


def threshold(arm: Replications, sign: Sign, week: int) -> float:
    """Return the end of the band that is a warning; not a number where the figure is not defined in every run."""
    values = np.array([sign.by_day(run)[7 * week - 1] for run in arm.runs])
    end = float(np.quantile(values, TAIL if sign.least else 1.0 - TAIL))
    return math.ceil(end) if sign.unit == "count" and math.isfinite(end) else end


def telling(arm: Replications, weeks: list[int]) -> dict[str, Sign]:
    """Return the signs that tell anything: what never happens in the simulation warns of nothing."""
    found = {name: [threshold(arm, sign, week) for week in weeks] for name, sign in SIGNS.items()}
    return {name: SIGNS[name] for name, ends in found.items() if any(end > 0.0 for end in ends)}


def title(case: Case, arm: Replications, words: Words) -> str:
    """Say what an early week should look like."""
    week = max(each for each in within(arm) if each <= EARLY)
    customers = words.figure(threshold(arm, SIGNS["customers"], week), "count", "")
    return words.say("{scheme}: look again if week {week} ends with fewer than {customers} customers",
                     scheme=headed(called(words, case, case.focus)), week=week, customers=customers)


def table(case: Case, arm: Replications, weeks: list[int], signs: Mapping[str, Sign], words: Words) -> Table:
    """Return the thresholds, a row a week."""
    heads = {"customers": words.say("Customers so far, at least"), "acceptance": words.say("Invitations accepted so far, at least"),
             "rewards": words.say("Rewards granted so far, at most"), "late": words.say("Balance 30 or more days late, at most")}
    rows = [[str(week), *(words.figure(threshold(arm, sign, week), sign.unit, case.currency) for sign in signs.values())]
            for week in weeks]
    note = words.say("Nineteen of twenty simulated runs of {persons:,} persons keep each bound ({many} replications). "
                     "Scale counts and sums to the size of the launch.", persons=arm.scenario.persons, many=len(arm.runs))
    return Table(words.say("When to look again, by week after launch"), [words.say("Week"), *(heads[name] for name in signs)], rows,
                 [False, *(True for _ in signs)], note)


def actions(words: Words) -> dict[str, str]:
    """Return what to do where a threshold is crossed."""
    return {
        "customers": words.say("Too few customers: see whether the offer is shown and understood before paying more for it."),
        "acceptance": words.say("Too few invitations accepted: ask who is invited, and what a friend is told and gets."),
        "rewards": words.say("Too many rewards: look for rings of accounts, then lower the cap a person or the amount."),
        "late": words.say("Too much paid late: raise the cut-off for referred applicants, or pay only after repayments."),
    }


def in_short(case: Case, words: Words) -> Bullets | None:
    """Return for the first page what to watch in an early week; None where the scheme has not been run here."""
    arm = case.arm
    if arm is None or not within(arm):
        return None
    week, advice = max(each for each in within(arm) if each <= EARLY), actions(words)
    signs = {name: sign for name, sign in telling(arm, [week]).items() if name in FIRST}
    bounds = {name: words.figure(threshold(arm, sign, week), sign.unit, case.currency) for name, sign in signs.items()}
    told = [words.together(watched(words, name, week, bound), advice[name])
            for name, bound in bounds.items()]
    return Bullets(told) if told else None


def watched(words: Words, name: str, week: int, bound: str) -> str:
    """Return what to watch in a week."""
    if name == "customers":
        return words.say("Watch in week {week}: customers so far, at least {bound}.", week=week, bound=bound)
    if name == "rewards":
        return words.say("Watch in week {week}: rewards granted so far, at most {bound}.", week=week, bound=bound)
    return words.say("Watch in week {week}: balance 30 or more days late, at most {bound}.", week=week, bound=bound)
