"""A scenario as written: nodes that know where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from scenarios.faults import Fault

Path: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True)
class Source:
    """A file, or an override, by the name it is shown under, and its lines."""

    name: str
    lines: tuple[str, ...] = ()
    numbered: bool = True


@dataclass(frozen=True)
class Mark:
    """A place in a source; ``line`` and ``column`` count from 1, and are 0 for the source as a whole."""

    source: Source
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Return ``file:line``, or the name of a source that has no lines to speak of."""
        return f"{self.source.name}:{self.line}" if self.line and self.source.numbered else self.source.name

    def fault(self, message: str, hint: str = "", path: str = "") -> Fault:
        """Return a fault at this place."""
        line = self.source.lines[self.line - 1] if 0 < self.line <= len(self.source.lines) else ""
        return Fault(self.source.name, self.line if self.source.numbered else 0, self.column, path, message, hint, line)


DEFAULT = Mark(Source("default"))


@dataclass(frozen=True)
class Scalar:
    """A text or a number as written; None where nothing, or null, is written."""

    text: str | None
    mark: Mark = DEFAULT


@dataclass(frozen=True)
class Items:
    """A list as written."""

    items: tuple[Node, ...]
    mark: Mark = DEFAULT


@dataclass(frozen=True)
class Settings:
    """A mapping as written; ``marks`` are the places of its keys."""

    of: Mapping[str, Node]
    mark: Mark = DEFAULT
    marks: Mapping[str, Mark] = field(default_factory=dict)

    def changed(self, of: Mapping[str, Node], over: Settings) -> Settings:
        """Return the mapping with other content, standing where ``over`` stands; its keys too where it has them."""
        return Settings(of, over.mark, {**self.marks, **over.marks})


Node: TypeAlias = Scalar | Items | Settings


def plain(node: Node) -> Any:
    """Return the content without its places: dicts, lists, texts and None."""
    if isinstance(node, Settings):
        return {name: plain(value) for name, value in node.of.items()}
    return [plain(item) for item in node.items] if isinstance(node, Items) else node.text


def mark_at(node: Node, path: Path) -> Mark:
    """Return the place of the name of the setting at a path, or of what is there where it has no name."""
    above = value_at(node, path[:-1])
    marks = above.marks if isinstance(above, Settings) else {}
    return marks.get(str(path[-1]), value_at(node, path).mark)


def value_at(node: Node, path: Path) -> Node:
    """Return what stands at a path, or the nearest thing above it."""
    for part in path:
        if isinstance(node, Settings) and part in node.of:
            node = node.of[str(part)]
        elif isinstance(node, Items) and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
        else:
            break
    return node


def leaves(node: Node, path: Path = ()) -> Iterator[tuple[Path, Scalar | Items]]:
    """Yield each value with its path; a list of plain values is one value."""
    if isinstance(node, Settings):
        for name, value in node.of.items():
            yield from leaves(value, (*path, name))
    elif isinstance(node, Items) and any(not isinstance(item, Scalar) for item in node.items):
        for number, item in enumerate(node.items):
            yield from leaves(item, (*path, number))
    else:
        yield path, node


def dotted(path: Path) -> str:
    """Return a path as it is written in overrides and messages.

    >>> dotted(("tiers", 1, "limit"))
    'tiers.1.limit'
    """
    return ".".join(map(str, path))


def parted(path: str) -> Path:
    """Return a path from its written form.

    >>> parted("tiers.1.limit")
    ('tiers', 1, 'limit')
    """
    return tuple(int(part) if part.isdecimal() else part for part in path.split("."))
