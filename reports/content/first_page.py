"""The first page: what is blocked, the recommendation, the key figures, the three gravest caveats, what to watch."""

from __future__ import annotations

from collections.abc import Iterator

from reports.content.answer import TODAY, Answer, Case
from reports.content.caveats import decisive
from reports.content.evidence import Kind
from reports.content.key_facts import key_facts
from reports.content.recommendation import callout, recommendation
from reports.content.sections.search import terms
from reports.content.sections.watching import in_short
from reports.content.speaking import called
from reports.content.verdict import Outcome
from reports.document.blocks import Block, Callout, Paragraph, Section, Tone
from reports.messages import headed
from reports.words import Words
from scenarios.guardrails import blocks


def section(case: Case, words: Words) -> Section:
    """Return the first page."""
    return Section("recommendation", words.say("Recommendation"), recommendation(case, words).title, [*parts(case, words)])


def parts(case: Case, words: Words) -> Iterator[Block]:
    """Yield what stands on the first page."""
    yield from blocked(case, words)
    yield callout(case, words)
    if told := what_it_is(case, words):
        yield told
    if figures := key_facts(case, words):
        if case.answer and case.answer.verdict.outcome is Outcome.NOT_DECIDED:
            yield Paragraph(words.say("If {scheme} were taken:", scheme=called(words, case, case.focus)))
        yield figures
    yield from decisive(case, words)
    if watched := in_short(case, words):
        yield watched
    yield Paragraph(reading(case, words))


def blocked(case: Case, words: Words) -> Iterator[Callout]:
    """Yield which schemes a guardrail blocks, and which it is."""
    for scheme, found in case.evidence.findings.items():
        if causes := blocks(found):
            told = dict.fromkeys(words.say("{id} {title}: {found}", id=each.id, title=words.term(each.title),
                                           found=words.finding(each.value)) for each in causes)
            title = words.say("Blocked: {scheme} may not be launched as it is", scheme=headed(called(words, case, scheme)))
            yield Callout(Tone.BLOCKED, title, words.say("{causes}.", causes=words.say("; ").join(told)))


def what_it_is(case: Case, words: Words) -> Block | None:
    """Return what the scheme that the answer is about does, in a line; of a search, what it sets."""
    if case.arm is not None and case.arm.scenario.purpose:
        return Paragraph(words.say("{scheme}: {purpose}", scheme=headed(called(words, case, case.focus)),
                                   purpose=words.term(case.arm.scenario.purpose)))
    record = case.evidence.record(Kind.SEARCH)
    chosen = next((each for each in record["candidates"] if each["candidate"] == case.focus), None) if record else None
    if record is None or chosen is None or case.focus == TODAY:
        return None
    return terms(case, record, chosen, words)


def reading(case: Case, words: Words) -> str:
    """Return how the figures of the page are to be read."""
    if case.answer is None:
        return words.say("Each figure is a mean over simulated runs.")
    many = replications(case, case.answer)
    if many < 2:
        return words.say("Each figure is from one simulated run.")
    return words.say(
        "How to read this: each figure is a mean over {many} simulated runs (replications), in which chance falls differently; "
        "behind it stands the range in which the true mean lies with 95 % confidence. Schemes are compared under the same chance, "
        "and one is recommended once it is the best with a probability of 95 % or more.", many=many)


def replications(case: Case, found: Answer) -> int:
    """Return how many runs stand behind the key figures; of what a search confirmed, the fresh ones."""
    again = case.record["confirmation"] if found.figures is None else None
    return len(again["seeds"]) if again and case.focus in (TODAY, case.record["recommended"]) else found.verdict.replications
