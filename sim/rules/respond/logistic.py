"""A logistic answer to tie strength, the friend's own reward, social proof and repetition."""

import math
from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Invitation
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    base: Annotated[float, Term("number", "log odds of applying on a first invitation by a weak tie, no reward", -12.0, 5.0,
                                "calibrated: 0.5-1.5 % of recommendations lead to a purchase (Leskovec, Adamic & "
                                "Huberman 2007); 14 of 33 referrers bring a friend (Kumar et al. 2007)")] = -2.7
    strong: Annotated[float, Term("number", "log odds added by a strong tie", 0.0, 5.0)] = 1.2
    social_proof: Annotated[float, Term("number", "log odds added when all of her ties are customers", -5.0, 10.0,
                                        "derived: 0.49 on a take-up of 0.44 (Cai 2015), 2.0 on the log odds")] = 2.0
    pull_weak: Annotated[float, Term("number", "log odds per log of the friend's felt reward, weak tie", 0.0, 5.0)] = 0.3
    pull_strong: Annotated[float, Term("number", "log odds per log of the friend's felt reward, strong tie", 0.0, 5.0,
                                       "assumption: strong ties answer the receiver's share (Ryu & Feick 2007); size "
                                       "assumed")] = 0.8
    deal_spread: Annotated[float, Term("number", "how much more the deal-prone answer a reward, per standard deviation",
                                       0.0, 3.0)] = 0.6
    scale: Annotated[int, Term("money", "felt reward at which the response bends", 1.0, 10_000.0)] = 5_000
    saturation: Annotated[float, Term("number", "fall of the log odds with each earlier invitation", 0.0, 5.0,
                                      "assumption: repeated recommendations saturate (Leskovec et al. 2007); size assumed")] = 0.3


@kernel
def logistic(facts: Invitation, terms: Terms) -> float:
    """Probability that this invitation makes its receiver apply.

    >>> round(logistic(Invitation(strong=False, reward=0.0, deal=0.0, customer_share=0.0, before=0), Terms()), 4)
    0.063
    >>> round(logistic(Invitation(strong=True, reward=2_000.0, deal=0.0, customer_share=0.1, before=0), Terms()), 3)
    0.263
    """
    pull = terms.pull_strong if facts.strong else terms.pull_weak
    odds = terms.base + terms.social_proof * facts.customer_share - terms.saturation * facts.before
    odds += terms.strong if facts.strong else 0.0
    odds += pull * math.log1p(facts.reward / terms.scale) * math.exp(terms.deal_spread * facts.deal)
    return 1.0 / (1.0 + math.exp(-max(odds, -700.0)))
