"""Reading a study file: the same care, and the same messages, as for a scenario."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Generic, NamedTuple, TypeVar

import yaml
from pydantic import ValidationError

from experiments.study.forms import Study, kind, kinds
from experiments.study.paths import at_path, leaf_at
from experiments.study.wording import fault_of
from scenarios.faults import Fault, Gathered, ScenarioError, suggestion
from scenarios.load import found as scenario_file
from scenarios.load import names as scenarios
from scenarios.load import resolve
from scenarios.overrides import Overrides, assigned, assignments
from scenarios.reading import parsed, read
from scenarios.resolved import Resolved
from scenarios.tree import Items, Mark, Node, Scalar, Settings, Source, dotted, plain, value_at
from scenarios.writing import yaml_of

IN_PYTHON = "study"
SHIPPED = Path(__file__).parents[1] / "studies"
S = TypeVar("S", bound=Study)


class Over(NamedTuple):
    """What is laid over a study as written: settings of every design as ``path=value`` or by path, and how often it is run.

    ``says`` is what else it is to say: a value, or a list of them, by name.
    """

    settings: Overrides = ()
    replications: int | None = None
    seed: int | None = None
    says: Mapping[str, object] = MappingProxyType({})

    def laid(self, tree: Settings) -> Settings:
        """Return a study with this laid over it.

        Raises ScenarioError where a setting is no ``path=value``.
        """
        for name, value in {**self.says, "replications": self.replications, "seed": self.seed}.items():
            if value is not None:
                tree = with_setting(tree, name, written(value, Mark(Source(f"--{name.replace('_', '-')}"))))
        for path, node in map(assigned, assignments(self.settings)):
            own = tree.of.get("set")
            settings = with_setting(own if isinstance(own, Settings) else Settings({}, node.mark), path, node)
            tree = Settings({**tree.of, "set": settings}, tree.mark, tree.marks)
        return tree


def written(value: object, mark: Mark) -> Node:
    """Return a value, or a list of values, as one would write it."""
    if isinstance(value, list | tuple):
        return Items(tuple(written(each, mark) for each in value), mark)
    return Scalar(str(value), mark)


def with_setting(tree: Settings, name: str, node: Node) -> Settings:
    """Return settings with one more, or another in its place, which stands at the beginning of its source."""
    return Settings({**tree.of, name: node}, tree.mark, {**tree.marks, name: Mark(node.mark.source, 1, 1)})


AS_WRITTEN = Over()


@dataclass(frozen=True)
class Written(Generic[S]):
    """A study as written: what it says, where each word of it stands, and the folder from which its paths are taken."""

    says: S
    tree: Settings
    folder: Path
    name: str
    as_written: bool = True

    @property
    def text(self) -> str:
        """The study as YAML: as it was written, unless something is laid over it."""
        lines = self.tree.mark.source.lines
        return "\n".join(lines) + "\n" if self.as_written else yaml_of(self.tree)

    def at(self, *path: str | int) -> Node:
        """Return what stands at a path of the file, with its place."""
        return value_at(self.tree, path)

    def fault(self, path: tuple[str | int, ...], message: str, hint: str = "") -> Fault:
        """Return a fault at a path of the file."""
        return value_at(self.tree, path).mark.fault(message, hint, dotted(path))

    def base(self, scenario: str | None = None, *over: Settings) -> Resolved:
        """Return a scenario of the study, with the study's own settings and others laid over it.

        Raises ScenarioError with all that is wrong, at its place in the study file where it stands there.
        """
        name = self.located(scenario or self.says.scenario)
        return resolve(name, over=[*self.common(name), *over])

    def bare(self) -> Resolved:
        """Return the scenario without the study's own settings.

        Raises ScenarioError as ``base``.
        """
        return resolve(self.located(self.says.scenario))

    def located(self, scenario: str) -> str:
        """Return a scenario's name where it is a shipped one, or its path as seen from the study's folder.

        Raises ScenarioError, at the place in the study, where there is none.
        """
        path, node = next(each for each in words(self.tree) if each[1].text == scenario)
        file, _ = scenario_file(scenario, self.folder, node.mark, dotted(path))
        return scenario if scenario in scenarios() else str(file)

    def place(self, folder: str) -> Path:
        """Return a folder that the study names: as seen from here, or else from the study's own."""
        return Path(folder) if Path(folder).is_dir() else self.folder / folder

    def common(self, scenario: str) -> Iterator[Settings]:
        """Yield the settings of every design, one by one."""
        of = self.at("set")
        if isinstance(of, Settings) and of is not self.tree:
            gathered, bare = Gathered(), resolve(scenario)
            for path in of.of:
                with gathered:
                    leaf_at(path, bare, of.marks[path])
            gathered.refuse()
            yield from (at_path(path, node, of.marks[path]) for path, node in of.of.items())


def names() -> list[str]:
    """Return the names of the shipped studies."""
    return sorted(path.stem for path in SHIPPED.glob("*.yaml"))


def describe(name: str) -> tuple[str, str]:
    """Return kind and title of a shipped study."""
    says = plain(read(SHIPPED / f"{name}.yaml", name))
    return says["study"], says.get("title", "")


def load(study: str | Path | Mapping[str, Any], form: type[S], over: Over = AS_WRITTEN) -> Written[S]:
    """Return a study: a shipped one by its name, another by the path of its file, or one that is written in Python.

    What is laid ``over`` it counts as if it stood there.

    Raises ScenarioError with all that is wrong.
    """
    if isinstance(study, Mapping):
        text = yaml.safe_dump(dict(study), allow_unicode=True, sort_keys=False)
        path, tree = Path(IN_PYTHON), parsed(text, IN_PYTHON)
    else:
        path, shown = found(str(study))
        tree = read(path, shown)
    refuse_other_kind(tree, form, "" if isinstance(study, Mapping) else str(study))
    return understood(tree, form, path, over)


def refuse_other_kind(tree: Settings, form: type[Study], name: str) -> None:
    """Raise ScenarioError, with the command for it, for a study of another kind than the form is for."""
    node = tree.of.get("study")
    if isinstance(node, Scalar) and node.text in kinds().keys() - {kind(form)}:
        message = f"this is a {node.text} study, not a {kind(form)} study"
        raise ScenarioError([node.mark.fault(message, shlex.join(["fission", node.text, name]) if name else "", "study")])


def understood(tree: Settings, form: type[S], path: Path, over: Over) -> Written[S]:
    """Return what a study says, with something laid over it.

    Raises ScenarioError with all that is wrong.
    """
    tree, faults = over.laid(tree), list[Fault]()
    try:
        says = form.model_validate(plain(tree))
    except ValidationError as error:
        for each in error.errors(include_url=False, include_input=False):
            faults.append(fault_of(dict(each), tree, form))
        raise ScenarioError(faults) from None
    return Written(says, tree, path.parent, path.stem, over == AS_WRITTEN)


def found(name: str) -> tuple[Path, str]:
    """Return the file for a name or a path, and under which name it is shown.

    Raises ScenarioError where there is none.
    """
    if name in names():
        return SHIPPED / f"{name}.yaml", f"{name}.yaml"
    if Path(name).exists():
        return Path(name), name
    hint = suggestion(Path(name).stem, names(), "shipped are")
    raise ScenarioError([Mark(Source(name)).fault("there is no such study or file", hint)])


def words(node: Node, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Scalar]]:
    """Yield every single value below a node, with its path."""
    match node:
        case Scalar():
            yield path, node
        case Items(items):
            for number, item in enumerate(items):
                yield from words(item, (*path, number))
        case Settings(of):
            for name, each in of.items():
                yield from words(each, (*path, name))
