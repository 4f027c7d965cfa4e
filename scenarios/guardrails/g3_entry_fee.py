"""Must one pay or buy something in order to refer, or to be paid for it?

A fee or a purchase as the condition of taking part is Article 7 (2): it blocks. What comes close warns: leading a team,
or a higher reward, only with purchases of one's own, and a reward that waits for the friend's purchase. A loan that an
enterprise takes is no purchase: a commission on it is a broker's.
"""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.guardrails.asking import ask, needs_purchase, paid_for_others
from scenarios.guardrails.finding import Answer, Case, Law, Verdict
from scenarios.guardrails.levels import LARGE
from sim.facts import Leader
from sim.scenario import ENTERPRISE_LOAN, Compliance, Scenario

LAW = Law("A fee or a purchase to take part", "禁止传销条例 (State Council Order 444, 2005), Art. 7 (2)", "china")


def g3_entry_fee(case: Case) -> Iterator[Answer]:
    """Yield every fee and purchase that pay depends on, or that there is none."""
    scenario = case.scenario
    found = [*declared(scenario.compliance, scenario.currency), *to_lead(scenario), *to_climb(scenario), *of_friends(scenario)]
    yield from found or [Answer(Verdict.OK, "neither fee nor purchase", ("compliance", "joining_fee"))]


def declared(terms: Compliance, currency: str) -> Iterator[Answer]:
    """Yield the conditions that the terms of the programme are declared to have."""
    if terms.joining_fee:
        yield Answer(Verdict.BLOCK, f"taking part costs {terms.joining_fee / 100:,.10g} {currency}", ("compliance", "joining_fee"),
                     "let everybody take part for nothing")
    if terms.own_purchase_required:
        yield Answer(Verdict.BLOCK, "one must have bought something oneself", ("compliance", "own_purchase_required"),
                     "let customers refer who have bought nothing")


def to_lead(scenario: Scenario) -> Iterator[Answer]:
    """Yield where nobody leads a team without statements of her own, which only purchases bring."""
    team = scenario.team
    if team.depth and not ask("qualify", team.qualify, Leader(LARGE, LARGE, on_time=0, bucket=0)):
        yield Answer(Verdict.WARN, "to lead a team one must have bought and repaid oneself", ("team", "qualify"),
                     "let no purchase of one's own be needed to lead (on_time: 0)")


def to_climb(scenario: Scenario) -> Iterator[Answer]:
    """Yield the first tier that raises rewards and asks for spending of one's own, or statements, which only purchases bring."""
    by_tier = any(line.by_tier for line in paid_for_others(scenario).values())
    for number, tier in enumerate(scenario.tiers):
        if by_tier and (tier.spend or tier.on_time) and tier.reward > 1.0:
            value = f"purchases of one's own raise what one is paid (tier {tier.name})"
            yield Answer(Verdict.WARN, value, ("tiers", number, "spend" if tier.spend else "on_time"),
                         "let tiers raise limits, not rewards (reward: 1)")
            return


def of_friends(scenario: Scenario) -> Iterator[Answer]:
    """Yield the lines that pay for a friend only once she has bought something."""
    if scenario.product.kind == ENTERPRISE_LOAN:
        return
    for name, line in paid_for_others(scenario).items():
        if needs_purchase(line):
            value = f"a friend must have bought something ({line.when.rule})"
            yield Answer(Verdict.WARN, value, ("rewards", name, "when"),
                         "let the reward not hang on a purchase (when: approved, held and clawed back on default), or take advice")
