"""A candidate as a scenario file that runs: its base, and what it changes."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from experiments.lab import fingerprint
from scenarios import load
from scenarios.tree import Items, Node, Scalar, Settings
from scenarios.writing import yaml_of


class CannotAdopt(ValueError):
    """What cannot be made a scenario file."""


def adopt(record: Mapping[str, Any], name: str, path: Path) -> Path:
    """Write a candidate of a search, by its name, as the scenario file ``path``; it loads to the very scenario that was verified.

    Raises CannotAdopt for what is no candidate, FileExistsError for a file that is there.
    """
    found = next((each for each in record["candidates"] if each["candidate"] == name), None)
    if found is None:
        known = ", ".join(each["candidate"] for each in record["candidates"])
        raise CannotAdopt(f"{name} is no candidate of this search; candidates are {known}")
    if path.exists():
        raise FileExistsError(errno.EEXIST, "there is such a file already: choose another name", str(path))
    partial = path.with_name(f".{path.name}.partial")
    partial.write_text(as_file(record, found, path.parent), encoding="utf-8")
    try:
        if fingerprint(load(partial)) != found["fingerprint"]:
            raise CannotAdopt(f"{path} would not be the scenario that was verified: {record['base']} has been changed since")
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return path


def as_file(record: Mapping[str, Any], found: Mapping[str, Any], folder: Path) -> str:
    """Return the text of the scenario file of a candidate."""
    base = record["base"]
    tree: Settings = Settings({
        "base": Scalar(os.path.relpath(base, folder.resolve()) if Path(base).is_absolute() else base),
        "title": Scalar(f"{record['title'] or record['name']}: {found['candidate']}"),
        "purpose": Scalar(f"Found by the search {record['name']}: {record['prefer']}, of {found['replications']} fresh seeds."),
    })
    for each in found["settings"]:
        tree = planted(tree, each["path"].split("."), noded(each["value"]))
    return yaml_of(tree)


def planted(tree: Node | None, path: list[str], node: Node) -> Settings:
    """Return a tree with a value at a path."""
    of = dict(tree.of) if isinstance(tree, Settings) else {}
    first, *rest = path
    of[first] = planted(of.get(first), rest, node) if rest else node
    return Settings(of)


def noded(value: Any) -> Node:
    """Return a value of a record as one writes it."""
    if isinstance(value, dict):
        return Settings({name: noded(each) for name, each in value.items()})
    return Items(tuple(map(noded, value))) if isinstance(value, list) else Scalar(value)
