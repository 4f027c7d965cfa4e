"""The terms that customers live under: the scenario's own, and those of each combination of differences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from scenarios.tree import Path, dotted
from sim.cells import applying, cells, under
from sim.scenario import Scenario


class Variant(NamedTuple):
    """A scenario with some differences applied; ``changed`` names the difference that has set each path it changes."""

    scenario: Scenario
    changed: Mapping[str, str]

    def home(self, path: Path) -> Path:
        """Return where a setting is written: in the last difference that changes it, or something in it or around it."""
        here = f"{dotted(path)}."
        last = [name for each, name in self.changed.items() if here.startswith(f"{each}.") or each.startswith(here)]
        return ("differ", last[-1], *path) if last else path


def variants(scenario: Scenario) -> Iterator[Variant]:
    """Yield the scenario as it is, then every combination of differences that somebody lives under, once.

    What portraits change is left aside: how people are and behave is no term of the lender's.
    """
    combinations = dict.fromkeys(tuple(applying(scenario, cell)) for cell in cells(scenario))
    for names in ((), *(each for each in combinations if each)):
        changes = [(path, value, name) for name in names for path, value in scenario.differ[name].changes.items()]
        changed = under(scenario._replace(differ={}), [(path, value) for path, value, _ in changes])
        yield Variant(changed, {path: name for path, _, name in changes})
