"""Tables of schemes side by side: what that of today comes to, and what the others change."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from experiments.lab.measures import SENSE
from reports.content.answer import Amount, Case
from reports.content.speaking import called
from reports.document.blocks import Block, Picture, Table
from reports.messages import headed
from reports.words import Words

PAYBACK = "payback_month"
MOST = 4
"""Schemes that fit side by side."""


def shown(case: Case) -> list[str]:
    """Return the schemes of runs that are shown: today's, the one that matters most, and others as far as there is room."""
    if case.answer is None or case.answer.figures is None:
        return []
    names = [each.scheme for each in case.answer.verdict.chances]
    return sorted(dict.fromkeys([names[0], case.focus, *names][: MOST + 2]), key=names.index)[:MOST] if names else []


def table(case: Case, words: Words, caption: str, measures: Sequence[str]) -> Table | None:
    """Return a row a measure: what it is under today's scheme, and by how much the others differ; None where nothing is known."""
    names = shown(case)
    known = [measure for measure in measures if names and all(case.amount(measure, name) for name in names)]
    if not known:
        return None
    rows = [[words.measure(measure), *(cell(case, words, measure, name, name == names[0]) for name in names)] for measure in known]
    heads = [headed(called(words, case, name)) for name in names]
    note = words.say("Means with 95 % intervals; behind the first scheme: differences to it, in pairs. * not decided.")
    return Table(caption, [words.say("Measure"), *heads], rows, [False, *(True for _ in heads)], note if len(names) > 1 else "")


def cell(case: Case, words: Words, measure: str, scheme: str, first: bool) -> str:
    """Return what a measure comes to, or by how much it differs; a star where that is not decided."""
    amount = case.amount(measure, scheme)
    assert amount is not None
    if first:
        if measure == PAYBACK and not math.isfinite(amount.value.mean):
            return words.say("not within the run")
        shown = words.estimate(amount.value, amount.unit, case.currency)
        return shown if measure != PAYBACK else of_runs(case, amount, shown, words)
    if not math.isfinite(amount.more.mean):
        return words.say("n/a")
    star = "" if amount.more.decided or amount.more.low == amount.more.high == 0.0 else words.say(" *")
    return words.difference(amount.more, amount.unit, case.currency) + star


def of_runs(case: Case, amount: Amount, shown: str, words: Words) -> str:
    """Return what a measure comes to, and in how many runs only it is defined, if not in all."""
    many = len(case.answer.figures.seeds) if case.answer and case.answer.figures else 0
    if amount.value.replications >= many:
        return shown
    return words.say("{amount}, in {some} of {many} runs", amount=shown, some=amount.value.replications, many=many)


Told = Callable[[str, str], Mapping[int, str]]
"""What is said of a scheme and what it changes: where it is better (1), worse (-1), and where that is not decided (0)."""


def headline(case: Case, words: Words, measure: str, blocks: Sequence[Block], told: Told, otherwise: str) -> str:
    """Say what the scheme that matters most does to a measure; of today's scheme, what it comes to."""
    amount = against_today(case, measure)
    if amount is None:
        return alone(case, words, measure) or next((each.title for each in blocks if isinstance(each, Picture)), otherwise)
    if amount.more.low == amount.more.high == 0.0:
        return words.say("{measure} stays as it is today", measure=words.measure(measure))
    more = words.difference(amount.more._replace(low=None, high=None), amount.unit, case.currency)
    return told(headed(called(words, case, case.focus)), more)[better(amount, measure)]


def alone(case: Case, words: Words, measure: str) -> str:
    """Say what a measure comes to under the scheme that matters most; nothing where that is not known."""
    amount = case.amount(measure, case.focus)
    if amount is None:
        return ""
    return words.say("{measure} under {scheme}: {amount}", measure=words.measure(measure), scheme=called(words, case, case.focus),
                     amount=words.figure(amount.value.mean, amount.unit, case.currency))


def better(amount: Amount, measure: str) -> int:
    """Return 1 where a scheme surely does better than today's, -1 where worse, 0 where that is not decided."""
    if not amount.more.decided:
        return 0
    return 1 if SENSE.get(measure, 1) * amount.more.mean > 0.0 else -1


def against_today(case: Case, measure: str) -> Amount | None:
    """Return what the scheme that matters most changes; None where it is that of today, or nothing is known."""
    if case.answer is None or case.focus == case.answer.verdict.chances[0].scheme:
        return None
    amount = case.amount(measure, case.focus)
    return amount if amount and math.isfinite(amount.more.mean) else None
