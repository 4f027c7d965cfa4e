"""Money: what is earned, what a customer costs and is worth, who gets the rewards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from reports import figures
from reports.content.answer import Case
from reports.content.sections.schemes import headline, table
from reports.document.blocks import Block, Section
from reports.words import Words

MEASURES = ("profit", "contribution_margin", "revenue", "reward_cost", "acquisition_cost", "cac", "ltv", "payback_month")


def section(case: Case, words: Words) -> Section | None:
    """Return the page on money."""
    blocks = [*parts(case, words)]
    if not blocks:
        return None
    title = headline(case, words, "profit", blocks, partial(told, words), words.say("What is earned"))
    return Section("money", words.say("Money"), title, blocks)


def parts(case: Case, words: Words) -> Iterator[Block]:
    """Yield the figures and the table; those of rewards where the scheme pays any."""
    if case.evidence.comparison is not None:
        yield figures.profit(case.evidence.comparison, words=words)
    if case.arm is not None:
        yield figures.waterfall(case.arm, words=words)
        yield figures.unit_economics(case.evidence.comparison or case.arm, words=words)
        if len(case.arm.runs[0].tables["payouts"]):
            yield from (draw(case.arm, words=words) for draw in (figures.rewards_by_cause, figures.rewards_by_payee))
    if numbers := table(case, words, words.say("Money, by scheme"), MEASURES):
        yield numbers


def told(words: Words, scheme: str, more: str) -> Mapping[int, str]:
    """Return what there may be to say of a scheme, better, worse or not decided."""
    return {1: words.say("{scheme} earns more: {more} of profit", scheme=scheme, more=more),
            -1: words.say("{scheme} earns less: {more} of profit", scheme=scheme, more=more),
            0: words.say("Not decided whether {scheme} earns more", scheme=scheme)}
