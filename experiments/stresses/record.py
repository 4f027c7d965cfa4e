"""A stress study as a plain object for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from experiments.exchange import SCHEMA_VERSION, finite, rest, words
from experiments.guardrails import by_scenario
from experiments.interval import Interval
from experiments.lab.measures import measures
from experiments.people import other_people
from experiments.stresses.factors import Factor
from experiments.stresses.prim import Marks
from experiments.stresses.tables import own

if TYPE_CHECKING:
    from experiments.stresses.regions import Region
    from experiments.stresses.stressed import Stressed, Tried


def record(found: Stressed) -> dict[str, Any]:
    """Return the whole study."""
    plan, scenario = found.plan, found.plan.schemes[0].what.scenario
    return {
        "schema_version": SCHEMA_VERSION, "study": "stress", "name": plan.study.name, "title": plan.study.says.title,
        "measure": plan.measure, **words(measures()[plan.measure]), "better": plan.study.says.better, "currency": scenario.currency,
        "persons": scenario.persons, "days": scenario.days, "seeds": list(plan.seeds), "pair_seeds": list(plan.pair_seeds),
        "schemes": [scheme.name for scheme in plan.schemes], "uncertain": [uncertain(found, factor) for factor in plan.factors],
        "left_out": list(plan.left_out), "futures": len(plan.futures), "futures_whole": int(found.whole[1:].sum()),
        "summary": {scheme.name: {name: mean(each[number]) for name, each in found.summary.items()}
                    for number, scheme in enumerate(plan.schemes)},
        "least_maximal_regret": least(found),
        "break_even": [even(found, each) for each in found.break_evens],
        "regions": {plan.schemes[number].name: region_object(each) for number, each in enumerate(found.regions, 1)},
        "other_people": other_people(scheme.what.scenario for scheme in plan.schemes),
        "guardrails": by_scenario(found.guardrails),
    }


def mean(each: Interval) -> dict[str, float | int | None]:
    """Return a mean with its interval."""
    return {"mean": finite(each.mean), **rest(each)}


def uncertain(found: Stressed, factor: Factor) -> dict[str, Any]:
    """Return a factor: its settings, its range or values, what it is today."""
    reach = ({"low": factor.number(0.0), "high": factor.number(1.0)} if factor.ranged else {"values": list(factor.names)})
    return {"name": factor.name, "about": factor.about, "source": factor.source, "settings": [each.path for each in factor.levers],
            "unit": factor.first.unit, **reach, "today": own(factor, found.plan.schemes[0].values), "observed": factor.observed}


def least(found: Stressed) -> dict[str, Any] | None:
    """Return the scheme of the least maximal regret."""
    if found.choice is None:
        return None
    names = [scheme.name for scheme in found.plan.schemes]
    return {"scheme": names[found.choice.scheme], "decided": found.choice.decided,
            "excess": {name: mean(each) for name, each in zip(names, found.choice.excess, strict=True)}}


def even(found: Stressed, each: Tried) -> dict[str, Any]:
    """Return one break-even value."""
    places = dict(zip(("value", "low", "high"), each.found.places, strict=True))
    return {"scheme": found.plan.schemes[each.scheme].name, "factor": each.factor.name, "verdict": str(each.found.verdict),
            **{name: each.value(place) for name, place in places.items()}, "pays_below": each.found.pays_below,
            "parts": [part._asdict() | {"low": each.value(part.low), "high": each.value(part.high)} for part in each.found.parts],
            "pairs": each.search.by_seed.shape[1], "observed": each.factor.observed,
            "seen": {name: each.seen(place) for name, place in places.items()}, "seen_today": each.seen(each.search.today)}


def region_object(region: Region) -> dict[str, Any]:
    """Return a region."""
    told: dict[str, Any] = {"worse_futures": int(region.worse.sum()), "futures": len(region.worse),
                            "surely_worse": int((region.surely < 0).sum()), "surely_better": int((region.surely > 0).sum()),
                            "region_of": "worse" if region.of_worse else "better", "sure": region.sure}
    if region.found is None:
        return told
    return told | {"coverage": region.found.coverage, "density": region.found.density, "cases": region.found.cases,
                   "chance": region.found.chance,
                   "inside": counted(region, region.inside), "elsewhere": counted(region, ~region.inside),
                   "limits": [{"factor": limit.factor.name, "low": limit.low, "high": limit.high, "values": list(limit.values),
                               "p": limit.p} for limit in region.limits]}


def counted(region: Region, here: Marks) -> dict[str, Any]:
    """Return how many futures lie here, the share of them that are of the region's kind, and in how many that is decided."""
    futures = int(here.sum())
    return {"futures": futures, "share": float(region.rarer[here].mean()) if futures else None,
            "surely": int(region.surely_rarer[here].sum())}
