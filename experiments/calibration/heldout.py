"""How well tables are met in data that were left out, beside what sampling alone makes of such data."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from experiments.calibration.calibrated import Fit

NORMAL = math.sqrt(2.0 / math.pi)
"""Mean size of a normal error of deviation 1."""


class HeldOut(NamedTuple):
    """Mean sizes over the cells of a quantity: of the model's error and of the fitted data's own in the data left out.

    ``sampling`` is what the errors of the data left out make by themselves, ``halves`` is by how much halves of the data differ;
    None where that is not known.
    """

    cells: int
    model: float
    data: float
    sampling: float | None
    halves: float | None


def held_out(fits: Sequence[Fit]) -> dict[str, HeldOut]:
    """Return how well each quantity is met in data left out, of the shares of which there are such data."""
    known = [each for each in fits if math.isfinite(each.target.held_out) and each.target.unit == "share"]
    return {name: of_quantity([each for each in known if each.target.quantity == name])
            for name in dict.fromkeys(each.target.quantity for each in known)}


def of_quantity(fits: Sequence[Fit]) -> HeldOut:
    """Return how well one quantity is met in data left out."""
    target = np.array([each.target.held_out for each in fits])
    model = np.array([each.calibrated.mean for each in fits])
    data = np.array([each.target.value for each in fits])
    return HeldOut(len(fits), float(np.abs(model - target).mean()), float(np.abs(data - target).mean()),
                   mean([NORMAL * each.target.held_out_error for each in fits]), mean([each.target.halves for each in fits]))


def mean(values: Sequence[float]) -> float | None:
    """Return the mean of what is known, None where nothing is."""
    defined = [each for each in values if math.isfinite(each)]
    return float(np.mean(defined)) if defined else None
