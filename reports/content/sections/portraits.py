"""Portraits: who gains and who loses by a scheme, segment by segment."""

from __future__ import annotations

from collections.abc import Mapping

from experiments.interval import CONFIDENCE, Interval, quantile
from experiments.replication import Replications
from reports import figures
from reports.content.answer import Case
from reports.content.speaking import called, listed
from reports.document.blocks import Section, Table
from reports.messages import headed
from reports.portraits import SHOWN, TABLE, by_portrait, portrait_differences
from reports.words import Words

Figures = Mapping[str, Mapping[str, Interval]]
EACH = "profit_each"


def section(case: Case, words: Words) -> Section | None:
    """Return the page on portraits."""
    if case.arm is None or not (levels := by_portrait(case.arm)):
        return None
    changes = changed(case, case.arm)
    return Section("portraits", words.say("Portraits"), title(words, changes, levels),
                   [figures.portraits(case.arm, words=words), table(case, words, levels, changed=False),
                    *([table(case, words, changes, changed=True)] if changes else [])])


def changed(case: Case, arm: Replications) -> Figures:
    """Return what the scheme changes in each portrait against today's; nothing where it is that one, or that has not run here."""
    today = case.evidence.arms.get(case.evidence.schemes[0])
    return {} if today is None or today is arm else portrait_differences(today, arm)


def title(words: Words, changes: Figures, levels: Figures) -> str:
    """Say on which portraits the lender surely earns more or less a customer, or else which portrait brings most customers."""
    surely = {name: each[EACH].mean for name, each in changes.items() if widened(each[EACH], len(changes)).decided}
    more, less = ([words.name(name) for name, mean in surely.items() if sign * mean > 0.0] for sign in (1, -1))
    if less:
        return words.say("The lender earns less on {names}", names=listed(words, less))
    if more:
        return words.say("The lender earns more on {names}", names=listed(words, more))
    if changes:
        return words.say("On no portrait does the lender surely earn more or less")
    most = max(levels, key=lambda name: levels[name]["activated"].mean)
    return words.say("Most customers are {name}", name=words.name(most))


def widened(each: Interval, many: int) -> Interval:
    """Return the interval of one of so many that are looked at, so that all of them hold together (Bonferroni).

    >>> [round(end, 2) for end in widened(Interval(5.0, 4.0, 6.0, 8), 5)[:3]]
    [5.0, 3.52, 6.48]
    """
    if each.low is None or each.high is None:
        return each
    freedom = each.replications - 1
    half = (each.high - each.low) / 2.0 * quantile(freedom, 1.0 - (1.0 - CONFIDENCE) / many) / quantile(freedom, CONFIDENCE)
    return each._replace(low=each.mean - half, high=each.mean + half)


def table(case: Case, words: Words, figures: Figures, changed: bool) -> Table:
    """Return a row a portrait: what it comes to, or what the scheme changes in it."""
    assert case.arm is not None
    units = {name: column.unit for name, column in case.arm.runs[0].tables[TABLE].columns.items()}
    say = words.difference if changed else words.estimate
    rows = [[headed(words.name(portrait)), *(say(each[name], units[name], case.currency) for name in SHOWN)]
            for portrait, each in figures.items()]
    scheme = headed(called(words, case, case.focus))
    caption = (words.say("{scheme} against today's scheme, by portrait", scheme=scheme) if changed
               else words.say("{scheme}, by portrait", scheme=scheme))
    heads = [words.say("Portrait"), *(headed(words.name(name)) for name in SHOWN)]
    return Table(caption, heads, rows, [False, *(True for _ in SHOWN)])
