"""How many levels down a scheme pays."""

from __future__ import annotations

from scenarios.guardrails.asking import ask, counts, paid_for_others
from scenarios.guardrails.variants import variants
from sim.facts import Leader, TeamReward
from sim.policy import LEADER, REFERRER
from sim.scenario import Scenario, Team

PYRAMID = 3
"""Paid levels from which a scheme may be prosecuted, the payee's own counted."""
CNY_10_000 = 1_000_000
LARGE = 10_000


def paid_levels(scenario: Scenario) -> int:
    """Return how many levels a scheme pays over, the payee's own counted: 2 where a referrer is paid for her friends.

    Where terms differ, the most that anybody is paid over.
    """
    below = max(levels_below(each.scenario) for each in variants(scenario))
    return 1 + below if below else 0


def levels_below(scenario: Scenario) -> int:
    """Return how many levels below her one person is paid for: 1 her friends, 2 their friends too; 0 where nobody is paid."""
    team, payees = scenario.team, {line.pay for line in paid_for_others(scenario).values()}
    override_pays = deepest_override(scenario)
    led = LEADER in payees or bool(team.extra_limit or override_pays) and leads_by_team(team)
    return max(int(REFERRER in payees), override_pays, team.depth if led else 0)


def needs_reach(scenario: Scenario) -> bool:
    """Tell whether it matters how many persons a scheme gathers."""
    return scenario.compliance.china and paid_levels(scenario) >= PYRAMID


def override(team: Team, level: int) -> float:
    """Return what share of a team member's reward a leader gets so many levels above the friend, 1 being her own referrer."""
    return float(ask("override", team.override, TeamReward(CNY_10_000, level))) / CNY_10_000


def deepest_override(scenario: Scenario) -> int:
    """Return the deepest level on which a leader earns on a referrer's reward, 0 where there is no such level or reward."""
    if all(line.pay != REFERRER for line in paid_for_others(scenario).values()):
        return 0
    return max((level for level in range(1, scenario.team.depth + 1) if override(scenario.team, level) > 0.0), default=0)


def leads_by_team(team: Team) -> bool:
    """Tell whether friends of friends help to become a leader, by the rule that says who leads."""
    def leads(friends: int, members: int) -> bool:
        return bool(ask("qualify", team.qualify, Leader(friends, members, on_time=LARGE, bucket=0)))

    return any(leads(friends, LARGE) and not leads(friends, friends) for friends in counts(team.qualify))
