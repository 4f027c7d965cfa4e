"""Whether scenarios are about the same people: who they are, how they differ, whom they know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sim.scenario import Scenario

SETTINGS = ("population", "network", "portraits", "abuse")


def differing(one: Scenario, other: Scenario) -> tuple[str, ...]:
    """Return the settings by which the people of two scenarios differ, besides their number."""
    return tuple(setting for setting in SETTINGS if getattr(one, setting) != getattr(other, setting))


def other_people(scenarios: Iterable[Scenario]) -> Mapping[str, tuple[str, ...]]:
    """Return the settings by which the people of each scenario differ from the first one's, where any do."""
    first, *others = scenarios
    found = {scenario.name: differing(first, scenario) for scenario in others}
    return {name: settings for name, settings in found.items() if settings}
