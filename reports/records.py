"""Reading the records of studies: what they say of an estimate, and of the candidates of a search."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from experiments.interval import Interval

Record = Mapping[str, Any]


def interval_of(each: Record) -> Interval:
    """Return an estimate of a record, a mean or another value, as an interval.

    >>> interval_of({"mean": 2.0, "low": 1.0, "high": 3.0, "replications": 8})
    Interval(mean=2.0, low=1.0, high=3.0, replications=8)
    """
    value = each.get("mean", each.get("value"))
    return Interval(math.nan if value is None else value, each["low"], each["high"], each["replications"])


def chosen_of(record: Record) -> Record | None:
    """Return the candidate that a search recommends; None where it recommends nothing."""
    return next((each for each in record["candidates"] if each["candidate"] == record["recommended"]), None)
