"""``python -m tests.docs.example``: write down what the demo's report says, beside the example that ``make report`` makes of it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from experiments import compare
from experiments.guardrails import checked
from experiments.provenance import provenance
from reports.command.demo import DAYS, PERSONS, REPLICATIONS, SCENARIOS
from reports.content import told
from reports.content.answer import Case, answer
from reports.content.evidence import Evidence, Kind, Source
from reports.content.terms import Asked
from reports.document.signs import texts
from reports.exchange import comparison_object
from reports.words import LANGUAGES, Words
from scenarios import resolve

EXAMPLE = Path(__file__).parents[2] / "docs" / "example-report"


@cache
def demo() -> Case:
    """Return what the demo finds."""
    whats = {name: resolve(name, (f"persons={PERSONS}", f"days={DAYS}")) for name in SCENARIOS}
    found = compare([what.scenario for what in whats.values()], replications=REPLICATIONS)
    source = Source(Path("demo"), Kind.COMPARISON, comparison_object(found) | provenance())
    evidence = Evidence((source,), found.arms, findings={name: checked(what) for name, what in whats.items()})
    return Case(evidence, answer(evidence, Asked()))


def said(language: str) -> str:
    """Return what the report on it says, provenance left aside."""
    document = told(demo(), Words(language))
    return texts(replace(document, sections=[each for each in document.sections if each.name != "provenance"])) + "\n"


def kept(language: str) -> Path:
    """Return where that is written down."""
    return EXAMPLE / f"content-{language}.txt"


if __name__ == "__main__":
    for each in LANGUAGES:
        kept(each).write_text(said(each), encoding="utf-8")
