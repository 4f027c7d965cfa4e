"""Do three levels or more of pay hold thirty persons or more?

From there on organising pyramid selling is prosecuted. The joint opinion of courts, procuratorates and police
(公通字〔2013〕37号) says how to count. Part 7: levels and persons include the one at the top and her own level, so that a
referrer and her friends are two levels, and a leader who earns on the friends of her friends makes three. Part 1: the
persons of several organisations of one organiser, which the lender is, are added up. So what is counted is everybody in
simulated referral trees of three levels or more.
"""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.guardrails.finding import Answer, Case, Law, Verdict
from scenarios.guardrails.levels import PYRAMID, paid_levels

LAW = Law("Three paid levels with thirty persons",
          "立案追诉标准的规定(二), Art. 78 (numbering of 2010), on Criminal Law Art. 224-1; 公通字〔2013〕37号", "china")
PARTICIPANTS = 30
PATH = ("team", "depth")
CURE = "set team.depth to 1, or 0: then there are two levels, however many persons"


def g2_pyramid_size(case: Case) -> Iterator[Answer]:
    """Yield how many levels are paid and how many persons they hold."""
    levels = paid_levels(case.scenario)
    if levels < PYRAMID:
        yield Answer(Verdict.OK, f"{levels} levels of pay, the payee's own counted", PATH)
    elif case.reach is None:
        yield Answer(Verdict.WARN, f"{levels} levels of pay, the payee's own counted; their persons not simulated", PATH, CURE)
    else:
        reach = case.reach
        value = (f"{levels} levels of pay, the payee's own counted; {reach.participants:,} persons in trees of {PYRAMID} levels or "
                 f"more, at most {reach.below_one:,} with one payee (most of {reach.runs} simulated runs of "
                 f"{reach.persons:,} persons and {reach.days:,} days)")
        yield Answer(Verdict.BLOCK if reach.participants >= PARTICIPANTS else Verdict.WARN, value, PATH, CURE)
