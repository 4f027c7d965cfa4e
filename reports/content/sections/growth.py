"""Growth: who comes, through whom, and who would have come anyway."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from reports import figures
from reports.content.answer import Case
from reports.content.sections.schemes import headline, table
from reports.document.blocks import Block, Section
from reports.words import Words

MEASURES = ("activated_accounts", "referred_accounts", "active_accounts", "k_factor", "gmv")


def section(case: Case, words: Words) -> Section | None:
    """Return the page on growth."""
    blocks = [*parts(case, words)]
    if not blocks:
        return None
    title = headline(case, words, "activated_accounts", blocks, partial(told, words), words.say("How many customers come"))
    return Section("growth", words.say("Growth"), title, blocks)


def parts(case: Case, words: Words) -> Iterator[Block]:
    """Yield the figures and the table."""
    evidence = case.evidence
    everything = evidence.comparison or case.arm
    if everything is not None:
        yield from (draw(everything, words=words) for draw in (figures.growth, figures.cohorts, figures.channels))
    if case.focus in evidence.twins:
        yield figures.incremental(evidence.twins[case.focus], words=words)
    if numbers := table(case, words, words.say("Growth, by scheme"), MEASURES):
        yield numbers


def told(words: Words, scheme: str, more: str) -> Mapping[int, str]:
    """Return what there may be to say of a scheme, better, worse or not decided."""
    return {1: words.say("{scheme} brings more customers: {more}", scheme=scheme, more=more),
            -1: words.say("{scheme} brings fewer customers: {more}", scheme=scheme, more=more),
            0: words.say("Not decided whether {scheme} brings more customers", scheme=scheme)}
