"""What a report is made of. All text is finished: in the reader's language, numbers with their units, nothing escaped yet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure


NAME = re.compile(r"[A-Za-z0-9_-]+")


class Tone(Enum):
    """How a callout is meant."""

    VERDICT = "verdict"
    WITHHELD = "withheld"
    BLOCKED = "blocked"
    CAVEAT = "caveat"
    NOTE = "note"


@dataclass(frozen=True)
class Paragraph:
    """Some sentences."""

    text: str


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: Sequence[str]


@dataclass(frozen=True)
class Callout:
    """What must not be missed: a title, and why."""

    tone: Tone
    title: str
    text: str = ""


@dataclass(frozen=True)
class Fact:
    """One key figure: ``value`` with its unit, ``interval`` as one reads it, and a note of a few words."""

    label: str
    value: str
    interval: str = ""
    note: str = ""


@dataclass(frozen=True)
class Facts:
    """Key figures, side by side."""

    facts: Sequence[Fact]


@dataclass(frozen=True)
class Table:
    """A table: ``numeric`` tells of each column whether it holds numbers (to the right); the first column names the row."""

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    numeric: Sequence[bool]
    note: str = ""
    emphasised: int | None = None
    """The row that matters most."""

    def __post_init__(self) -> None:
        """Refuse rows of other lengths than the columns, by ValueError."""
        if {len(self.numeric), *map(len, self.rows)} - {len(self.columns)}:
            raise ValueError(f"the table {self.caption!r} has {len(self.columns)} columns, and rows of other lengths")


@dataclass(frozen=True)
class Series:
    """Numbers of a figure by one name, for a chart that is drawn natively; ``low`` and ``high`` are its interval."""

    name: str
    x: Sequence[float | str]
    y: Sequence[float]
    low: Sequence[float] = ()
    high: Sequence[float] = ()


@dataclass(frozen=True)
class Picture:
    """A figure: the message as its title, what it shows as its subtitle, an alternative text, and its numbers as a table.

    ``draw`` makes the matplotlib figure, without title and subtitle, which are text beside it. ``kind`` is line, bar or
    scatter where the ``series`` can be drawn natively, and empty where they can't.
    """

    name: str
    title: str
    subtitle: str
    alternative: str
    draw: Callable[[], Figure] = field(repr=False)
    data: Table = field(repr=False)
    source: str = ""
    kind: str = ""
    series: Sequence[Series] = field(default=(), repr=False)
    x_label: str = ""
    y_label: str = ""

    def __post_init__(self) -> None:
        """Refuse a picture that a blind reader would be told nothing of, by ValueError."""
        refuse_unsafe(self.name)
        if not self.alternative.strip():
            raise ValueError(f"the picture {self.name!r} has no alternative text")

    def _repr_svg_(self) -> str:
        """Show the picture in a notebook, its title with it."""
        from reports.figures.saving import rendered  # matplotlib takes its time

        return rendered(self, "svg").decode()


@dataclass(frozen=True)
class Code:
    """A command or a file, to be copied."""

    text: str


Block = Paragraph | Bullets | Callout | Facts | Table | Picture | Code


@dataclass(frozen=True)
class Section:
    """Some blocks under a title that is their message; ``name`` is the section's own in links and files, the same in all languages.

    ``topic`` is what it is about, in a word or two.
    """

    name: str
    topic: str
    title: str
    blocks: Sequence[Block]

    def __post_init__(self) -> None:
        """Refuse a name that is no part of a link, by ValueError."""
        refuse_unsafe(self.name)


@dataclass(frozen=True)
class Document:
    """A report: the first section is its first page.

    ``language`` is a BCP 47 tag; ``about`` tells in a sentence what it is a report of, for the properties of the file.
    """

    title: str
    subtitle: str
    language: str
    sections: Sequence[Section]
    about: str = ""

    def __post_init__(self) -> None:
        """Refuse a document without a first page, and two of one name, by ValueError."""
        if not self.sections:
            raise ValueError("a document has at least one section")
        for names in ([section.name for section in self.sections], [picture.name for picture in self.pictures]):
            if twice := [name for name, times in Counter(names).items() if times > 1]:
                raise ValueError(f"there are two of the name {twice[0]!r}")

    @property
    def pictures(self) -> Iterator[Picture]:
        """Return all pictures, in their order."""
        return (block for section in self.sections for block in section.blocks if isinstance(block, Picture))


def refuse_unsafe(name: str) -> None:
    """Raise ValueError for a name that means something else in a path, a link or a file's markup."""
    if not NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name for links and files: letters of English, digits, - and _ only")
