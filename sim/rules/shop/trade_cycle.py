"""An enterprise draws on its line as its trade asks for it, and takes a new loan once the last one is repaid."""

import math
from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Shopper
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    drawdowns: Annotated[float, Term("per month", "drawdowns of an average enterprise with a line", 0.0, 30.0)] = 0.3
    renewal: Annotated[float, Term("per month", "hazard of a new loan once the last one is repaid", 0.0, 30.0)] = 0.5
    fading: Annotated[float, Term("days", "time without a drawdown in which its rate falls to 37 %", 1.0, 36_000.0)] = 720.0


@kernel
def trade_cycle(facts: Shopper, terms: Terms) -> float:
    """Hazard a day of a drawdown, or of a renewal.

    >>> round(trade_cycle(Shopper(propensity=1.0, deal=0.0, idle_days=0, wont_pay=False), Terms()) * 30, 2)
    0.3
    >>> round(trade_cycle(Shopper(1.0, 0.0, 400, False, renewal=True), Terms()) * 30, 2)
    0.5
    """
    if facts.renewal:
        return facts.propensity * terms.renewal / 30.0
    return facts.propensity * terms.drawdowns * math.exp(-facts.idle_days / terms.fading) / 30.0
