"""The cases of a comparison: each scheme under each path of the economy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from experiments.comparison import NotComparable, refuse_unlike
from experiments.study.door import Written
from experiments.study.forms import Compare
from experiments.study.paths import at_path, leaf_at
from scenarios.faults import Fault, ScenarioError
from scenarios.resolved import Resolved
from scenarios.tree import Items, Node, Scalar, Settings

PRESET = "macro.preset"


class Case(NamedTuple):
    """A scheme under a path of the economy, which has no name where the scenario's own is kept."""

    scheme: str
    preset: str = ""


def cases(study: Written[Compare]) -> dict[Case, Resolved]:
    """Return what is run in each case, the baseline first.

    Raises ScenarioError with all that is wrong.
    """
    found: dict[Case, Resolved] = {}
    faults: list[Fault] = []
    for preset in listed(study.at("presets")) or [Scalar(None)]:
        over = [] if preset.text is None else [at_path(PRESET, preset, preset.mark)]
        try:
            for scheme in schemes(study, over):
                found[Case(scheme.scenario.name, preset.text or "")] = scheme
        except ScenarioError as error:
            faults += error.faults
    if faults:
        raise ScenarioError(faults)
    return found


def schemes(study: Written[Compare], over: list[Settings]) -> Iterator[Resolved]:
    """Yield the baseline, the other scenarios and the variants, with settings laid over them.

    Raises ScenarioError with all that is wrong.
    """
    asked: list[tuple[str, list[Settings]]] = [(each, []) for each in (study.says.scenario, *study.says.others)]
    asked += [(study.says.scenario, [*changes(study, name)]) for name in study.says.variants]
    found, faults = [], list[Fault]()
    for name, changed in asked:
        try:
            found.append(study.base(name, *changed, *over))
        except ScenarioError as error:
            faults += error.faults
    if faults:
        raise ScenarioError(faults)
    try:
        refuse_unlike([each.scenario for each in found])
    except NotComparable as error:
        raise ScenarioError([study.tree.mark.fault(str(error), "name them under others: or variants:")]) from None
    yield from found


def changes(study: Written[Compare], name: str) -> Iterator[Settings]:
    """Yield the settings of a variant, its name among them.

    Raises ScenarioError for a path that leads nowhere.
    """
    of = study.at("variants", name)
    assert isinstance(of, Settings)
    base = study.base()
    for path, node in of.of.items():
        leaf_at(path, base, of.marks[path])
        yield at_path(path, node, of.marks[path])
    yield at_path("name", Scalar(name, of.mark), of.mark)


def listed(node: Node) -> list[Scalar]:
    """Return the texts of a list, or a single one."""
    nodes = node.items if isinstance(node, Items) else (node,)
    return [each for each in nodes if isinstance(each, Scalar)]
