"""A scenario with the origin of every value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scenarios import places
from scenarios.differing import mapping, origins, whole
from scenarios.shapes import scenario_shape
from scenarios.stated import EVIDENCE, stated
from scenarios.tree import Items, Node, Scalar, Settings, dotted, leaves, value_at
from scenarios.writing import yaml_of
from sim.scenario import Scenario


@dataclass(frozen=True)
class Resolved:
    """A scenario ready to run, and the tree of what the files, the overrides and the defaults say."""

    scenario: Scenario
    tree: Settings
    added: tuple[str, ...] = ()
    """The paths of the rewards, portraits and differences that are new beside those of the base."""

    @property
    def origins(self) -> Mapping[str, str]:
        """Where each value comes from: ``file:line``, ``--set`` or ``default``."""
        return origins(self.tree, self.scenario)

    @property
    def values(self) -> Mapping[str, str]:
        """Each value as it is written at the door, in its term's unit."""
        return {dotted(path): shown(leaf) for path, leaf in leaves(whole(self.scenario))}

    @property
    def shown(self) -> Mapping[str, str]:
        """Each value as one writes it, with its unit."""
        found = places.values(scenario_shape(), whole(self.scenario))
        return {dotted(path): places.shown(shape, leaf, self.scenario.currency) for path, shape, leaf in found}

    @property
    def evidence(self) -> Mapping[str, str]:
        """What values stand on, as files state it: a grade and its source, by the path of the setting."""
        return stated(self.tree)

    @property
    def notes(self) -> tuple[str, ...]:
        """What is no fault but may not be what was meant, with its place."""
        return (*places.bare_ones(scenario_shape(), self.tree), *nobody_organises(self.scenario))

    def to_yaml(self, origins: bool = False) -> str:
        """Return the whole scenario as YAML that loads to the very same one, with comments on origins where asked."""
        settings = mapping(marked(whole(self.scenario), self.tree)).of
        evidence = {EVIDENCE: self.tree.of[EVIDENCE]} if self.evidence else {}
        return yaml_of(Settings({**settings, **evidence}), origins)


def nobody_organises(scenario: Scenario) -> Iterator[str]:
    """Yield that a share of organisers comes to nobody, where the population is that small."""
    share, persons = scenario.abuse.organisers, scenario.persons
    if share > 0.0:
        from sim.people import organisers

        if organisers(scenario) == 0:
            yield f"{scenario.name}: abuse.organisers: {share:g} per 10,000 are none of {persons:,} persons, so no ring can come"


def marked(node: Node, tree: Node) -> Node:
    """Return a tree with the places of another one of the same form."""
    if isinstance(node, Settings):
        return Settings({name: marked(value, value_at(tree, (name,))) for name, value in node.of.items()}, tree.mark)
    if isinstance(node, Items):
        items = (marked(item, value_at(tree, (number,))) for number, item in enumerate(node.items))
        return Items(tuple(items), tree.mark)
    return Scalar(node.text, tree.mark)


def shown(leaf: Scalar | Items) -> str:
    """Return a value as text."""
    return str(leaf.text) if isinstance(leaf, Scalar) else ", ".join(str(shown(each)) for each in leaf.items)  # type: ignore[arg-type]
