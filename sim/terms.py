"""What a setting is: its unit, bounds, description and evidence.

Settings are grouped in ``NamedTuple`` classes whose fields are annotated with a ``Term``. The same annotation feeds
validation, the JSON schema, the documentation, Hypothesis and the search space. A money term is held in minor units
(fen, cent) inside the model and written in the currency's units at the door.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints

MEASURED, PUBLISHED, DERIVED, CALIBRATED = "measured", "published", "derived", "calibrated"
ASSUMPTION, CHOSEN = "assumption", "chosen"
GRADES = {
    MEASURED: "found in data of one's own",
    PUBLISHED: "stands in a public source",
    DERIVED: "worked out of public sources, or of other settings",
    CALIBRATED: "set so that results of the model meet what has been observed",
    ASSUMPTION: "nobody has measured it; a source tells of its sign or its range at most",
    CHOSEN: "the lender's decision, or part of the question: there is nothing to measure; a source tells what others choose",
}
"""How well the value of a setting is known."""
MINOR_UNITS = 100
LONGEST_LIST = 8
WIDTH = 40
RATE_UNIT = 1e-5
"""A thousandth of a point: the unit in which loans and rate discounts hold a yearly rate."""
UNITS = ("money", "share", "days", "months", "count", "per year", "per month", "per day", "points", "number",
         "switch", "choice")


@dataclass(frozen=True)
class Term:
    """One setting: ``low`` and ``high`` are inclusive bounds in ``unit`` (money in currency units).

    ``evidence`` is one of ``GRADES``, with ``: source`` behind it where there is one. A term with ``choices`` is held as the
    index of the choice. One that is ``common`` is the same for everybody: it cannot differ by portrait, tier or channel.
    The numbers of a list rise unless it says otherwise.
    """

    unit: str
    about: str
    low: float = -math.inf
    high: float = math.inf
    evidence: str = ASSUMPTION
    choices: tuple[str, ...] = ()
    step: int = 1
    common: bool = False
    rises: bool = True

    def __post_init__(self) -> None:
        """Refuse a unit that no reader knows, a grade that is none, and one that stands on a source without naming it."""
        if self.unit not in UNITS:
            raise ValueError(f"unknown unit {self.unit!r}; one of {', '.join(UNITS)}")
        if self.grade not in GRADES:
            raise ValueError(f"{self.about}: the evidence {self.evidence!r} begins with none of {', '.join(GRADES)}")
        if not self.source and self.grade not in (ASSUMPTION, CHOSEN):
            raise ValueError(f"{self.about}: {self.grade}, but no source is named")

    @property
    def grade(self) -> str:
        """How well the default is known: one of ``GRADES``."""
        return self.evidence.partition(": ")[0]

    @property
    def source(self) -> str:
        """Where the default comes from, as far as anybody says so; empty where nobody does."""
        return self.evidence.partition(": ")[2]


@dataclass(frozen=True)
class Slot:
    """A place in a scenario where one rule of the folder ``sim/rules/<decision>`` is chosen."""

    decision: str
    about: str


@dataclass(frozen=True)
class Changes:
    """A place for differences from the scenario: paths below the groups ``roots``, each with the value that differs."""

    roots: tuple[str, ...]


@dataclass(frozen=True)
class Attachment:
    """A file whose content is part of the scenario: the door reads it, the model holds what was in it, or None."""

    about: str


class Choice(NamedTuple):
    """The rule chosen for a decision, by the name of its file, and its terms."""

    rule: str
    terms: Any


@cache
def annotated_fields(group: Any) -> dict[str, Any]:
    """Return the annotated type of each field of a group of settings, in order."""
    return get_type_hints(group, include_extras=True)


def mark(annotation: Any) -> Term | Slot | Changes | Attachment | None:
    """Return the ``Term``, ``Slot``, ``Changes`` or ``Attachment`` that an annotation carries, or None for a nested group."""
    if get_origin(annotation) is Annotated:
        return next((part for part in get_args(annotation)[1:] if isinstance(part, Term | Slot | Changes | Attachment)), None)
    return None


def terms_of(group: type) -> dict[str, Term]:
    """Return the terms of a group by field name.

    >>> from sim.rules.arrive.bass import Terms
    >>> list(terms_of(Terms))
    ['innovation', 'imitation', 'marketing']
    """
    marks = {name: mark(annotation) for name, annotation in annotated_fields(group).items()}
    return {name: term for name, term in marks.items() if isinstance(term, Term)}


def is_list(annotation: Any) -> bool:
    """Tell whether an annotated field holds a list of numbers (at most ``LONGEST_LIST``)."""
    return get_origin(get_args(annotation)[0]) is tuple


def is_whole(annotation: Any) -> bool:
    """Tell whether an annotated field holds whole numbers."""
    base = get_args(annotation)[0]
    return (get_args(base)[0] if get_origin(base) is tuple else base) in (int, bool)
