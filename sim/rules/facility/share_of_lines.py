"""Some ask for a line to draw on, the others for a term loan."""

from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Application, Facility
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    lines: Annotated[float, Term("share", "enterprises that ask for a line", 0.0, 1.0)] = 0.4


@kernel
def share_of_lines(facts: Application, terms: Terms, luck: float) -> int:
    """A code of Facility.

    >>> Facility(share_of_lines(Application(600.0, False, False, 30_000_000), Terms(), 0.39)).name
    'LINE'
    """
    return Facility.LINE.value if luck < terms.lines else Facility.TERM_LOAN.value
