"""What a model reaches under the priors, on average over luck: else a lucky run would pass for something that it can do."""

from __future__ import annotations

import numpy as np
from threadpoolctl import threadpool_limits

from experiments.calibration.emulator import emulator
from experiments.calibration.observed import Array, Observed, beyond


def reach(places: Array, figures: Array) -> tuple[Array, Array]:
    """Return the least and the most that each figure comes to on average over luck, at places under the priors.

    ``figures`` are simulated ones, a row a place; both ends are not a number for one that is never defined.
    """
    least, most = np.full((2, figures.shape[1]), np.nan)
    known = np.isfinite(figures).any(axis=0)
    with threadpool_limits(limits=1):
        found = emulator(places, figures[:, known], np.zeros(places.shape[1]), np.ones(places.shape[1]))
        expected, _ = found.expected(places)
    least[known], most[known] = expected.min(axis=0), expected.max(axis=0)
    return least, most


def within_reach(observed: Observed, places: Array, figures: Array) -> Observed:
    """Return what was observed with errors that bridge the gap to the nearest that figures come to under the priors, if any.

    That gap is the least by which the model departs from what was observed; an error without it would let one figure that cannot be
    met decide all parameters (a discrepancy of the model: Kennedy & O'Hagan, J. R. Stat. Soc. B 63, 2001).
    """
    nearest = np.clip(observed.values, *reach(places, figures))
    return observed._replace(errors=np.hypot(observed.errors, beyond(observed, nearest)))
