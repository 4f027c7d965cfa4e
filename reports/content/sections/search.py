"""The search: which terms it recommends beside today's, the front of the candidates, and what holds under fresh seeds."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from reports import figures
from reports.content.answer import TODAY, Case, holding_of
from reports.content.evidence import Kind
from reports.content.speaking import called, quantity
from reports.document.blocks import Block, Paragraph, Section, Table
from reports.figures.searches import confirmed_by
from reports.messages import headed
from reports.records import chosen_of, interval_of
from reports.search import ON_FRONT, confirmed
from reports.words import Words

Record = Mapping[str, Any]
MOST = 12
"""Candidates that are listed."""


def section(case: Case, words: Words) -> Section | None:
    """Return the page on the search."""
    record = case.evidence.record(Kind.SEARCH)
    return Section("search", words.say("Search"), title(record, words), [*parts(case, record, words)]) if record else None


def title(record: Record, words: Words) -> str:
    """Say what the search has come to."""
    chosen = chosen_of(record)
    if chosen is None:
        return words.say("The search finds nothing that keeps every cap")
    if chosen["candidate"] == TODAY:
        return words.say("The search finds nothing better than today's scheme")
    if record["decided"]:
        return words.say("The search finds better terms than today's")
    return words.count("The search cannot tell its best candidate", "The search cannot tell its {number} best candidates apart",
                       len(record["undecided"]))


def parts(case: Case, record: Record, words: Words) -> Iterator[Block]:
    """Yield how it was searched, the terms, and the candidates."""
    tried, many = sum(record["trials"].values()), max(each["replications"] for each in record["candidates"])
    yield Paragraph(words.say(
        "{tried} trials were made, with one run each. {candidates} candidates were then run again under up to {many} fresh seeds, "
        "by which the best is chosen.", tried=tried, candidates=len(record["candidates"]), many=many))
    if again := record["confirmation"]:
        yield Paragraph(words.say("Today's scheme and the recommended one were then run under {many} more seeds, by which nothing "
                                  "was chosen: their effects are read from these.", many=len(again["seeds"])))
    study = case.evidence.studies[Kind.SEARCH]
    yield figures.front(study, words=words)
    if chosen_of(record):
        yield figures.terms(study, words=words)
    yield figures.importance(study, words=words)
    yield figures.stability(study, words=words)
    chosen = chosen_of(record)
    if chosen is not None and case.focus != chosen["candidate"]:
        yield terms(case, record, chosen, words)
    yield candidates(case, confirmed(record), words)


def terms(case: Case, record: Record, chosen: Record, words: Words) -> Table:
    """Return the recommended terms beside today's."""
    rows = [[headed(words.term(lever["about"])), path, written(case, record["today"][path], lever["unit"], words),
             written(case, chosen["levers"][path], lever["unit"], words)] for path, lever in record["levers"].items()]
    heads = [words.say("Setting"), words.say("Path"), words.say("Today"), headed(called(words, case, chosen["candidate"]))]
    return Table(words.say("The recommended terms beside today's"), heads, rows, [False, False, True, True])


def written(case: Case, value: str, unit: str, words: Words) -> str:
    """Return the value of a setting with its unit."""
    try:
        return words.figure(float(value), unit, case.currency)
    except ValueError:
        return words.name(value)


def candidates(case: Case, record: Record, words: Words) -> Table:
    """Return the candidates that may be on the front, and the scheme of today: fresh seeds only."""
    always = (TODAY, record["recommended"])
    shown = [each for each in record["candidates"] if each["on_front"] >= ON_FRONT or each["candidate"] in always]
    shown = sorted(shown, key=lambda each: (-each["best"], each["candidate"] == TODAY))[:MOST]
    names = list(record["candidates"][0]["quantities"])
    at = next((number for number, each in enumerate(shown) if each["candidate"] == record["recommended"]), None)
    heads = [words.say("Candidate"), *(quantity(words, name) for name in names), words.say("Caps hold"), words.say("Best")]
    rows = [row(case, record, each, names, words) for each in shown]
    note = words.say("Means with 95 % intervals over fresh seeds; the last two columns are probabilities.")
    note = words.together(note, confirmed_by(words, record["confirmation"])) if record["confirmation"] else note
    return Table(words.say("What the candidates come to"), heads, rows, [False, *(True for _ in heads[1:])], note, at)


def row(case: Case, record: Record, each: Record, names: list[str], words: Words) -> list[str]:
    """Return a candidate as a row."""
    found = [each["quantities"][name] for name in names]
    values = [words.estimate(interval_of(one), one["unit"], case.currency) for one in found]
    return [headed(called(words, case, each["candidate"])), *values, holding(each, record, words), words.probability(each["best"])]


def holding(each: Record, record: Record, words: Words) -> str:
    """Return how likely a candidate holds every cap."""
    if not each["allowed"]:
        return words.say("blocked")
    found = holding_of(each, record).values()
    return words.say("n/a") if any(map(math.isnan, found)) else words.probability(min(found, default=1.0))
