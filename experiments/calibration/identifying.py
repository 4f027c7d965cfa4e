"""What the observed figures say of the parameters, and what they leave open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from experiments.calibration.observed import Array


class Known(NamedTuple):
    """A parameter: how wide its posterior is of its prior's width (1: nothing was learned), and a verdict in a word.

    The verdict is ``known``, ``partly known`` or ``not known``.
    """

    name: str
    left: float
    verdict: str


class Combination(NamedTuple):
    """Parameters that go together in the posterior: the data know the combination, not each of them; told in words."""

    names: tuple[str, ...]
    powers: tuple[float, ...]
    correlation: float
    text: str


def known(names: Sequence[str], draws: Array) -> list[Known]:
    """Return what is known of each parameter; ``draws`` are in the unit cube."""
    raise NotImplementedError


def combinations(names: Sequence[str], draws: Array) -> list[Combination]:
    """Return the combinations of parameters that cannot be told apart; ``draws`` are in the unit cube."""
    raise NotImplementedError
