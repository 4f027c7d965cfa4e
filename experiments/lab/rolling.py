"""Roll rates as a lender measures them in its own book, beside the measures of the model."""

from __future__ import annotations

from collections.abc import Mapping

from sim.measures import measured as of_model
from sim.result import Measure
from sim.world import Life

ROLLS = {"roll_c_to_m1": (0, "statements of current accounts that were missed: the roll rate from C to M1"),
         "roll_m1_to_m2": (1, "statements of accounts in M1 that were missed, too: the roll rate from M1 to M2")}


def measured(life: Life) -> Mapping[str, Measure]:
    """Return every measure of a run by name, the roll rates among them."""
    moves = life.tables.by_month["rolls"].sum(axis=0)
    rates = {name: Measure(ratio(moves[bucket, bucket + 1], moves[bucket].sum()), "share", about)
             for name, (bucket, about) in ROLLS.items()}
    return {**of_model(life), **rates}


def ratio(part: float, whole: float) -> float:
    """Return a part of a whole, not a number of nothing."""
    return float(part / whole) if whole else float("nan")
