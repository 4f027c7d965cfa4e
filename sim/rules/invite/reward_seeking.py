"""Some invite for nothing; a reward brings more, concavely; every invitation sent tires."""

import math
from typing import Annotated, NamedTuple

from sim.compiling import kernel
from sim.facts import Inviter
from sim.terms import Term


class Terms(NamedTuple):
    """What the rule may be set to."""

    altruism: Annotated[float, Term("per month", "hazard of an occasion to invite, without any reward", 0.0, 2.0)] = 0.008
    pull: Annotated[float, Term("per month", "hazard added when the felt reward equals the scale, times log 2", 0.0, 5.0,
                                "calibrated: a third refer within a year (Kumar, Petersen & Leone 2007)")] = 0.05
    scale: Annotated[int, Term("money", "felt reward at which the response bends", 1.0, 10_000.0,
                               "assumption: concave, as size matters little in range (Ryu & Feick 2007); where it "
                               "bends is assumed")] = 5_000
    deal_spread: Annotated[float, Term("number", "how much more the deal-prone answer a larger reward, per standard "
                                       "deviation and log size", 0.0, 3.0,
                                       "assumption: larger rewards bring 8.5 times the referrals and worse customers "
                                       "(Wolters, Schulze & Gedenk 2020); size assumed")] = 1.2
    fatigue: Annotated[float, Term("number", "fall of the log hazard with each invitation sent", 0.0, 3.0)] = 0.12


@kernel
def reward_seeking(facts: Inviter, terms: Terms) -> float:
    """Hazard a day of an occasion on which she asks some friends.

    >>> round(reward_seeking(Inviter(reward=0.0, deal=0.0, sent=0, friends=0, days_open=90), Terms()) * 30, 3)
    0.008
    >>> round(reward_seeking(Inviter(reward=5_000.0, deal=0.0, sent=0, friends=0, days_open=90), Terms()) * 30, 3)
    0.043
    """
    size = math.log1p(facts.reward / terms.scale)
    response = terms.pull * size * math.exp(terms.deal_spread * facts.deal * size)
    return (terms.altruism + response) * math.exp(-terms.fatigue * facts.sent) / 30.0
