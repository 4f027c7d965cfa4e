"""Results as plain objects for strict JSON: what is undefined is null, money is in currency units."""

from __future__ import annotations

import json
import math
from typing import Any

from experiments.interval import Interval
from sim.result import Measure

SCHEMA_VERSION = 1


def as_json(value: Any) -> str:
    """Return an object as JSON that every parser takes."""
    return json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False)


def rest(each: Interval) -> dict[str, float | int | None]:
    """Return the bounds of an interval, and the number of replications in which the measure is defined."""
    return {"low": finite(each.low), "high": finite(each.high), "replications": each.replications}


def estimated(each: Interval, measure: Measure) -> dict[str, Any]:
    """Return the mean of a measure with its interval, unit and meaning."""
    return {"mean": finite(each.mean), **rest(each), **words(measure)}


def words(measure: Measure) -> dict[str, str]:
    """Return the unit of a measure and what it means."""
    return {"unit": measure.unit, "about": measure.about}


def finite(value: float | None) -> float | None:
    """Return a number, or None where there is none that JSON knows."""
    return value if value is not None and math.isfinite(value) else None
