"""Where a scheme raises credit limits, all of it without being asked and without a look at what is carried over."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.tree import Path
from sim.facts import Form
from sim.scenario import Scenario


def limit_rises(scenario: Scenario) -> Iterator[tuple[str, Path]]:
    """Yield what raises a limit, and where that is set."""
    for number, tier in enumerate(scenario.tiers):
        if tier.limit > 1.0:
            yield f"tier {tier.name} multiplies the limit by {tier.limit:g}", ("tiers", number, "limit")
    for name, line in scenario.rewards.items():
        if line.form == Form.CREDIT_LIMIT:
            yield f"reward line {name} is paid in credit limit", ("rewards", name, "form")
    if scenario.team.depth and scenario.team.extra_limit:
        yield "a leader gets extra limit", ("team", "extra_limit")
