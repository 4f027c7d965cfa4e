"""The settings that people live under: the scenario's own, those of each portrait, and those of each combination of differences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from scenarios.tree import Path, dotted
from sim.cells import Cell, applying, cells, under
from sim.scenario import Scenario


class Variant(NamedTuple):
    """A scenario as some people live under it.

    ``layers`` are the portrait and the differences that change something for them, each by its path, the last word last;
    ``changed`` names the layer that has set each setting they change.
    """

    scenario: Scenario
    layers: tuple[Path, ...]
    changed: Mapping[str, Path]

    def home(self, path: Path) -> Path:
        """Return where a setting is written: in the last layer that changes it, or something in it or around it."""
        here = f"{dotted(path)}."
        last = [layer for each, layer in self.changed.items() if here.startswith(f"{each}.") or each.startswith(here)]
        return (*last[-1], *path) if last else path


def plain(scenario: Scenario) -> Scenario:
    """Return a scenario as it is written, portraits and differences left aside."""
    return scenario._replace(portraits={}, differ={})


def variants(scenario: Scenario) -> Iterator[Variant]:
    """Yield each scenario that somebody lives under, once; as it is written only where that is so for some."""
    for layers in dict.fromkeys(tuple(layers_of(scenario, cell)) for cell in cells(scenario) if inhabited(scenario, cell)):
        changes = [(path, value, layer) for layer in layers for path, value in changes_of(scenario, layer).items()]
        changed = under(plain(scenario), [(path, value) for path, value, _ in changes])
        yield Variant(changed, layers, {path: layer for path, _, layer in changes})


def inhabited(scenario: Scenario, cell: Cell) -> bool:
    """Tell whether anybody is of a cell's portrait."""
    shares = [portrait.share for portrait in scenario.portraits.values()]
    return not shares or shares[cell.portrait] > 0.0


def layers_of(scenario: Scenario, cell: Cell) -> Iterator[Path]:
    """Yield the path of what changes something in a cell: its portrait, then the differences that apply."""
    for name in [*scenario.portraits][cell.portrait : cell.portrait + 1]:
        if scenario.portraits[name].changes:
            yield "portraits", name
    for name in applying(scenario, cell):
        if scenario.differ[name].changes:
            yield "differ", name


def changes_of(scenario: Scenario, layer: Path) -> Mapping[str, object]:
    """Return what a portrait or a difference changes, by its path."""
    group, name = layer
    changes: Mapping[str, object] = getattr(scenario, str(group))[name].changes
    return changes
