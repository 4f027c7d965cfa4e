"""Loading scenarios: shipped ones by name, others by path, each laid over its base and the defaults."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from itertools import accumulate
from pathlib import Path

from scenarios import stated
from scenarios.faults import Fault, ScenarioError, suggestion
from scenarios.filed import from_folder
from scenarios.implied import anchored, with_implied
from scenarios.merging import added
from scenarios.overrides import Overrides, applied, laid
from scenarios.reading import read
from scenarios.resolved import Resolved
from scenarios.settling import settle
from scenarios.shapes import scenario_shape
from scenarios.tree import Mark, Node, Scalar, Settings, Source
from scenarios.writing import written
from sim.scenario import Scenario

SHIPPED = Path(__file__).parent
OWN = ("name", "title", "purpose")


def load(name_or_path: str | Path, overrides: Overrides = ()) -> Scenario:
    """Return a scenario: a shipped one by its name, another by the path of its file, with settings overridden.

    Raises ScenarioError with all that is wrong.
    """
    return resolve(name_or_path, overrides).scenario


def resolve(name_or_path: str | Path, overrides: Overrides = (), over: Sequence[Settings] = ()) -> Resolved:
    """Return a scenario with the origin of every value; ``over`` are settings of other files, laid over it one by one.

    Raises ScenarioError with all that is wrong.
    """
    faults: list[Fault] = []
    tree, own = written(scenario_shape(), Scenario()), chain(name_or_path)
    assert isinstance(tree, Settings)
    trees = [*accumulate((*own, *over), partial(laid, faults), initial=tree)]
    sources = [settings.mark.source.name for settings in (*own, *over)]
    explicit = applied(trees[-1], overrides, faults)
    tree = stated.kept(explicit, with_implied(explicit, sources))
    return Resolved(settle(tree, faults), tree, added(trees[max(len(own) - 1, 1)], tree))


def changed(what: Resolved, over: Sequence[Settings]) -> Resolved:
    """Return a scenario with other settings laid over it, one by one.

    Raises ScenarioError with all that is wrong.
    """
    faults: list[Fault] = []
    tree = what.tree
    for settings in over:
        tree = stated.laid(tree, settings, faults)
    return Resolved(settle(tree, faults), tree)


def names() -> list[str]:
    """Return the names of the shipped scenarios."""
    return sorted(path.stem for path in SHIPPED.glob("*.yaml"))


def describe(name_or_path: str | Path) -> tuple[str, str]:
    """Return title and purpose of a scenario.

    Raises ScenarioError as ``load`` does.
    """
    scenario = load(name_or_path)
    return scenario.title, scenario.purpose


def chain(name_or_path: str | Path) -> list[Settings]:
    """Return the settings of a scenario and of all it is based on, the base of all first.

    Raises ScenarioError for a base that is not there or that comes round to itself.
    """
    path, shown = found(str(name_or_path), Path(), Mark(Source(str(name_or_path))))
    settings = placed(with_name(read(path, shown), path.stem), path.parent)
    parts, seen = [without(settings, ("base",))], [path]
    while (base := settings.of.get("base")) is not None:
        path, shown = found(base_name(base), path.parent, base.mark, "base")
        seen.append(path)
        refuse_circle(seen, base)
        settings = placed(read(path, shown), path.parent)
        parts.append(without(settings, ("base", *OWN)))
    return parts[::-1]


def placed(settings: Settings, folder: Path) -> Settings:
    """Return the settings of a file with all paths in it taken from the file's folder."""
    return from_folder(anchored(settings, folder), folder)


def base_name(base: Node) -> str:
    """Return the name or path of a base.

    Raises ScenarioError where something else stands there.
    """
    if isinstance(base, Scalar) and base.text:
        return base.text
    raise ScenarioError([base.mark.fault("a base is the name of a scenario, or a file", path="base")])


def refuse_circle(files: list[Path], base: Node) -> None:
    """Raise ScenarioError where the last of the files came before."""
    if files[-1].resolve() in [path.resolve() for path in files[:-1]]:
        names = " → ".join(path.name for path in files)
        raise ScenarioError([base.mark.fault(f"the bases go round in a circle: {names}", path="base")])


def found(name: str, folder: Path, mark: Mark, setting: str = "") -> tuple[Path, str]:
    """Return the file for a name or a path, and under which name it is shown.

    Raises ScenarioError where there is none.
    """
    if name in names():
        return SHIPPED / f"{name}.yaml", f"{name}.yaml"
    path = folder / name
    if os.path.exists(path):  # noqa: PTH110 - unlike Path.exists, it never raises
        return path, str(path)
    others = [f"{os.path.splitext(name)[0]}{ending}" for ending in (".yaml", ".yml")]  # noqa: PTH122 - keeps "./"
    near = next((each for each in others if os.path.exists(folder / each)), None)  # noqa: PTH110
    hint = f"did you mean '{near}'?" if near else suggestion(Path(name).stem, names(), "shipped are")
    raise ScenarioError([mark.fault("there is no such scenario or file", hint, setting)])


def with_name(settings: Settings, name: str) -> Settings:
    """Return settings with a name: that of the file, where none is written."""
    return Settings({"name": Scalar(name, Mark(settings.mark.source)), **settings.of}, settings.mark, settings.marks)


def without(settings: Settings, names: tuple[str, ...]) -> Settings:
    """Return settings without some of them."""
    kept = {name: node for name, node in settings.of.items() if name not in names}
    return Settings(kept, settings.mark, settings.marks)
