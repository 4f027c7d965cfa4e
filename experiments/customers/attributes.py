"""Attributes that may describe customers: none that is the same for everybody, no word that only a few share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SMALLEST_CELL = 10
"""What leaves in figures rests on at least so many accounts: the rule of thumb for tables of the ESSnet guidelines for the checking
of output based on microdata research (Brandt et al. 2010)."""
OTHER = "other"


@dataclass(frozen=True)
class Attribute:
    """A column that may describe customers, one value an account, NaN where it is not known.

    Of a column of words the values are the numbers of its ``words``; a column of numbers has none.
    """

    values: NDArray[np.float64]
    words: tuple[str, ...] = ()

    @property
    def is_number(self) -> bool:
        """Tell whether its values are numbers, which can be compared, and not words."""
        return not self.words


def usable(once: Mapping[str, NDArray[np.float64]], words: Mapping[str, tuple[str, ...]],
           notes: list[str]) -> Iterator[tuple[str, Attribute]]:
    """Yield the attributes that can be used, by name; what is left out or merged is noted."""
    for name, of in words.items():
        values = once[f"attributes.{name}"]
        there = np.unique(values[~np.isnan(values)])
        if len(there) < 2:
            notes.append(f"{name} is {'the same for all accounts' if len(there) else 'known of no account'}: left out")
            continue
        attribute = merged(name, Attribute(values, of), notes) if of else Attribute(values)
        if len(attribute.words) == 1:
            notes.append(f"{name} has no two words of {SMALLEST_CELL} accounts or more each: left out")
        else:
            yield name, attribute


def merged(name: str, of: Attribute, notes: list[str]) -> Attribute:
    """Return an attribute of words with those that fewer accounts share than a figure may rest on made one, ``other``.

    The least frequent of the others joins them where they are too few together. Which they are is not told.

    >>> notes = []
    >>> merged("city", Attribute(np.repeat([0.0, 1.0, 2.0], (30, 4, 7)), ("big", "far", "small")), notes).words
    ('big', 'other')
    >>> notes
    ['city: 2 words of the fewest accounts are counted as other']
    """
    known = ~np.isnan(of.values)
    count = np.bincount(of.values[known].astype(np.int64), minlength=len(of.words))
    rising = [int(each) for each in np.argsort(count, kind="stable") if count[each]]
    together = np.cumsum(count[rising])
    rare = int((count[rising] < SMALLEST_CELL).sum())
    if not rare:
        return of
    rare += together[rare - 1] < SMALLEST_CELL
    notes.append(f"{name}: {rare} words of the fewest accounts are counted as {OTHER}")
    kept = [of.words[each] for each in sorted(rising[rare:])]
    words = tuple(dict.fromkeys([*kept, OTHER]))
    place = [float(words.index(word if word in kept else OTHER)) for word in of.words]
    return Attribute(np.array([*place, np.nan])[np.where(known, of.values, len(place)).astype(np.int64)], words)
