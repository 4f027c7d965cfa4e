"""What the groups of a twin are called: against the same people without the scheme, or against another scheme."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from experiments.twin import Group, Twin


class Words(NamedTuple):
    """What is said of one group; ``{other}`` is the other scheme."""

    line: str
    """The title of its line in a table."""
    column: str
    """The head of its column in a narrow table."""
    sentence: str
    """What is said of so many of its customers."""


WITHOUT: Mapping[Group, Words] = {
    Group.ONLY_BECAUSE: Words("Came only because of it", "Only because", "came only because of the scheme"),
    Group.EARLIER: Words("Came earlier", "Earlier", "came earlier"),
    Group.ANYWAY: Words("Would have come anyway", "Anyway", "would have come anyway, on the same day"),
    Group.LATER: Words("Came later than without it", "Later", "came later than without it"),
    Group.KEPT_AWAY: Words("Kept away", "Kept away", "who come without it have been kept away"),
    Group.NO_CUSTOMER: Words("Never bought", "Never bought", "have never bought"),
}
"""Held against no scheme at all."""
AGAINST: Mapping[Group, Words] = {
    Group.ONLY_BECAUSE: Words("Came only with it", "Only with it", "came who would not have come with {other}"),
    Group.EARLIER: Words("Came earlier", "Earlier", "came earlier than with {other}"),
    Group.ANYWAY: Words("Came the same day", "Same day", "came on the same day"),
    Group.LATER: Words("Came later", "Later", "came later than with {other}"),
    Group.KEPT_AWAY: Words("Came only with the other", "Only with other", "who come with {other} have not come with it"),
    Group.NO_CUSTOMER: Words("Never bought", "Never bought", "have never bought"),
}
"""Held against another scheme."""


def words(found: Twin, group: Group) -> Words:
    """Return what is said of a group."""
    if not found.against:
        return WITHOUT[group]
    return Words(*(text.format(other=found.against) for text in AGAINST[group]))
