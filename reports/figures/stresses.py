"""What figures of a stress study have in common: names, factors with their ranges, values with their units."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from experiments.study.folder import Kept
from reports.messages import headed
from reports.words import Words

Record = Mapping[str, Any]



def scheme_name(words: Words, name: str) -> str:
    """Return what a scheme is called."""
    return headed(words.name(name))


def factors(record: Record) -> dict[str, Record]:
    """Return what is uncertain, by name."""
    return {each["name"]: each for each in record["uncertain"]}


def ranged(factor: Record) -> bool:
    """Tell whether a factor has a range rather than a list of values."""
    return "low" in factor


def place(factor: Record, value: float | str) -> float:
    """Return where a value stands in the range of its factor, from 0 to 1; of a list, the number of the value.

    >>> place({"low": 2.0, "high": 4.0}, 2.5), place({"values": ["calm", "shock"]}, "shock")
    (0.25, 1.0)
    """
    if not ranged(factor):
        return float(factor["values"].index(str(value))) if str(value) in factor["values"] else math.nan
    return float((float(value) - factor["low"]) / ((factor["high"] - factor["low"]) or 1.0))


def worth(words: Words, factor: Record, value: float | str, currency: str) -> str:
    """Return a value of a factor with its unit; a rate that may exceed 1 is a number of times, no share."""
    if isinstance(value, str):
        return words.name(value)
    if factor["unit"].startswith("per ") and factor.get("high", 0.0) > 1.0:
        return words.setting(f"{value:.3g} {factor['unit']}")
    return words.figure(value, factor["unit"], currency)


def amount(words: Words, record: Record, value: float) -> str:
    """Return a value of the measure that decides, rounded."""
    if record["unit"] == "money" and value > 0.0:
        return words.rounded_money(value, record["currency"])
    return f"{value:,.3g}"



def by_future(study: Kept, name: str) -> dict[str, dict[int, float]]:
    """Return a column of the table of regret, of each scheme in each future; only in futures that are whole."""
    fields = study.tables["regret"].fields
    found: dict[str, dict[int, float]] = {scheme: {} for scheme in study.record["schemes"]}
    for scheme, future, value in zip(fields["scheme"].values, fields["future"].values, fields[name].values, strict=True):
        found[scheme][int(future)] = math.nan if value is None else float(value)
    whole = [future for future in next(iter(found.values())) if all(math.isfinite(each[future]) for each in found.values())]
    return {scheme: {future: each[future] for future in whole} for scheme, each in found.items()}


def column(study: Kept, factor: Record) -> dict[int, float]:
    """Return where a factor stands in each future."""
    fields = study.tables["futures"].fields
    return {int(future): place(factor, value)
            for future, value in zip(fields["future"].values, fields[factor["name"]].values, strict=True)}


def source(words: Words, record: Record) -> str:
    """Return where the figures come from."""
    text = words.say("Simulation: {persons:,} persons, {days:,} days, {many} replications in each future",
                     persons=record["persons"], days=record["days"], many=len(record["seeds"]))
    if not record["break_even"]:
        return words.say("{text}.", text=text)
    return words.say("{text}, {pairs} pairs at each value tried.", text=text, pairs=len(record["pair_seeds"]))


def safe(name: str) -> str:
    """Return a name that is one for files, too.

    >>> safe("a plan/b")
    'a_plan_b'
    """
    return re.sub(r"[^A-Za-z0-9_-]", "_", name)
