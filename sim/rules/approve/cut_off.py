"""Approve from a score upwards; ask more of a thin file; refuse what is flagged."""

from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Application, Reason
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    cut_off: Annotated[float, Term("points", "lowest score that is approved", 300.0, 900.0, "chosen")] = 570.0
    thin_cut_off: Annotated[float, Term("points", "lowest score that is approved on a thin file", 300.0, 900.0, "chosen")] = 580.0


@kernel
def cut_off(facts: Application, terms: Terms) -> int:
    """The reason code; APPROVED where none speaks against.

    >>> Reason(cut_off(Application(score=575.0, thin=True, flagged=False, income=800_000), Terms())).name
    'THIN_FILE'
    """
    if facts.flagged:
        return Reason.FRAUD_CHECK.value
    if facts.score < terms.cut_off:
        return Reason.LOW_SCORE.value
    if facts.thin and facts.score < terms.thin_cut_off:
        return Reason.THIN_FILE.value
    return Reason.APPROVED.value
