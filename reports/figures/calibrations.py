"""What figures of a calibration have in common: values as they are drawn, and where they come from."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from experiments.interval import Interval
from reports.figures.numbers import percent
from reports.words import Words

Record = Mapping[str, Any]
SCALES = {"share": (100.0, "%"), "per year": (100.0, "% a year"), "per month": (100.0, "% a month"), "per day": (100.0, "% a day")}


def drawn_unit(parameter: Record) -> str:
    """Return the unit in which a parameter is drawn: a rate that may be 1 and more is a number, not a percentage."""
    return "number" if parameter["unit"].startswith("per ") and parameter["to"] >= 1.0 else str(parameter["unit"])


def scale(unit: str) -> float:
    """Return by what values of a unit are multiplied as they are drawn."""
    return SCALES.get(unit, (1.0, ""))[0]


def unit_name(words: Words, unit: str, currency: str) -> str:
    """Return what is written beside numbers of a unit; nothing beside bare ones."""
    return words.name(currency if unit == "money" else SCALES.get(unit, (1.0, ""))[1])


def with_unit(words: Words, name: str, unit: str, currency: str) -> str:
    """Return a name with the unit of what is drawn."""
    shown = unit_name(words, unit, currency)
    return words.say("{name}, {unit}", name=name, unit=shown) if shown else name


def interval_of(each: Record) -> Interval:
    """Return what a record says of a mean as an interval, whose ends may be missing."""
    return Interval(math.nan if each["mean"] is None else each["mean"], each["low"], each["high"], 0 if each["low"] is None else 2)


def source(words: Words, record: Record) -> str:
    """Return where a figure comes from."""
    return words.say("Simulation: {scenario}, {persons:,} persons, {days:,} days; {many:,} replications; intervals of {sure}.",
                     scenario=words.name(record["scenario"]), persons=record["persons"], days=record["days"],
                     many=record["replications"], sure=percent(words, record["confidence"]))
