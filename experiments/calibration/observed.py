"""What has been observed: figures with their standard errors."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Observed(NamedTuple):
    """Observed figures, in the order of the columns of simulated ones.

    ``sides`` is 0 for an estimate, -1 where the figure is at most the value, 1 where it is at least. Figures of one source (any
    label) have errors that go together as the luck of a run makes them go together; those of different sources err independently.
    A weight counts as that many observations: it divides the error by its square root.
    """

    names: tuple[str, ...]
    values: Array
    errors: Array
    sides: NDArray[np.int64]
    sources: tuple[str, ...]
