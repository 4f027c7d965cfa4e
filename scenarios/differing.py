"""Portraits and differences: what they write is laid over the scenario, checked like it, and kept setting by setting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from scenarios.faults import Fault, suggestion
from scenarios.merging import merged, spelled_out
from scenarios.shapes import Group, Named, Overlay, Place, Shape, is_common, scenario_shape
from scenarios.tree import Node, Path, Scalar, Settings, dotted, leaves, value_at
from scenarios.writing import written
from sim.cells import under
from sim.scenario import Difference, Portrait, Scenario
from sim.terms import Choice

WHERE = ("portraits", "differ")


def overlays(tree: Settings) -> Iterator[tuple[str, str, Settings, Settings]]:
    """Yield each portrait and difference: where it stands, its name, what it writes, the scenario under it."""
    bare = Settings({**tree.of, **{where: Settings({}) for where in WHERE}}, tree.mark, tree.marks)
    for where in WHERE:
        roots = [name for name, shape in one_of(where).fields.items() if isinstance(shape, Overlay)]
        for name, node in mapping(tree.of[where]).of.items():
            over = {root: value for root, value in mapping(node).of.items() if root in roots}
            yield where, name, Settings(over, node.mark, mapping(node).marks), bare


def mapping(node: Node) -> Settings:
    """Return a node that holds settings; an empty one for any other."""
    return node if isinstance(node, Settings) else Settings({}, node.mark)


def one_of(where: str) -> Group:
    """Return the shape of a portrait, or of a difference."""
    named = scenario_shape().fields[where]
    assert isinstance(named, Named)
    return named.of


def laid(over: Settings, bare: Settings, found: list[Fault]) -> Settings:
    """Return the scenario with one portrait or difference laid over it."""
    found += refusals(scenario_shape(), over, bare, ())
    whole = merged(scenario_shape(), bare, over, found)
    assert isinstance(whole, Settings)
    return whole


def refusals(shape: Shape | None, over: Node, base: Node, path: Path) -> Iterator[Fault]:
    """Yield the faults of changes that no portrait or difference can make."""
    if not isinstance(over, Settings) or not isinstance(shape, Group | Named):
        return
    for name, value in over.of.items():
        here = (*path, name)
        below = shape.of if isinstance(shape, Named) else shape.fields.get(name)
        if isinstance(shape, Named) and name not in mapping(base).of:
            hint = suggestion(name, mapping(base).of, "there are")
            yield over.marks[name].fault(f"there is no '{name}' that could differ", hint, dotted(here))
        elif isinstance(shape, Named) and isinstance(value, Scalar) and value.text is None:
            yield value.mark.fault(f"'{name}' cannot be left out for some", "set its amount to 0", dotted(here))
        elif isinstance(shape, Group) and is_common(below):
            others = ", ".join(each for each, other in shape.fields.items() if not is_common(other))
            yield over.marks[name].fault(f"{name} is the same for everybody", f"what may differ here: {others}", dotted(here))
        else:
            yield from refusals(below, value, mapping(base).of.get(name, base), here)


def places(shape: Shape | None, over: Node, path: Path = ()) -> Iterator[Path]:
    """Yield the paths of all that is written: single settings, and rules where one is chosen."""
    if isinstance(shape, Place):
        over = spelled_out(shape, over)
        chosen = isinstance(over, Settings) and "rule" not in over.of
        yield from ((*path, term) for term in mapping(over).of) if chosen else (path,)
    elif isinstance(shape, Group | Named) and isinstance(over, Settings):
        for name, value in over.of.items():
            yield from places(shape.of if isinstance(shape, Named) else shape.fields.get(name), value, (*path, name))
    else:
        yield path


def changes(over: Settings, scenario: Scenario) -> dict[str, Any]:
    """Return what is written, by path, with its value in the scenario it was laid over."""
    return {dotted(path): held(scenario, path) for path in places(scenario_shape(), over)}


def filled(scenario: Scenario, where: str, name: str, changed: Mapping[str, Any]) -> Scenario:
    """Return a scenario with the changes of one portrait or difference."""
    ones: Any = getattr(scenario, where)
    new: Any = {where: {**ones, name: ones[name]._replace(changes=changed)}}
    return scenario._replace(**new)


def held(group: Any, path: Path) -> Any:
    """Return the value of a setting of the model."""
    for name in path:
        group = group.terms if isinstance(group, Choice) else group
        group = group[name] if isinstance(group, Mapping) else getattr(group, str(name))
    return group


def at(fault: Fault, where: str, name: str) -> Fault:
    """Return a fault of the scenario as one of the portrait or difference laid over it."""
    return replace(fault, path=f"{where}.{name}.{fault.path}".rstrip("."))


def whole(scenario: Scenario) -> Settings:
    """Return the tree of a scenario, with what each portrait and difference changes."""
    tree = written(scenario_shape(), scenario)
    assert isinstance(tree, Settings)
    bare = scenario._replace(portraits={}, differ={})
    of = dict(tree.of)
    for where in WHERE:
        ones: Mapping[str, Portrait | Difference] = getattr(scenario, where)
        nodes = {name: Settings({**mapping(mapping(of[where]).of[name]).of, **mapping(nested(one.changes, bare)).of})
                 for name, one in ones.items()}
        of[where] = Settings(nodes)
    return Settings(of)


def nested(changed: Mapping[str, Any], bare: Scenario) -> Node:
    """Return changes as one writes them."""
    full = written(scenario_shape(), under(bare, [*changed.items()]))
    tree: Node = Settings({})
    for path in changed:
        tree = planted(tree, tuple(path.split(".")), value_at(full, tuple(path.split("."))))
    return tree


def planted(tree: Node, path: Path, node: Node) -> Node:
    """Return a tree with a node put in at a path."""
    if not path:
        return node
    of = mapping(tree).of
    return Settings({**of, str(path[0]): planted(of.get(str(path[0]), Settings({})), path[1:], node)})


def origins(tree: Settings, scenario: Scenario) -> dict[str, str]:
    """Return where each value of a scenario comes from; what a short form implies comes from where that stands."""
    return {dotted(path): str(value_at(tree, path).mark) for path, _ in leaves(whole(scenario))}
