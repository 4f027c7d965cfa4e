"""What a file of ties implies: where it lies, that the network is as in it, and how many persons there are."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from scenarios import edge_list
from scenarios.faults import ScenarioError
from scenarios.overrides import SHOWN
from scenarios.tree import DEFAULT, Mark, Node, Scalar, Settings, value_at

EDGES = "network", "edges"


def anchored(settings: Settings, folder: Path) -> Settings:
    """Return the settings of a file with the path of its edge list taken from the file's folder."""
    written = value_at(settings, EDGES)
    if value_at(settings, EDGES[:1]) is written or not isinstance(written, Scalar) or not written.text:
        return settings
    path = os.path.abspath(folder / os.path.expanduser(written.text))  # noqa: PTH100, PTH111 - never raise
    return with_network(settings, edges=Scalar(path, written.mark))


def with_implied(tree: Settings, layers: Sequence[str]) -> Settings:
    """Return the tree with what is implied by the last word on the network; ``layers`` are the files, the base of all first.

    A file of ties that is named later than a kind or a number of persons replaces them; one that is named earlier than
    another kind is dropped.
    """
    def age(mark: Mark) -> int:
        return -1 if mark is DEFAULT else len(layers) if mark.source.name == SHOWN else layers.index(mark.source.name)

    edges, kind, persons = value_at(tree, EDGES), value_at(tree, ("network", "kind")), value_at(tree, ("persons",))
    if not isinstance(edges, Scalar) or not edges.text:
        return tree
    if age(kind.mark) > age(edges.mark) and isinstance(kind, Scalar) and kind.text != "edges":
        return with_network(tree, edges=Scalar(None, kind.mark))
    if age(kind.mark) < age(edges.mark):
        tree = with_network(tree, kind=Scalar("edges", edges.mark))
    number = persons_in(edges.text) if age(persons.mark) < age(edges.mark) else None
    return tree if number is None else tree.changed({**tree.of, "persons": Scalar(str(number), edges.mark)}, tree)


def with_network(tree: Settings, **of: Node) -> Settings:
    """Return a tree with other settings of the network."""
    network = value_at(tree, ("network",))
    assert isinstance(network, Settings)
    return tree.changed({**tree.of, "network": network.changed({**network.of, **of}, network)}, tree)


def persons_in(file: str) -> int | None:
    """Return how many persons there are in an edge list, or None where it cannot be read: the check of the whole tells why."""
    try:
        return len(edge_list.read(file))
    except ScenarioError:
        return None
