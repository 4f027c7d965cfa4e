"""Runs and comparisons as plain objects for JSON."""

from __future__ import annotations

from typing import Any

from experiments.comparison import Comparison
from experiments.exchange import SCHEMA_VERSION, finite, rest, words
from experiments.people import other_people
from experiments.replication import Replications
from reports.portraits import by_portrait, portrait_differences


def run_object(found: Replications) -> dict[str, Any]:
    """Return the replications of one scenario; ``value`` is a mean of several, ``result_hash`` that of the first."""
    scenario, first = found.scenario, found.runs[0]
    return {
        "schema_version": SCHEMA_VERSION,
        "scenario": scenario.name,
        "seed": first.seed,
        "persons": scenario.persons,
        "days": scenario.days,
        "driver": first.driver,
        "replications": len(found.runs),
        "seeds": list(found.seeds),
        "result_hash": first.result_hash,
        "result_hashes": [run.result_hash for run in found.runs],
        "seconds": found.seconds,
        "person_days_per_second": found.person_days_per_second,
        "currency": scenario.currency,
        "measures": {
            name: {"value": finite(each.mean), **rest(each), **words(first.measures[name])}
            for name, each in found.summary.items()
        },
        **portraits(found),
    }


def portraits(found: Replications) -> dict[str, Any]:
    """Return the figures of each portrait; nothing where there are none."""
    figures = {portrait: {name: {"value": finite(each.mean), **rest(each)} for name, each in mine.items()}
               for portrait, mine in by_portrait(found).items()}
    return {"portraits": figures} if figures else {}


def comparison_object(found: Comparison) -> dict[str, Any]:
    """Return a comparison: the paired difference of each measure to the baseline, by scenario."""
    first = found.arms[found.baseline].runs[0]
    return {
        "schema_version": SCHEMA_VERSION,
        "baseline": found.baseline,
        "scenarios": list(found.arms),
        "seed": first.seed,
        "persons": first.scenario.persons,
        "days": first.scenario.days,
        "driver": first.driver,
        "replications": len(found.seeds),
        "seeds": list(found.seeds),
        "currency": first.scenario.currency,
        "other_people": other_people(arm.scenario for arm in found.arms.values()),
        "differences": {
            scenario: {
                name: {"mean": finite(each.mean), **rest(each), **words(first.measures[name])}
                for name, each in measures.items()
            }
            for scenario, measures in found.differences.items()
        },
        **compared_portraits(found),
    }


def compared_portraits(found: Comparison) -> dict[str, Any]:
    """Return the differences in each portrait by scenario; nothing where no scenario has those of the baseline."""
    baseline = found.arms[found.baseline]
    rows = {name: portrait_differences(baseline, found.arms[name]) for name in found.differences}
    figures = {name: {portrait: {each: {"mean": finite(value.mean), **rest(value)} for each, value in mine.items()}
                      for portrait, mine in portraits.items()} for name, portraits in rows.items() if portraits}
    return {"portraits": figures} if figures else {}
