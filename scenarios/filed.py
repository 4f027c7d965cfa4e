"""Portraits in a file of their own: ``portraits: FILE`` stands for what is in it, the portraits in place of all others."""

from __future__ import annotations

import os
from pathlib import Path

from scenarios.faults import Fault, ScenarioError, suggestion
from scenarios.reading import read
from scenarios.stated import EVIDENCE
from scenarios.tree import Node, Scalar, Settings

SHIPPED = Path(__file__).parent
PORTRAITS = "portraits"
BESIDE = ("population", "behaviour", "credit")
"""What may stand in such a file beside portraits: what the same data say of everybody."""
FORM = "write portraits:, and the portraits below it by name"


def is_file(node: Node | None) -> bool:
    """Tell whether the path of a file stands in place of the portraits."""
    return isinstance(node, Scalar) and bool(node.text)


def from_folder(settings: Settings, folder: Path) -> Settings:
    """Return the settings of a file with the path of its portraits taken from the file's folder."""
    node = settings.of.get(PORTRAITS)
    if not isinstance(node, Scalar) or not node.text:
        return settings
    path = folder / os.path.expanduser(node.text)  # noqa: PTH111 - never raises
    return settings.changed({**settings.of, PORTRAITS: Scalar(str(path), node.mark)}, settings)


def unfolded(tree: Settings, settings: Settings, faults: list[Fault]) -> tuple[Settings, Settings, Settings]:
    """Return the tree without its portraits, what is in the file, and the settings without its path."""
    node = settings.of[PORTRAITS]
    assert isinstance(node, Scalar)
    bare = tree.changed({**tree.of, PORTRAITS: Settings({}, node.mark)}, tree)
    rest = Settings({name: each for name, each in settings.of.items() if name != PORTRAITS}, settings.mark, settings.marks)
    try:
        return bare, in_file(node), rest
    except ScenarioError as error:
        faults += error.faults
        return bare, Settings({}, node.mark), rest


def in_file(named: Scalar) -> Settings:
    """Return the settings in a file of portraits.

    Raises ScenarioError where there is no such file, or something else in it.
    """
    path = Path(str(named.text))
    if not os.path.exists(path):  # noqa: PTH110 - unlike Path.exists, it never raises
        near = [each.name for ending in (".yaml", ".yml") if os.path.exists(each := path.with_suffix(ending))]  # noqa: PTH110
        hint = f"did you mean '{near[0]}'?" if near else "a path is taken from the folder of the file in which it stands"
        raise ScenarioError([named.mark.fault(f"there is no file {path}", hint, PORTRAITS)])
    settings = read(path, str(path.relative_to(SHIPPED) if path.is_relative_to(SHIPPED) else path))
    allowed = (PORTRAITS, *BESIDE, EVIDENCE)
    found = [settings.marks[name].fault(f"a file of portraits holds no '{name}'", suggestion(name, allowed, "it holds"), name)
             for name in settings.of if name not in allowed]
    if not isinstance(settings.of.get(PORTRAITS), Settings):
        found = [settings.mark.fault("there are no portraits in this file", FORM, PORTRAITS)]
    if found:
        raise ScenarioError(found)
    return settings
