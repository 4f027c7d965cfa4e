"""Changing single settings from outside, ``rewards.referrer.amount.pay=60``, with the faults a file would have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from scenarios import stated
from scenarios.faults import Fault, ScenarioError, suggestion
from scenarios.filed import PORTRAITS, is_file, unfolded
from scenarios.merging import slips
from scenarios.reading import value
from scenarios.tree import Mark, Node, Scalar, Settings, Source

SHOWN = "--set"
NAMED = {"rewards": ("reward line", "reward lines"), "portraits": ("portrait", "portraits"),
         "differ": ("difference", "differences")}
Overrides = Mapping[str, object] | Iterable[str]


def applied(tree: Settings, overrides: Overrides, faults: list[Fault]) -> Settings:
    """Return the tree with each override laid over it, in order."""
    for assignment in assignments(overrides):
        try:
            over = read(assignment, tree)
        except ScenarioError as error:
            faults += error.faults
        else:
            tree = laid(faults, tree, over)
    return tree


def laid(faults: list[Fault], tree: Settings, settings: Settings) -> Settings:
    """Return a tree with settings laid over it, the portraits of a file first where they name one."""
    if is_file(settings.of.get(PORTRAITS)):
        tree, portraits, settings = unfolded(tree, settings, faults)
        tree = laid(faults, tree, portraits)
    faults += slips(tree, settings)
    return stated.laid(tree, settings, faults)


def assignments(overrides: Overrides) -> list[str]:
    """Return the overrides as ``path=value``."""
    if isinstance(overrides, Mapping):
        return [f"{path}={plain(each)}" for path, each in overrides.items()]
    return list(overrides)


def plain(each: object) -> str:
    """Return a value of Python's as it is written in a file."""
    if isinstance(each, bool) or each is None:
        return {True: "true", False: "false", None: "null"}[each]
    return str(list(each)) if isinstance(each, tuple) else str(each)


def read(assignment: str, tree: Settings) -> Settings:
    """Return one override as a tree.

    Raises ScenarioError where it is no ``path=value`` or leads through a reward line that is not there.
    """
    path, node = assigned(assignment)
    names, source = path.split("."), node.mark.source
    if names[0] in NAMED and len(names) > 2:
        existing(names[0], names[1], tree, Mark(source, 1, len(names[0]) + 2))
    return nested(names, node, Mark(source, 1, 1))


def assigned(assignment: str) -> tuple[str, Node]:
    """Return path and value of one override.

    Raises ScenarioError where it is no ``path=value``.
    """
    source = Source(SHOWN, tuple(assignment.splitlines()), numbered=False)
    path, equals, text = assignment.partition("=")
    if not equals or not all(path.strip().split(".")):
        raise ScenarioError([Mark(source, 1, 1).fault(f"'{assignment}' is no override", "write path=value")])
    return path.strip(), value(text, source, len(path) + 2)


def nested(names: Sequence[str], node: Node, mark: Mark) -> Settings:
    """Return a value as settings within settings, for a path that begins at a place."""
    *above, name = names
    column = mark.column + sum(len(each) + 1 for each in above)
    here = Mark(mark.source, mark.line, column)
    settings = Settings({name: node}, here, {name: here})
    return nested(above, settings, mark) if above else settings


def existing(group: str, name: str, tree: Settings, mark: Mark) -> None:
    """Refuse to begin a new reward line by one of its settings, which is a slip of the pen more often than not."""
    lines: Node | None = tree.of.get(group)
    one, several = NAMED[group]
    if isinstance(lines, Settings) and name not in lines.of:
        if not lines.of:
            title = tree.of.get("name")
            whose = title.text if isinstance(title, Scalar) and title.text else "the scenario"
            hint = "--set applies to every scenario of the command, so put it into a file to change one"
            raise ScenarioError([mark.fault(f"{whose} has no {several}", hint, f"{group}.{name}")])
        near = suggestion(name, lines.of, f"the {several.split()[-1]} are")
        raise ScenarioError([mark.fault(f"there is no {one} '{name}'", near, f"{group}.{name}")])
