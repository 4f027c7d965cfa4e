"""The copy of a study in its folder, which runs from there wherever the folder goes: the files that it names go with it."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path
from typing import Any

from experiments.lab import fingerprint
from experiments.study.door import Written
from scenarios.load import names, resolve
from scenarios.tree import Items, Node, Scalar, Settings
from scenarios.writing import yaml_of

STUDY, SCENARIOS = "study.yaml", "scenarios"
NAMING = ("scenario", "others", "schemes")
"""Behind these keys names of scenarios stand."""


def write_copy(study: Written[Any], folder: Path) -> None:
    """Write a study to a folder: as it was written, but with whole scenarios and points beside it where it names files.

    An earlier search, an edge list and portraits that are set stay where they are, and are named by their whole paths.
    """
    of = {key: carried(key, node, study, folder) for key, node in study.tree.of.items()}
    text = study.text if of == study.tree.of else yaml_of(Settings(of))
    (folder / STUDY).write_text(text, encoding="utf-8")


def carried(key: str, node: Node, study: Written[Any], folder: Path) -> Node:
    """Return what stands behind a key such that it means the same in the copy."""
    if isinstance(node, Items):
        return Items(tuple(carried(key, each, study, folder) for each in node.items), node.mark)
    if isinstance(node, Settings):
        of = {name: carried(f"{key}.{name}", each, study, folder) for name, each in node.of.items()}
        return Settings(of, node.mark, node.marks)
    text = node.text or ""
    if key in NAMING and text not in names():
        return Scalar(scenario_beside(study.located(text), folder))
    if key == "targets" and (study.folder / text).is_file():
        return Scalar(with_content(study.folder / text, folder))
    if key == "file":
        return Scalar(beside(study.folder / text, folder))
    place = {"warm_start": study.place(text), "set.network.edges": Path(text), "set.portraits": Path(text)}.get(key)
    return node if place is None or not text else Scalar(os.path.abspath(place))  # noqa: PTH100 - keeps links


def scenario_beside(name: str, folder: Path) -> str:
    """Write the scenario in a file to a folder, whole, unless it is there; return its path as seen from the folder."""
    if is_within(Path(name), folder):
        return os.path.relpath(name, folder)
    what = resolve(name)
    of_content = f"-{fingerprint(what.scenario)}"
    path = folder / SCENARIOS / f"{Path(name).stem.removesuffix(of_content)}{of_content}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(what.to_yaml(), encoding="utf-8")
    return f"{SCENARIOS}/{path.name}"


def beside(file: Path, folder: Path) -> str:
    """Copy a file to a folder, unless it is there; return its path as seen from the folder."""
    return os.path.relpath(file, folder) if is_within(file, folder) else Path(shutil.copy(file, folder)).name


def with_content(file: Path, folder: Path) -> str:
    """Copy a file to a folder under a name that has a digest of its content, as others may have its name; return its path there."""
    if is_within(file, folder):
        return os.path.relpath(file, folder)
    digest = hashlib.blake2b(file.read_bytes(), digest_size=8).hexdigest()
    return Path(shutil.copy(file, folder / f"{file.stem}-{digest}{file.suffix}")).name


def is_within(file: Path, folder: Path) -> bool:
    """Tell whether a file lies somewhere in a folder."""
    return file.resolve().is_relative_to(folder.resolve())
