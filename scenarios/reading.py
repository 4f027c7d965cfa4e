"""Reading YAML without its traps: every value is kept as written, with its place; nothing is expanded or executed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from scenarios.faults import Fault, ScenarioError, beside
from scenarios.tree import Items, Mark, Node, Scalar, Settings, Source

LARGEST_FILE = 256 * 1024
DEEPEST = 16
NOTHING = ("", "~", "null")


def read(path: Path, shown: str) -> Settings:
    """Return the content of a scenario file.

    Raises ScenarioError for what is no readable file of settings.
    """
    return parsed(text_of(path, shown), shown)


def text_of(path: Path, shown: str) -> str:
    """Return the text of a file that is there, of a bearable size and in UTF-8."""
    refuse = Mark(Source(shown)).fault
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST_FILE + 1)
    except IsADirectoryError:
        raise ScenarioError([refuse("this is a folder", "name a file in it")]) from None
    except FileNotFoundError:
        raise ScenarioError([refuse("there is no such file", beside(path))]) from None
    except (OSError, ValueError) as error:
        raise ScenarioError([refuse(f"cannot be read ({getattr(error, 'strerror', None) or error})")]) from None
    if len(raw) > LARGEST_FILE:
        raise ScenarioError([refuse(f"the file is too large; a scenario has at most {LARGEST_FILE // 1024} KiB")])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        fault = Fault(shown, line, column, "", "not written in UTF-8", "save the file as UTF-8")
        raise ScenarioError([fault]) from None


@lru_cache(maxsize=64)
def parsed(text: str, shown: str) -> Settings:
    """Return the settings in a text; faults name it as ``shown``.

    Raises ScenarioError for a text that is not one mapping, or uses what scenarios don't: anchors, tags, tabs.
    """
    source = Source(shown, tuple(text.splitlines()))
    node = composed(text, source)
    if node is None:
        raise ScenarioError([Mark(source).fault("the file is empty", "write what it sets, such as its base: cash_for_invites")])
    if not isinstance(node, Settings):
        raise ScenarioError([node.mark.fault("a scenario is a list of settings, 'name: value', one a line")])
    return node


def value(text: str, source: Source, column: int) -> Node:
    """Return one value written on a line of its own, beginning at a column of its source.

    Raises ScenarioError as ``parsed`` does.
    """
    node = composed(" " * (column - 1) + text, source)
    return Scalar(None, Mark(source, 1, column)) if node is None else node


def composed(text: str, source: Source) -> Node | None:
    """Return the tree of a text, or None for an empty one."""
    faults = [*tabs(source)] or [*forbidden(text, source)]
    if faults:
        raise ScenarioError(faults)
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    tree = None if node is None else converted(node, source, faults)
    if faults:
        raise ScenarioError(faults)
    return tree


def tabs(source: Source) -> Iterator[Fault]:
    """Yield a fault for each line indented with a tab."""
    for number, line in enumerate(source.lines, 1):
        indent = line[: len(line) - len(line.lstrip())]
        if "\t" in indent and line.strip():
            yield Mark(source, number, indent.index("\t") + 1).fault("a tab stands here", "indent with spaces")


def forbidden(text: str, source: Source) -> Iterator[Fault]:
    """Yield the faults of a text as YAML: bad syntax, several documents, anchors, aliases, tags, too deep nesting."""
    depth = documents = 0
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            documents += isinstance(event, yaml.DocumentStartEvent)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            message = trouble(event, depth, documents)
            if message:
                yield at(event.start_mark, source).fault(*message)
            if depth > DEEPEST or documents > 1:
                return
    except yaml.MarkedYAMLError as error:
        yield at(error.problem_mark or error.context_mark, source).fault(*in_words(error))
    except yaml.reader.ReaderError as error:
        yield unreadable(error, text, source)


def trouble(event: Any, depth: int, documents: int) -> tuple[str, str] | None:
    """Return message and hint for what scenarios don't use."""
    if isinstance(event, yaml.AliasEvent):
        return "references (*name) are not used in scenarios", "write the settings out, or put them into a base"
    if getattr(event, "anchor", None):
        return "anchors (&name) are not used in scenarios", "write the settings out, or put them into a base"
    if getattr(event, "tag", None):
        return f"tags ({event.tag}) are not used in scenarios", "write the plain value"
    if documents > 1:
        return "a second document begins here", "a file holds one scenario"
    return (f"nested more than {DEEPEST} deep", "") if depth > DEEPEST else None


def in_words(error: yaml.MarkedYAMLError) -> tuple[str, str]:
    """Return message and hint for bad syntax."""
    problem = error.problem or "not readable as YAML"
    if "mapping values are not allowed" in problem:
        return "a second ': ' stands on this line, or its indentation is off", "put a text with ': ' into quotes"
    if "expected ':'" in problem:
        return "a setting without its ': '", "write name: value"
    return problem, ""


def unreadable(error: yaml.reader.ReaderError, text: str, source: Source) -> Fault:
    """Return the fault for a character that a text may not hold."""
    before = text[: error.position]
    mark = Mark(source, before.count("\n") + 1, error.position - before.rfind("\n"))
    return mark.fault(f"the control character #x{ord(text[error.position]):04x} stands here", "remove it")


def at(mark: Any, source: Source) -> Mark:
    """Return YAML's place as ours."""
    return Mark(source, mark.line + 1, mark.column + 1) if mark else Mark(source)


def converted(node: yaml.Node, source: Source, faults: list[Fault]) -> Node:
    """Return a YAML node as ours, every scalar as it is written."""
    mark = at(node.start_mark, source)
    if isinstance(node, yaml.MappingNode):
        return settings(node, mark, faults)
    if isinstance(node, yaml.SequenceNode):
        return Items(tuple(converted(item, source, faults) for item in node.value), mark)
    is_nothing = node.value in NOTHING and not getattr(node, "style", None)
    return Scalar(None if is_nothing else node.value, mark)


def settings(node: yaml.MappingNode, mark: Mark, faults: list[Fault]) -> Settings:
    """Return a mapping, with a fault for each key that comes twice or is no plain word."""
    of: dict[str, Node] = {}
    marks: dict[str, Mark] = {}
    for key, content in node.value:
        place = at(key.start_mark, mark.source)
        if not isinstance(key, yaml.ScalarNode):
            faults.append(place.fault("the name of a setting is a plain word"))
        elif key.value in of:
            faults.append(place.fault(f"'{key.value}' is set twice", f"first in line {marks[key.value].line}"))
        else:
            of[key.value], marks[key.value] = converted(content, mark.source, faults), place
    return Settings(of, mark, marks)
