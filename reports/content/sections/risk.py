"""Risk: who pays late, what is lost, and what is put aside for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from reports import figures
from reports.content.answer import Case
from reports.content.sections.schemes import headline, table
from reports.document.blocks import Block, Section
from reports.words import Words

MEASURES = ("dpd30_share", "dpd90_share", "net_charge_off", "net_charge_off_rate", "fraud_loss", "ecl", "ead", "npl_ratio")


def section(case: Case, words: Words) -> Section | None:
    """Return the page on risk."""
    blocks = [*parts(case, words)]
    if not blocks:
        return None
    title = headline(case, words, "net_charge_off", blocks, partial(told, words), words.say("What is lost on credit"))
    return Section("risk", words.say("Risk"), title, blocks)


def parts(case: Case, words: Words) -> Iterator[Block]:
    """Yield the figures and the table."""
    if case.evidence.comparison is not None:
        yield figures.losses(case.evidence.comparison, words=words)
    if case.arm is not None:
        yield from (draw(case.arm, words=words) for draw in (
            figures.vintages, figures.past_due, figures.roll_rates, figures.expected_loss))
        yield figures.loss_distribution(case.evidence.comparison or case.arm, words=words)
    if numbers := table(case, words, words.say("Risk, by scheme"), MEASURES):
        yield numbers


def told(words: Words, scheme: str, more: str) -> Mapping[int, str]:
    """Return what there may be to say of a scheme, better, worse or not decided."""
    return {1: words.say("{scheme} loses less on credit: {more}", scheme=scheme, more=more),
            -1: words.say("{scheme} loses more on credit: {more}", scheme=scheme, more=more),
            0: words.say("Not decided whether {scheme} loses more on credit", scheme=scheme)}
