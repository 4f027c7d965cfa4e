"""The fit: the calibrated model against what was observed, and how well its parameters are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reports import figures
from reports.content.answer import Case
from reports.content.evidence import Kind
from reports.content.speaking import listed
from reports.document.blocks import Block, Paragraph, Section
from reports.words import Words

Record = Mapping[str, Any]


def section(case: Case, words: Words) -> Section | None:
    """Return the page on a calibration."""
    record = case.evidence.record(Kind.CALIBRATE)
    if record is None:
        return None
    title = figures.fit(case.evidence.studies[Kind.CALIBRATE], words=words).title
    return Section("fitted", words.say("Fit to observations"), title, [*parts(case, record, words)])


def parts(case: Case, record: Record, words: Words) -> Iterator[Block]:
    """Yield what was fitted to what, the figures of it, and what the data say of the parameters."""
    runs, persons, days = (words.figure(record[name], "count", record["currency"]) for name in ("replications", "persons", "days"))
    yield Paragraph(words.say(
        "{parameters} parameters of {scenario} were fitted to {targets}, in {runs} runs of {persons} persons over {days} days. "
        "What is reported here has been run with the settings that its own scenarios hold.",
        parameters=len(record["parameters"]), scenario=words.name(record["scenario"]),
        targets=listed(words, [words.name(each) for each in record["targets"]]), runs=runs, persons=persons, days=days))
    study = case.evidence.studies[Kind.CALIBRATE]
    yield figures.fit(study, words=words)
    yield figures.learned(study, words=words)
    if record["held_out"]:
        yield figures.held_out(study, words=words)
