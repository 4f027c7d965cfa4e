"""Guardrails: what of the schemes the law forbids or watches."""

from __future__ import annotations

from collections.abc import Iterator

from reports.content.answer import Case
from reports.content.speaking import called, listed
from reports.document.blocks import Block, Paragraph, Section, Table
from reports.messages import headed
from reports.words import Words
from scenarios.guardrails import DISCLAIMER, Finding, Verdict, blocks


def section(case: Case, words: Words) -> Section | None:
    """Return the page on guardrails."""
    found = case.evidence.findings
    return Section("guardrails", words.say("Guardrails"), title(case, words), [*parts(case, words)]) if found else None


def title(case: Case, words: Words) -> str:
    """Say which schemes are blocked, or else warned of."""
    stopped = [called(words, case, name) for name, found in case.evidence.findings.items() if blocks(found)]
    if stopped:
        return words.count("One scheme is blocked: {names}", "{number} schemes are blocked: {names}", len(stopped),
                           names=listed(words, stopped))
    if any(each.verdict is Verdict.WARN for found in case.evidence.findings.values() for each in found):
        return words.say("Nothing is blocked, and there are warnings")
    return words.say("The guardrails find nothing")


def parts(case: Case, words: Words) -> Iterator[Block]:
    """Yield a table of what was found, and what it is worth."""
    rows = [row(case, words, name, each) for name, found in case.evidence.findings.items()
            for each in found if each.verdict in (Verdict.BLOCK, Verdict.WARN)]
    if rows:
        yield Table(words.say("What the guardrails found"), [words.say("Scheme"), words.say("Verdict"), words.say("Guardrail"),
                                                             words.say("Found"), words.say("Where"), words.say("Cure")],
                    rows, [False] * 6)
    checked = dict.fromkeys(f"{each.id} {words.term(each.title)}" for found in case.evidence.findings.values() for each in found)
    yield Paragraph(words.say("Checked: {guardrails}.", guardrails=words.say("; ").join(checked)))
    yield Paragraph(words.term(DISCLAIMER))


def row(case: Case, words: Words, scheme: str, found: Finding) -> list[str]:
    """Return a finding as a row."""
    verdict = words.say("blocked") if found.verdict is Verdict.BLOCK else words.say("warning")
    return [headed(called(words, case, scheme)), verdict, f"{found.id} {words.term(found.title)}", words.finding(found.value),
            found.path, words.finding(found.cure)]
