"""Is anybody paid for the recruits of her recruits?

Article 7 of the Regulation on the Prohibition of Pyramid Selling names pay by the number of persons recruited, "directly
or indirectly in turn" (1), and pay by what those below have sold (3). Pay beyond one's own friends blocks. A ladder that
pays more for each further friend warns: it is pay by headcount, of direct friends alone, which the article names and
which is not pyramid selling as long as nobody must recruit.
"""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.guardrails.asking import most, paid_for_others, reward
from scenarios.guardrails.finding import Answer, Case, Law, Verdict
from scenarios.guardrails.levels import deepest_override, leads_by_team, levels_below, override
from sim.policy import LEADER
from sim.scenario import Scenario

LAW = Law("Pay on indirect recruits", "禁止传销条例 (State Council Order 444, 2005), Art. 7 (1) and (3)", "china")


def g1_indirect_recruits(case: Case) -> Iterator[Answer]:
    """Yield what pays on indirect recruits or by headcount, or that nothing does."""
    found = [*on_overrides(case.scenario), *on_leaders(case.scenario), *by_headcount(case.scenario)]
    who = "a referrer is paid for her own friends alone" if levels_below(case.scenario) else "nobody is paid for recruits"
    yield from found or [Answer(Verdict.OK, who, ("rewards",))]


def on_overrides(scenario: Scenario) -> Iterator[Answer]:
    """Yield where a leader earns on what the friends of her friends bring."""
    indirect = range(2, deepest_override(scenario) + 1)
    if indirect:
        shares = ", ".join(f"{100.0 * override(scenario.team, level):.3g} % of rewards {level} levels below" for level in indirect)
        value = f"a leader earns on what friends of friends bring: {shares}"
        yield Answer(Verdict.BLOCK, value, ("team", "depth"), "set team.depth to 1, or 0: pay for one's own friends alone")


def on_leaders(scenario: Scenario) -> Iterator[Answer]:
    """Yield where a leader is paid for recruits of others, in money or in credit limit."""
    team = scenario.team
    if team.depth < 2:
        return
    for name, line in paid_for_others(scenario).items():
        if line.pay == LEADER:
            value = f"a leader up to {team.depth} levels above the friend is paid"
            yield Answer(Verdict.BLOCK, value, ("rewards", name, "pay"), "pay the referrer instead, or set team.depth to 1")
    earns = "extra limit" if team.extra_limit else "override" if deepest_override(scenario) else ""
    if earns and leads_by_team(team):
        yield Answer(Verdict.BLOCK, f"friends of friends count towards a leader's {earns}", ("team", "qualify"),
                     "let only one's own friends count")


def by_headcount(scenario: Scenario) -> Iterator[Answer]:
    """Yield the lines on which a later friend pays more than the first."""
    for name, line in paid_for_others(scenario).items():
        first, later = reward(line, 1), most(line)
        if later > first:
            times = f"up to {later / first:.3g} times as much as the first" if first else "more than the first, who pays nothing"
            value = f"a later friend pays {times}"
            yield Answer(Verdict.WARN, value, ("rewards", name, "amount"), "pay the same for each friend, or less for later ones")
