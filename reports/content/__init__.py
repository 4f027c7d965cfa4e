"""What a report says: the evidence, the verdict, the first page and the pages behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from reports.content import differences, evidence, first_page
from reports.content.agreeing import refuse_disagreeing
from reports.content.answer import Case, answer
from reports.content.sections import (
    assumptions,
    changing,
    fitted,
    growth,
    guardrails,
    money,
    portraits,
    provenance,
    risk,
    search,
    watching,
)
from reports.content.speaking import called
from reports.content.terms import Asked
from reports.document.blocks import Document, Section
from reports.messages import headed
from reports.words import TAGS, Words

__all__ = ["Asked", "build"]

AS_FOUND = Asked()
Maker = Callable[[Case, Words], Section | None]
SECTIONS: tuple[Maker, ...] = (
    first_page.section, growth.section, risk.section, money.section, search.section, changing.section, portraits.section,
    watching.section, fitted.section, assumptions.section, guardrails.section, provenance.section)
"""The sections in their order; each appears where the evidence holds something for it."""


def build(folders: Sequence[Path], words: Words, title: str = "", asked: Asked = AS_FOUND, since: Sequence[Path] = ()) -> Document:
    """Return the report on some folders of one question, with what has changed ``since`` earlier ones.

    Raises NoReport for folders of which no report can be made, and for a budget, a cap or a measure that makes no sense.
    """
    return told(read(folders, asked), words, title, read(since, asked) if since else None)


def told(case: Case, words: Words, title: str = "", earlier: Case | None = None) -> Document:
    """Return the report on some evidence, with what has changed since an ``earlier`` one where there is one."""
    first, *others = [made for make in SECTIONS if (made := make(case, words))]
    changed = [differences.section(case, earlier, words)] if earlier else []
    shown = title or words.term(str(case.record.get("title", ""))) or default_title(case, words)
    return Document(shown, subtitle(case, words), TAGS[words.language], [first, *changed, *others], first.title)


def read(folders: Sequence[Path], asked: Asked) -> Case:
    """Return the evidence in some folders, and the answer it gives."""
    found = evidence.read(folders)
    refuse_disagreeing(found)
    return Case(found, answer(found, asked))


def default_title(case: Case, words: Words) -> str:
    """Return a title made of the schemes."""
    first, *others = [headed(called(words, case, each)) for each in case.evidence.schemes]
    if len(others) > 1:
        return words.say("{first} and {many} other schemes", first=first, many=len(others))
    return words.say("{first} / {second}", first=first, second=others[0]) if others else first


def subtitle(case: Case, words: Words) -> str:
    """Return what was simulated."""
    record = case.record
    if "persons" not in record:
        return ""
    return words.say("Simulation of {persons:,} persons over {days:,} days", persons=record["persons"], days=record["days"])
