"""Targets: what has been observed, how sure that is, and in which file it stands.

Shipped ones are files in ``scenarios/targets``, and found by their names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from experiments.calibration.stated import EXAMPLE, Figures, Target, stated, unknown
from scenarios.faults import Gathered, ScenarioError, suggestion
from scenarios.reading import read
from scenarios.tree import Mark, Scalar, Settings, plain

SHIPPED = Path(__file__).parents[2] / "scenarios" / "targets"
OF_FILE = ("title", "source", "targets")


def names() -> list[str]:
    """Return the names of the shipped targets."""
    return sorted(path.stem for path in SHIPPED.glob("*.yaml"))


def described() -> Iterator[tuple[str, str]]:
    """Yield the shipped targets, each with its title."""
    yield from ((name, str(plain(read(SHIPPED / f"{name}.yaml", name))["title"])) for name in names())


def file_of(name: str, folder: Path) -> Path:
    """Return the file of targets: a shipped one by its name, another by its path from a folder."""
    return SHIPPED / f"{name}.yaml" if name in names() else folder / name


def targets(files: Sequence[tuple[str, Mark]], folder: Path, figures: Figures) -> tuple[Target, ...]:
    """Return the targets in several files, each given by its name and where that stands; ``figures`` are those there are.

    Raises ScenarioError with all that is wrong.
    """
    found, first, gathered = list[Target](), dict[tuple[str, int], Mark](), Gathered()
    for name, mark in files:
        with gathered:
            for target, stands in in_file(name, mark, folder, figures):
                figure = target.figure, target.side
                if figure in first:
                    hint = f"first in {first[figure]}"
                    gathered.faults.append(stands.fault(f"{target.figure} is a target already", hint, target.name))
                first.setdefault(figure, stands)
                found.append(target)
    gathered.refuse()
    return tuple(found)


def in_file(name: str, mark: Mark, folder: Path, figures: Figures) -> Iterator[tuple[Target, Mark]]:
    """Yield the targets in a file, each with its place.

    Raises ScenarioError with all that is wrong.
    """
    path = file_of(name, folder)
    if not path.is_file():
        hint = suggestion(Path(name).stem, names(), "shipped are")
        raise ScenarioError([mark.fault("there are no such targets, and no such file", hint, "targets")])
    tree, gathered = read(path, f"{name}.yaml" if name in names() else str(path)), Gathered()
    gathered.faults += unknown(tree, OF_FILE, "")
    given, source = tree.of.get("targets"), tree.of.get("source")
    if not isinstance(given, Settings) or not given.of:
        gathered.faults.append(tree.mark.fault("targets are missing", f"late: {EXAMPLE}", "targets"))
        given = Settings({})
    common = source.text or "" if isinstance(source, Scalar) else ""
    for each, node in given.of.items():
        with gathered:
            for target, stands in stated(each, node, given.marks[each], figures):
                yield target._replace(source=target.source or common), stands
    gathered.refuse()
