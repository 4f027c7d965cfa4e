"""Segments in words: what sets each apart from all customers, in the order in which it does, and a name made of that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, count
from typing import NamedTuple

import numpy as np

from experiments.customers.attributes import SMALLEST_CELL
from experiments.customers.coordinates import SHARES, Coordinates
from experiments.customers.estimates import rounded
from experiments.customers.features import Values
from experiments.customers.segments import Labels

APART = 0.4
"""Standard deviations between a segment's mean and that of all from which a feature sets it apart."""
TOLD, NAMED = 4, 2
"""Features in a description, and in a name."""
LONGEST = 40
EVERYBODY, LIKE_MOST = "everybody", "like_most"
PHRASES: Mapping[str, tuple[str, str]] = {
    "limit": ("larger limits", "smaller limits"),
    "income": ("higher incomes", "lower incomes"),
    "utilisation": ("more of the limit used", "less of the limit used"),
    "payment": ("repay more", "repay less"),
    "monthly_spending": ("spend more", "spend less"),
    "purchases": ("buy more often", "buy less often"),
    "late": ("late more often", "late less often"),
    "revolving": ("revolve more often", "revolve less often"),
    "inactive": ("inactive more often", "inactive less often"),
}
"""What is said of a segment that has more, or less, of a feature than all customers."""
LEVELS: Mapping[str, tuple[tuple[float, str], tuple[float, str]]] = {
    "utilisation": ((0.7, "limits well used"), (0.1, "limits hardly used")),
    "payment": ((0.9, "repay in full"), (0.2, "repay little")),
    "late": ((0.25, "often late"), (0.02, "seldom late")),
    "revolving": ((0.6, "revolve"), (0.05, "seldom revolve")),
    "inactive": ((0.5, "mostly inactive"), (0.02, "seldom inactive")),
}
"""What is said of one that has so much, or so little, of it besides."""
MORE, LESS = "higher {name}", "lower {name}"
"""What is said of an attribute."""
MEANS: Mapping[str, tuple[str, str]] = {
    "limit": ("median limit", "money"), "income": ("median income", "money"), "utilisation": ("balance over limit", "share"),
    "payment": ("paid of what is billed", "share"), "monthly_spending": ("median spending a month", "money"),
    "purchases": ("median purchases a month", "count"), "late": ("months late", "share"),
    "revolving": ("months with a balance carried over", "share"), "inactive": ("months without a bill", "share"),
}
"""The figure by which a feature is told of a segment, and its unit."""


class Mark(NamedTuple):
    """What sets a segment apart: its figure of a feature and that of all customers, and how far its mean lies from theirs."""

    feature: str
    own: float
    all: float
    apart: float

    @property
    def phrase(self) -> str:
        """What is said of it, with ``{name}`` where it is an attribute."""
        more = self.own > self.all
        if self.feature not in PHRASES:
            return MORE if more else LESS
        high, low = LEVELS.get(self.feature, ((np.inf, ""), (-np.inf, "")))
        if more:
            return high[1] if self.own >= high[0] else PHRASES[self.feature][0]
        return low[1] if self.own <= low[0] else PHRASES[self.feature][1]

    @property
    def words(self) -> str:
        """What is said of it in English."""
        return self.phrase.format(name=self.feature.replace("_", " "))


def figure_of(name: str, values: Values) -> float:
    """Return the figure by which a feature of some accounts is told: the mean of shares, the median of everything else.

    It has three digits, and is not a number where too few are known.
    """
    there = values[np.isfinite(values)]
    if len(there) < SMALLEST_CELL:
        return np.nan
    return rounded(float(there.mean() if name in SHARES else np.median(there)))


def marks(points: Coordinates, features: Mapping[str, Values], label: Labels) -> list[list[Mark]]:
    """Return what sets each segment apart, the most telling first; nothing that its figures do not bear out."""
    overall = {name: figure_of(name, features[name]) for name in points.names}
    found = []
    for segment in range(int(label.max()) + 1):
        its = label == segment
        means = points.rows[its].mean(axis=0)
        every = [Mark(name, figure_of(name, features[name][its]), overall[name], float(mean))
                 for name, mean in zip(points.names, means, strict=True)]
        telling = [each for each in every if abs(each.apart) >= APART and (each.own - each.all) * each.apart > 0.0]
        found.append(sorted(telling, key=lambda each: -round(abs(each.apart), 6)))
    return found


class Name(NamedTuple):
    """What a segment is called: what is said of it in its name, and a number where that alone would be another's name."""

    marks: tuple[Mark, ...]
    number: int = 0
    otherwise: str = LIKE_MOST

    @property
    def text(self) -> str:
        """The name in a file.

        >>> Name((Mark("late", 0.4, 0.1, 1.2),), 2).text, Name(()).text
        ('often_late_2', 'like_most')
        """
        plain = joined([mark.words for mark in self.marks]) or self.otherwise
        return f"{plain[: LONGEST - 3]}_{self.number}" if self.number else plain


def names(found: Sequence[Sequence[Mark]]) -> list[Name]:
    """Return a name for each segment by what sets it apart, no two alike.

    >>> [name.text for name in names([[Mark("late", 0.4, 0.1, 1.2)], [Mark("late", 0.3, 0.1, 0.8)], []])]
    ['often_late', 'often_late_2', 'like_most']
    """
    if len(found) == 1:
        return [Name((), 0, EVERYBODY)]
    taken: list[Name] = []
    for each in found:
        texts = [name.text for name in taken]
        taken.append(next(name for name in tries(each) if len(name.text) <= LONGEST and name.text not in texts))
    return taken


def tries(found: Sequence[Mark]) -> Iterator[Name]:
    """Yield names for a segment: by two features that set it apart, the most telling first, by one, or with a number."""
    plain = [Name(marks) for marks in (*combinations(found[:TOLD], NAMED), *((mark,) for mark in found[:1]), *([()] * (not found)))]
    yield from plain
    yield from (plain[-1]._replace(number=number) for number in count(2))


def joined(words: Sequence[str]) -> str:
    """Return words as a name.

    >>> joined(["larger limits", "higher Größe 2"])
    'larger_limits_higher_gr_e_2'
    """
    letters = [sign if sign.isascii() and sign.isalnum() else "_" for sign in "_".join(words).lower()]
    return "_".join(filter(None, "".join(letters).split("_")))
