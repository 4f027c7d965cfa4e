"""What is wrong with a scenario, where it stands, and what would be right."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

WIDEST = 100
YAML = (".yaml", ".yml")
UNPRINTABLE = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong; ``line`` and ``column`` count from 1 and are 0 where there is no such place.

    ``source`` is the line of the file (or the override) at which the fault stands.
    """

    file: str
    line: int
    column: int
    path: str
    message: str
    hint: str = ""
    source: str = ""

    def __str__(self) -> str:
        """Return the fault as an editor expects it, followed by the line of the file and a caret."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        parts = [place, *([self.path] if self.path else []), " - ".join(filter(None, (self.message, self.hint)))]
        return "\n".join([": ".join(parts), *pointed_at(self.source, self.column)])


class ScenarioError(Exception):
    """A scenario that cannot be used, with all its ``faults``."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep the faults, each once, in the order of the files."""
        self.faults = tuple(dict.fromkeys(faults))
        super().__init__(self.faults)

    def __str__(self) -> str:
        """Return all faults, one under the other."""
        return "\n".join(str(fault) for fault in self.faults)


class Gathered:
    """Gathers the faults of several steps, each run ``with`` it, to tell them all at once.

    >>> gathered = Gathered()
    >>> for word in ("one", "two"):
    ...     with gathered:
    ...         raise ScenarioError([Fault("a.yaml", 0, 0, "", word)])
    >>> [fault.message for fault in gathered.faults]
    ['one', 'two']
    """

    def __init__(self) -> None:
        """Begin with none."""
        self.faults: list[Fault] = []

    def __enter__(self) -> None:
        """Begin a step."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> bool:
        """Keep the faults of a step that was refused."""
        if isinstance(error, ScenarioError):
            self.faults += error.faults
            return True
        return False

    def refuse(self) -> None:
        """Raise ScenarioError with all faults, if there are any."""
        if self.faults:
            raise ScenarioError(self.faults)


def pointed_at(source: str, column: int) -> list[str]:
    """Return the line of a file and the line with the caret under its column; nothing for an empty line.

    >>> pointed_at("  pay: 5o", 8)
    ['      pay: 5o', '           ^']
    """
    if not source.strip():
        return []
    start = max(0, column - WIDEST + 20)
    shown = "".join(sign if sign.isprintable() else UNPRINTABLE for sign in source[start : start + WIDEST])
    before = shown[: column - 1 - start]
    return [f"    {shown}", "    " + "".join("\u3000" if is_wide(sign) else " " for sign in before) + "^"]


def is_wide(sign: str) -> bool:
    """Tell whether a character takes two columns on a terminal, as Chinese ones do."""
    return unicodedata.east_asian_width(sign) in "WF"


def suggestion(word: str, known: Iterable[str], otherwise: str = "known here") -> str:
    """Return the hint for an unknown word: the nearest known one, or else all of them, unless ``otherwise`` is empty.

    >>> suggestion("credt", ["credit", "team"])
    "did you mean 'credit'?"
    >>> suggestion("x", ["credit", "team"])
    'known here: credit, team'
    """
    names = list(known)
    near = difflib.get_close_matches(word, names, n=1)
    if near:
        return f"did you mean '{near[0]}'?"
    return f"{otherwise}: {', '.join(names) or 'nothing'}" if otherwise else ""


def beside(path: Path) -> str:
    """Return the hint at what else there is in the folder of a file: files of settings beside one, other files beside others."""
    if not path.parent.is_dir():
        return f"there is no folder {path.parent} either"
    alike = (each for each in path.parent.iterdir() if each.is_file() and (each.suffix in YAML) == (path.suffix in YAML))
    others = sorted(each.name for each in alike)
    return suggestion(path.name, others[:10], "beside it are") if others else "nor any other of its kind beside it"

