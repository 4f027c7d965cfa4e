"""What figures of a search have in common: names, candidates, quantities with their intervals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from reports.records import interval_of
from reports.words import Words

Record = Mapping[str, Any]
TODAY = "today"
UNITS = {"money": (1.0, "{currency}"), "share": (100.0, "%"), "per year": (100.0, "% a year")}


class Ends(NamedTuple):
    """A mean and the ends of its interval, as they are drawn; all the same where there is no interval."""

    mean: float
    low: float
    high: float



def candidate_name(words: Words, candidate: Record) -> str:
    """Return what a candidate is called."""
    if candidate["candidate"] == TODAY:
        return words.say("the scheme of today")
    return words.say("candidate {number}", number=candidate["candidate"])


def quantity_name(words: Words, name: str) -> str:
    """Return the name of a quantity as people write it.

    >>> quantity_name(Words("en"), "net_charge_off"), quantity_name(Words("en"), "cvar90(net_charge_off)")
    ('Net charge-off', 'Net charge-off, worst 10 %')
    """
    if not name.startswith("cvar"):
        return words.measure(name)
    return words.say("{measure}, worst {share} %", measure=words.measure(name[7:-1]), share=100 - int(name[4:6]))


def axis_of(words: Words, one: Record, currency: str) -> str:
    """Return what an axis is, and in which direction it is better."""
    name, unit = quantity_name(words, one["name"]), words.name(UNITS.get(one["unit"], (1.0, ""))[1].format(currency=currency))
    label = words.say("{name}, {unit}", name=name, unit=unit) if unit else name
    if one["sign"] > 0:
        return words.say("{label} (more is better)", label=label)
    return words.say("{label} (less is better)", label=label)



def ends(each: Record, unit: str) -> Ends:
    """Return the mean and the interval of a quantity as they are drawn."""
    size, value = UNITS.get(unit, (1.0, ""))[0], interval_of(each)
    if value.low is None or value.high is None:
        return Ends(size * value.mean, size * value.mean, size * value.mean)
    return Ends(size * value.mean, size * value.low, size * value.high)


def run_with(words: Words, record: Record) -> str:
    """Return where the figures come from."""
    many = sorted({each["replications"] for each in record["candidates"]})
    seeds = f"{many[0]}\N{EN DASH}{many[-1]}" if len(many) > 1 else f"{many[0]}"
    return words.say("Simulation: {persons:,} persons, {days:,} days; {seeds} fresh replications a candidate, 95 % intervals.",
                     persons=record["persons"], days=record["days"], seeds=seeds)


def confirmed_by(words: Words, again: Record) -> str:
    """Say by which seeds today's scheme and the recommended one are told."""
    return words.say("Today's scheme and the recommended one: {many} more seeds, by which nothing was chosen.",
                     many=len(again["seeds"]))
