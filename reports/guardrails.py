"""Findings of the guardrails for people, and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from experiments.guardrails import Findings
from reports.tables import hanging
from scenarios import Resolved
from scenarios.guardrails import DISCLAIMER, Finding, Verdict, blocks

SAID = {Verdict.BLOCK: "blocked by", Verdict.WARN: "warned by"}
LOOKS = {Verdict.NOT_APPLICABLE: ("-", "bright_black"), Verdict.OK: ("✓", "green"), Verdict.WARN: ("!", "yellow"),
         Verdict.BLOCK: ("✗", "red")}
"""A sign and a colour for each verdict; the word stands beside them, so that neither is needed."""


def findings_table(what: Resolved, findings: Sequence[Finding]) -> str:
    """Return all findings, each with what was found, where it is set, the law, and the cure."""
    lines = [f"{what.scenario.title or what.scenario.name} ({what.scenario.name}): {summary(findings)}", ""]
    for each in findings:
        lines += list(shown(each))
    return "\n".join([*lines, "", *hanging("", DISCLAIMER)])


def shown(finding: Finding) -> Iterator[str]:
    """Yield the lines of one finding."""
    sign, colour = LOOKS[finding.verdict]
    yield click.style(f"{sign} {finding.id} {finding.verdict:<5}", fg=colour) + f"  {finding.title}"
    told = {"found": finding.value, "where": place(finding), "law": finding.basis, "cure": finding.cure}
    if finding.verdict is Verdict.NOT_APPLICABLE:
        told = {"why": finding.value, "law": finding.basis}
    for word, text in told.items():
        if text:
            yield from hanging(f"             {word:<6} ", text)


def place(finding: Finding) -> str:
    """Return where a setting stands: file, line and path; the path alone for a scenario without a file."""
    return f"{finding.origin}: {finding.path}".removeprefix(": ")


def summary(findings: Sequence[Finding]) -> str:
    """Return in a line what blocks and what warns."""
    named = {verdict: ", ".join(dict.fromkeys(each.id for each in findings if each.verdict is verdict)) for verdict in Verdict}
    parts = [f"{word} {named[verdict]}" for verdict, word in SAID.items() if named[verdict]]
    return "; ".join(parts) or "nothing found"


def blocked_marks(findings: Findings) -> list[str]:
    """Return the lines that stand above the results of blocked schemes; none where nothing blocks."""
    lines = []
    for name, found in findings.items():
        if causes := blocks(found):
            lines += [f"✗ BLOCKED, not to be launched as it is: {name}"]
            lines += [f"    {each.id} {each.title}, {place(each)}" for each in causes]
    return lines


def blocked_names(findings: Findings) -> str:
    """Return the schemes that are blocked, each with the guardrails that block it; nothing where none is."""
    causes = {name: ", ".join(dict.fromkeys(each.id for each in blocks(found))) for name, found in findings.items()}
    return "; ".join(f"{name} is blocked by {ids}" for name, ids in causes.items() if ids)
