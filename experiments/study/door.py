"""Reading a study file: the same care, and the same messages, as for a scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

import yaml
from pydantic import ValidationError

from experiments.study.forms import Study
from experiments.study.paths import at_path, leaf_at
from scenarios.faults import Fault, ScenarioError, suggestion
from scenarios.load import resolve
from scenarios.reading import parsed, read
from scenarios.resolved import Resolved
from scenarios.tree import Mark, Node, Settings, Source, dotted, mark_at, plain, value_at

IN_PYTHON = "study"
SHIPPED = Path(__file__).parents[1] / "studies"
S = TypeVar("S", bound=Study)


@dataclass(frozen=True)
class Written(Generic[S]):
    """A study as written: what it says, where each word of it stands, and the folder from which its paths are taken."""

    says: S
    tree: Settings
    folder: Path
    name: str

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
        name = located(scenario or self.says.scenario, self.folder)
        return resolve(name, over=[*self.common(name), *over])

    def common(self, scenario: str) -> Iterator[Settings]:
        """Yield the settings of every design, one by one."""
        of = self.at("set")
        if isinstance(of, Settings) and of is not self.tree:
            for path, node in of.of.items():
                leaf_at(path, resolve(scenario), of.marks[path])
                yield at_path(path, node, of.marks[path])


def names() -> list[str]:
    """Return the names of the shipped studies."""
    return sorted(path.stem for path in SHIPPED.glob("*.yaml"))


def load(study: str | Path | Mapping[str, Any], form: type[S]) -> Written[S]:
    """Return a study: a shipped one by its name, another by the path of its file, or one that is written in Python.

    Raises ScenarioError with all that is wrong.
    """
    if isinstance(study, Mapping):
        text = yaml.safe_dump(dict(study), allow_unicode=True, sort_keys=False)
        return understood(parsed(text, IN_PYTHON), form, Path(IN_PYTHON))
    path, shown = found(str(study))
    return understood(read(path, shown), form, path)


def understood(tree: Settings, form: type[S], path: Path) -> Written[S]:
    """Return what a study says.

    Raises ScenarioError with all that is wrong.
    """
    faults: list[Fault] = []
    try:
        says = form.model_validate(plain(tree))
    except ValidationError as error:
        for each in error.errors(include_url=False, include_input=False):
            faults.append(fault_of(cast(dict[str, Any], each), tree, form))
        raise ScenarioError(faults) from None
    return Written(says, tree, path.parent, path.stem)


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


def located(scenario: str, folder: Path) -> str:
    """Return a scenario's name, or its path if it is a file beside the study."""
    beside = folder / scenario
    return str(beside) if beside.is_file() else scenario


def fault_of(error: dict[str, Any], tree: Settings, form: type[Study]) -> Fault:
    """Return our fault for one error of pydantic's."""
    path = tuple(part for part in error["loc"] if isinstance(part, int) or not part.startswith(("function-", "constrained-")))
    context = error.get("ctx", {})
    if error["type"] == "extra_forbidden":
        known = [field.alias or name for name, field in form.model_fields.items()]
        return mark_at(tree, path).fault(f"unknown setting '{path[-1]}'", suggestion(str(path[-1]), known), dotted(path))
    if error["type"] == "missing":
        field = form.model_fields.get(str(path[-1]))
        return tree.mark.fault(f"{dotted(path)} is missing", (field.description or "") if field else "", dotted(path))
    hint = f"allowed is {context['expected']}".replace("'", "") if "expected" in context else ""
    return value_at(tree, path).mark.fault(worded(error, context), hint, dotted(path))


def worded(error: dict[str, Any], context: dict[str, Any]) -> str:
    """Return what is wrong with a value, in words."""
    words = {"greater_than_equal": "at least {ge:,}", "less_than_equal": "at most {le:,}", "less_than": "below {lt:,}",
             "greater_than": "above {gt:,}"}
    if error["type"] in words:
        return "must be " + words[error["type"]].format(**context)
    plain_words = {"int_parsing": "a whole number must stand here", "float_parsing": "a number must stand here",
                   "dict_type": "settings must stand here: 'name: value', one a line", "tuple_type": "a list must stand here",
                   "string_type": "a text must stand here", "literal_error": "this is not known here"}
    return plain_words.get(error["type"], str(error["msg"]))
