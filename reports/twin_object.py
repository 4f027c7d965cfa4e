"""A twin as a plain object for strict JSON; money is in currency units."""

from __future__ import annotations

from typing import Any

from experiments.exchange import SCHEMA_VERSION, finite, rest
from experiments.interval import Interval
from experiments.twin import ABOUT, ALL, DESCRIBED, QUANTITIES, Figure, Group, Twin


def twin_object(found: Twin) -> dict[str, Any]:
    """Return a twin: its figures, the groups, and the groups by trait."""
    scenario = found.scheme.scenario
    return {
        "schema_version": SCHEMA_VERSION,
        "scenario": scenario.name,
        "against": found.without.scenario.name,
        "seed": found.scheme.seeds[0],
        "persons": scenario.persons,
        "days": scenario.days,
        "driver": found.scheme.runs[0].driver,
        "replications": len(found.pairs),
        "seeds": list(found.scheme.seeds),
        "result_hashes": [run.result_hash for run in found.scheme.runs],
        "result_hashes_without": [run.result_hash for run in found.without.runs],
        "currency": scenario.currency,
        "measures": {name: {**number(each), "unit": QUANTITIES[name].unit, "about": QUANTITIES[name].about}
                     for name, each in found.measures.items()},
        "groups": {group.name.lower(): {"about": ABOUT[group], **figures(found, group)} for group in Group},
        "by": {trait: {value: {group.name.lower(): figures(found, group, trait, value) for group in Group} for value in values}
               for trait, values in found.traits.items()},
    }


def figures(found: Twin, group: Group, trait: str = ALL, value: str = ALL) -> dict[str, Any]:
    """Return each figure of a group: with the scheme, without it, and the difference."""
    shown = {}
    for figure in Figure:
        change = found.change(figure, group, trait, value)
        shown[figure.name.lower()] = {"with": number(change.held), "without": number(change.without),
                                      "difference": number(change.difference), "unit": DESCRIBED[figure][0]}
    return shown


def number(value: Interval) -> dict[str, Any]:
    """Return a mean with its interval."""
    return {"value": finite(value.mean), **rest(value)}
