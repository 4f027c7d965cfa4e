"""Provenance: what the report was made from, and the command that makes it again."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from experiments.lab import fingerprint
from reports.content.answer import Case
from reports.content.evidence import Source
from reports.content.speaking import called
from reports.document.blocks import Block, Code, Paragraph, Section, Table
from reports.messages import headed
from reports.words import Words

FEW = 12
"""Seeds that are listed."""


def section(case: Case, words: Words) -> Section:
    """Return the page on provenance."""
    return Section("provenance", words.say("Provenance"), words.say("All of this can be run again, to the last digit"),
                   [*parts(case, words)])


def parts(case: Case, words: Words) -> Iterator[Block]:
    """Yield what each folder was made by, and the schemes' fingerprints and results."""
    for source in case.evidence.sources:
        yield Paragraph(told(source, words))
        yield Code(shlex.join(source.record["command"]))
    yield Table(words.say("Versions"), [words.say("Folder"), words.say("Model"), words.say("Packages"), words.say("Code")],
                [versions(each, words) for each in case.evidence.sources], [False] * 4)
    rows = [[headed(words.term(arm.scenario.title) or called(words, case, name)), name, fingerprint(arm.scenario),
             arm.runs[0].result_hash]
            for name, arm in case.evidence.arms.items()]
    if rows:
        heads = [words.say("Scheme"), words.say("Name"), words.say("Digest of its settings"), words.say("Digest of its first run")]
        yield Table(words.say("Schemes that ran"), heads, rows, [False] * 4)


def told(source: Source, words: Words) -> str:
    """Return which seeds stand behind a folder."""
    seeds = source.record.get("seeds") or [source.record["seed"]]
    listed = words.say(", ").join(map(str, seeds[:FEW]))
    if len(seeds) > FEW:
        listed = words.say("{seeds} and {many} more", seeds=listed, many=len(seeds) - FEW)
    return words.say("Folder {folder} ({kind}), seeds {seeds}, was made by:", folder=source.path.resolve().name,
                     kind=words.name(source.kind), seeds=listed)


def versions(source: Source, words: Words) -> list[str]:
    """Return the versions behind a folder as a row."""
    record = source.record
    packages = words.say(", ").join(f"{name} {version}" for name, version in record["versions"].items())
    return [source.path.resolve().name, record["model_digest"], packages, record["git_revision"] or ""]
